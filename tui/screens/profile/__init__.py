"""Profile: who one is, what one may, where one is signed in, own settings, and the way out."""

from tui.screens.profile.room import ProfileRoom

__all__ = ["ProfileRoom"]
