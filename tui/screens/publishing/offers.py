"""The sheet of what the list can be narrowed to; imported when somebody asks for it."""

from collections.abc import Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.notes.questions import unfiltered
from tui.screens.picker import Offer, Picker


def note_picker(facets: NoteFacets, wanted: NoteQuery) -> Picker[NoteQuery]:
    """Return the sheet that offers versions and areas; each offer is the query that it makes."""
    return Picker(i18n.t("releases.filter.title"), list(_offers(facets, wanted)))


def _offers(facets: NoteFacets, wanted: NoteQuery) -> Iterator[Offer[NoteQuery]]:
    yield Offer(i18n.t("releases.filter.everything"), "", unfiltered(wanted))
    group = i18n.t("releases.filter.group.version")
    for release in facets.releases:
        chosen = replace(wanted, version=release.version, product=release.product)
        yield Offer(release.full_version, group, chosen)
    group = i18n.t("releases.filter.group.area")
    for area in facets.areas:
        yield Offer(area, group, replace(wanted, area=area))
