"""The contacts of an organisation."""
