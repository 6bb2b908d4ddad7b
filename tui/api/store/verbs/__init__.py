"""What every verb has: who asks, what is recorded of it, and that sending it twice does it once."""
