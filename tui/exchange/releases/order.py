"""Sort keys: a text for each release of a file, the largest for the newest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tui.exchange.releases.dates import FoundMonth
from tui.exchange.releases.versions import version_key

_NO_DAY = "0000-00-00"


@dataclass(frozen=True)
class Placed:
    """What is known of a release's place in time."""

    version: str
    day: date | None
    month: FoundMonth | None = None

    @property
    def known(self) -> str:
        """The date as text, with day 00 where only the month is known, or nothing."""
        if self.day:
            return self.day.isoformat()
        return f"{self.month.year:04}-{self.month.month:02}-00" if self.month else ""


def sort_keys(releases: Sequence[Placed]) -> list[str]:
    """Return the keys in the order of the file: date, place counted from the oldest, version.

    A release without a date stands with its older neighbour, so that the file's order is kept.
    """
    newest_first = _newest_first(releases)
    oldest_first = list(reversed(releases)) if newest_first else list(releases)
    days = _days(oldest_first)
    keys = [
        f"{day}.{place:06}.{version_key(release.version)}".rstrip(".")
        for place, (day, release) in enumerate(zip(days, oldest_first, strict=True), 1)
    ]
    return keys[::-1] if newest_first else keys


def _days(oldest_first: Sequence[Placed]) -> list[str]:
    day = next((it.known for it in oldest_first if it.known), _NO_DAY)
    days: list[str] = []
    for release in oldest_first:
        day = release.known or day
        days.append(day)
    return days


def _newest_first(releases: Sequence[Placed]) -> bool:
    """Whether dates, else versions, mostly fall from one release to the next."""
    days = [it.known for it in releases if it.known]
    versions = [key for it in releases if (key := version_key(it.version))]
    return (_falls(days) or _falls(versions)) >= 0


def _falls(keys: Sequence[str]) -> int:
    """Return how many more times the keys fall than rise."""
    return sum((first > second) - (first < second) for first, second in pairwise(keys))
