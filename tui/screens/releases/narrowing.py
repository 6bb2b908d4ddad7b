"""Choosing a version or an area to narrow the list to."""

from dataclasses import replace
from typing import TypedDict

from tui import i18n
from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.picker import Offer, Picker


class Narrowing(TypedDict, total=False):
    """The fields of a query that a choice sets."""

    version: str | None
    product: str | None
    area: str | None


EVERYTHING = Narrowing(version=None, product=None, area=None)


def note_picker(facets: NoteFacets) -> Picker[Narrowing]:
    """Return the sheet that offers versions and areas."""
    version, area = i18n.t("releases.filter.group.version"), i18n.t("releases.filter.group.area")
    offers = [Offer(i18n.t("releases.filter.everything"), "", EVERYTHING)]
    offers += [
        Offer(
            release.version,
            version,
            Narrowing(version=release.version, product=release.product),
        )
        for release in facets.releases
    ]
    offers += [Offer(name, area, Narrowing(area=name)) for name in facets.areas]
    return Picker(i18n.t("releases.filter.title"), offers)


def narrowed(wanted: NoteQuery, chosen: Narrowing) -> NoteQuery:
    """Return `wanted` with what was chosen."""
    return replace(wanted, **chosen)
