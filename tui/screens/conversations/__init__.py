"""What every room with incidents is made of: their list, and the conversation over it."""
