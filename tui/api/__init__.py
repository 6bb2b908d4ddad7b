"""The contract: what every backend can do, and what is said about it."""
