"""What the third band of the desk says: what is filtered, how much that leaves, what waits."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui import i18n
from tui.api.models.paging import Count
from tui.api.models.support import Figure, Hand, QueueQuery, QueueSort
from tui.api.policy import IncidentStatus
from tui.i18n import formats
from tui.screens.find_bar import Band, Filter, named
from tui.screens.support.questions import WORK, Counts

_OURS = frozenset({"status", "age", "hand"})
"""What the desk has words of its own for."""


def word_of(name: str, value: str) -> str:
    """Return a value that can be filtered by in words."""
    return i18n.t(f"support.{name}.{value}" if name in _OURS else f"incident.{name}.{value}")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the queue shows, as far as the band tells of it."""

    wanted: QueueQuery = WORK
    name: str = ""
    """What the person calls these filters and this order."""
    customer: str = ""
    """The name of the customer whose incidents alone are listed."""
    counts: Counts | None = None
    selected: int = 0

    @property
    def band(self) -> Band:
        """The band of this queue."""
        return Band(named(self.name, self._filters()), tuple(self._figures()))

    def _filters(self) -> Iterator[Filter]:
        wanted = self.wanted
        yield Filter(i18n.t(f"support.hand.{wanted.hand}" if wanted.hand else "support.hand.all"))
        if wanted.organisation_id is not None:
            yield Filter(self.customer or i18n.t("support.filter.customer"))
        for name in ("state", "status", "priority", "type", "age"):
            value = getattr(wanted, name)
            if value is not None:
                yield Filter(word_of(name, value))
        if wanted.sort is not QueueSort.PRIORITY:
            yield Filter(i18n.t(f"support.sort.{wanted.sort}"))

    def _figures(self) -> Iterator[str]:
        if self.selected:
            yield i18n.plural("incidents.selected", self.selected)
        if self.counts is None:
            return
        count, figures = self.counts
        yield i18n.plural("incidents.count", count.value, value=number(count))
        for key, figure in (
            ("support.figure.new", _of(figures.statuses, IncidentStatus.NEW)),
            ("support.figure.nobody", _of(figures.hands, Hand.NOBODY)),
            ("support.figure.mine", _of(figures.hands, Hand.MINE)),
        ):
            if figure is not None and figure.value:
                yield i18n.t(key, value=number(figure))


def _of(figures: tuple[Figure, ...], word: str) -> Count | None:
    return next((figure.count for figure in figures if figure.word == word), None)


def number(count: Count) -> str:
    """Return a count as it is written, with a plus where there are more."""
    return formats.number(count.value, exact=count.exact)
