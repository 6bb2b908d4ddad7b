"""What both sides of an incident have in common on the command line."""
