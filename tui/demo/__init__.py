"""The demo portal: its people and records."""
