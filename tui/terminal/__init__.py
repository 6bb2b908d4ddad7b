"""What touches the real terminal."""
