"""What the third band says: what is filtered, and how much that leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui import i18n
from tui.api.models.incidents import IncidentQuery, IncidentSort
from tui.i18n import formats
from tui.screens.find_bar import Band, Filter, named
from tui.screens.incidents.questions import EVERYTHING, Counts


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list of incidents shows, as far as the band tells of it."""

    wanted: IncidentQuery = EVERYTHING
    name: str = ""
    """What the person calls these filters and this order."""
    chooses: bool = False
    """Whether the person chooses between the own incidents and all."""
    counts: Counts | None = None
    selected: int = 0

    @property
    def band(self) -> Band:
        """The band of these incidents."""
        return Band(named(self.name, self._filters()), tuple(self._figures()))

    def _filters(self) -> Iterator[Filter]:
        wanted = self.wanted
        if self.chooses:
            yield Filter(i18n.t("incidents.mine" if wanted.mine else "incidents.everybody"))
        if wanted.state is not None:
            yield Filter(i18n.t(f"incident.state.{wanted.state}"))
        for name in ("status", "type", "priority"):
            value = getattr(wanted, name)
            word = i18n.t(f"incident.{name}.{value}") if value else i18n.t("incidents.filter.any")
            yield Filter(i18n.t(f"incidents.filter.{name}", value=word), value is not None)
        if wanted.unread:
            yield Filter(i18n.t("incidents.filter.unread"))
        if wanted.sort is not IncidentSort.UPDATED:
            yield Filter(i18n.t(f"incident.sort.{wanted.sort}"))

    def _figures(self) -> Iterator[str]:
        if self.selected:
            yield i18n.plural("incidents.selected", self.selected)
        if self.counts is None:
            return
        for key, count in (
            ("incidents.count", self.counts.incidents),
            ("incidents.count_unread", self.counts.unread),
        ):
            if count.value or key == "incidents.count":
                value = formats.number(count.value, exact=count.exact)
                yield i18n.plural(key, count.value, value=value)
