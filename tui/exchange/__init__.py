"""Files in: pure functions from bytes to models, and `disk`, which reads the bytes."""
