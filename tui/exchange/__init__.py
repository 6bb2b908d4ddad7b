"""Files in and out: pure functions between bytes and models."""
