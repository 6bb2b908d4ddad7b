"""What the third band says: what is filtered, and how much that leaves."""

from collections.abc import Iterator

from tui import i18n
from tui.api.models.paging import Count
from tui.api.models.releases import NoteQuery
from tui.i18n import formats
from tui.screens.find_bar import Band, Filter


def band_of(wanted: NoteQuery, count: Count | None, hits: Count | None, selected: int) -> Band:
    """Return the band of a list; `hits` are those of a search, `selected` rows are marked."""
    every = i18n.t("releases.filter.all")
    version = i18n.t("releases.filter.version", value=wanted.version or every)
    area = i18n.t("releases.filter.area", value=wanted.area or every)
    filters = [Filter(version, wanted.version is not None), Filter(area, wanted.area is not None)]
    if wanted.withdrawn:
        filters.append(Filter(i18n.t("releases.filter.withdrawn")))
    return Band(tuple(filters), tuple(_figures(count, hits, selected)))


def _figures(count: Count | None, hits: Count | None, selected: int) -> Iterator[str]:
    if selected:
        yield i18n.plural("releases.selected", selected)
    if hits is not None:
        value = formats.number(hits.value, exact=hits.exact)
        yield i18n.plural("releases.hits", hits.value, value=value)
    elif count is not None:
        value = formats.number(count.value, exact=count.exact)
        yield i18n.plural("releases.count", count.value, value=value)
