"""The screens, one room per area."""
