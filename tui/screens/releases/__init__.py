"""Update Center: the release notes, a list and a reader."""

from tui.screens.releases.room import ReleasesRoom

__all__ = ["ReleasesRoom"]
