"""The vendor's customers: made, listed, and the first administrator let in."""
