"""What the releases ask of an organisation."""
