"""Mail to people about what happens in the portal: taken from the outbox, written, carried."""
