"""Choosing a version or an area to narrow the list to."""

from tui import i18n
from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.picker import Offer, Picker


def note_picker(facets: NoteFacets) -> Picker[NoteQuery]:
    """Return the sheet that offers versions and areas, each as the part of a query it sets."""
    version, area = i18n.t("releases.filter.group.version"), i18n.t("releases.filter.group.area")
    offers = [Offer(i18n.t("releases.filter.everything"), "", NoteQuery())]
    offers += [
        Offer(
            release.version,
            version,
            NoteQuery(version=release.version, product=release.product),
        )
        for release in facets.releases
    ]
    offers += [Offer(name, area, NoteQuery(area=name)) for name in facets.areas]
    return Picker(i18n.t("releases.filter.title"), offers)


def narrowed(wanted: NoteQuery, chosen: NoteQuery) -> NoteQuery:
    """Return `wanted` with what was chosen; choosing everything takes version and area away."""
    fields = chosen.model_fields_set or {"version", "product", "area"}
    return wanted.model_copy(update={name: getattr(chosen, name) for name in fields})
