"""What waits for the caller, gathered from the areas."""
