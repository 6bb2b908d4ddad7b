"""Signing in, the sessions that come of it, and the desk at which they are served."""
