"""What the third band says: what is filtered, and how much that leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui import i18n
from tui.api.models.paging import Count
from tui.api.models.releases import NoteQuery, NoteSort
from tui.i18n import formats
from tui.screens.find_bar import Band, Filter, named
from tui.screens.notes.questions import EVERYTHING
from tui.screens.releases.comparison import Comparison
from tui.screens.releases.questions import Counts


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list of notes shows, as far as the band tells of it."""

    wanted: NoteQuery = EVERYTHING
    name: str = ""
    """What the person calls these filters and this order."""
    comparison: Comparison | None = None
    counts: Counts | None = None
    hits: Count | None = None
    """How many notes hold the words that are searched for."""
    selected: int = 0

    @property
    def band(self) -> Band:
        """The band of these notes."""
        name = self.name if self.comparison is None else ""
        return Band(named(name, self._filters()), tuple(self._figures()))

    def _filters(self) -> Iterator[Filter]:
        wanted, every = self.wanted, i18n.t("releases.filter.all")
        if self.comparison is not None:
            yield Filter(self.comparison.words)
        else:
            words = i18n.t("releases.filter.version", value=wanted.version or every)
            yield Filter(words, wanted.version is not None)
        area = i18n.t("releases.filter.area", value=wanted.area or every)
        yield Filter(area, wanted.area is not None)
        kind = i18n.t(f"note.kind.{wanted.kind}") if wanted.kind else every
        yield Filter(i18n.t("releases.filter.kind", value=kind), wanted.kind is not None)
        if wanted.impact is not None:
            yield Filter(i18n.t(f"note.impact.{wanted.impact}"))
        if wanted.unread:
            yield Filter(i18n.t("releases.filter.unread"))
        if wanted.bookmarked:
            yield Filter(i18n.t("releases.filter.bookmarked"))
        if wanted.sort is not NoteSort.NEWEST and self.comparison is None:
            yield Filter(i18n.t(f"note.sort.{wanted.sort}"))

    def _figures(self) -> Iterator[str]:
        if self.selected:
            yield i18n.plural("releases.selected", self.selected)
        if self.hits is not None:
            yield i18n.plural("releases.hits", self.hits.value, value=number(self.hits))
        elif self.counts is not None:
            yield from _counted(self.counts, is_comparison=self.comparison is not None)


def _counted(counts: Counts, *, is_comparison: bool) -> Iterator[str]:
    if is_comparison:
        read = Count(counts.notes.value - counts.unread.value, counts.notes.exact)
        yield i18n.t("releases.progress", read=number(read), count=number(counts.notes))
        return
    yield i18n.plural("releases.count", counts.notes.value, value=number(counts.notes))
    for key, count in (
        ("releases.count_unread", counts.unread),
        ("releases.count_required", counts.required),
    ):
        if count.value:
            yield i18n.plural(key, count.value, value=number(count))


def number(count: Count) -> str:
    """Return a count as it is written, with a plus where there are more."""
    return formats.number(count.value, exact=count.exact)
