"""What the releases require of the organisation: who does it until when, and what is done."""
