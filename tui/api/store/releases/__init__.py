"""Release notes as they are read: listed, searched, marked, kept."""
