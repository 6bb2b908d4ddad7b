"""What the list can be narrowed to, and the words for it."""

from collections.abc import Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.paging import Count
from tui.api.models.releases import NoteFacets, NoteQuery
from tui.i18n import formats
from tui.screens.find_bar import Band, Filter
from tui.screens.picker import Offer, Picker


def everything(wanted: NoteQuery) -> NoteQuery:
    """Return the query without its filters."""
    return NoteQuery(language=wanted.language)


def band_of(wanted: NoteQuery, count: Count | None, hits: Count | None) -> Band:
    """Return what the third band says."""
    every = i18n.t("releases.filter.all")
    version = i18n.t("releases.filter.version", value=wanted.version or every)
    area = i18n.t("releases.filter.area", value=wanted.area or every)
    filters = (Filter(version, wanted.version is not None), Filter(area, wanted.area is not None))
    if hits is not None:
        return Band(filters, i18n.plural("releases.hits", hits.value, value=_number(hits)))
    if count is not None:
        return Band(filters, i18n.plural("releases.count", count.value, value=_number(count)))
    return Band(filters)


def _number(count: Count) -> str:
    return formats.number(count.value) + ("" if count.exact else "+")


def note_picker(facets: NoteFacets, wanted: NoteQuery) -> Picker[NoteQuery]:
    """Return the sheet that offers versions and areas; each offer is the query that it makes."""
    return Picker(i18n.t("releases.filter.title"), list(_offers(facets, wanted)))


def _offers(facets: NoteFacets, wanted: NoteQuery) -> Iterator[Offer[NoteQuery]]:
    yield Offer(i18n.t("releases.filter.everything"), "", everything(wanted))
    group = i18n.t("releases.filter.group.version")
    for release in facets.releases:
        chosen = replace(wanted, version=release.version, product=release.product)
        yield Offer(release.full_version, group, chosen)
    group = i18n.t("releases.filter.group.area")
    for area in facets.areas:
        yield Offer(area, group, replace(wanted, area=area))
