"""The vendor's desk for release notes: publish, correct, withdraw."""

from tui.screens.publishing.room import PublishingRoom

__all__ = ["PublishingRoom"]
