"""What the rooms with release notes have in common: a list, a reader, and questions to both."""
