"""The vendor's own systems, and the tokens by which they come in."""
