"""Mail that waits: posted beside the event, read at sending time as the receiver may read it."""
