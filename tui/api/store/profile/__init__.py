"""A person's own data and password."""
