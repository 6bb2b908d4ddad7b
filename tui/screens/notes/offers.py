"""The filters that the sheets of both rooms offer; imported when one of them is asked for."""

from collections.abc import Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.filter_sheet import SET
from tui.screens.notes.questions import is_filtered, unfiltered
from tui.screens.picker import Offer

NoteOffer = Offer[NoteQuery]
"""A filter as it is called; its value is the query that choosing it makes."""


def in_order(offers: Iterator[NoteOffer], wanted: NoteQuery) -> list[NoteOffer]:
    """Return these filters: those that are set first, and last to take all away."""
    ordered = sorted(offers, key=lambda offer: not offer.label.startswith(SET))
    if is_filtered(wanted):
        ordered.append(Offer(i18n.t("releases.filter.everything"), "", unfiltered(wanted)))
    return ordered


def offer(label: str, group: str, chosen: NoteQuery, *, is_set: bool) -> NoteOffer:
    """Return a filter; one that is set has a mark, and `chosen` takes it away."""
    return Offer(f"{SET}{label}" if is_set else label, group, chosen)


def versions(facets: NoteFacets, wanted: NoteQuery) -> Iterator[NoteOffer]:
    """Yield the releases."""
    group = i18n.t("releases.filter.group.version")
    for release in facets.releases:
        is_set = (wanted.version, wanted.product) == (release.version, release.product)
        version, product = (None, None) if is_set else (release.version, release.product)
        chosen = replace(wanted, version=version, product=product)
        yield offer(release.full_version, group, chosen, is_set=is_set)


def areas(facets: NoteFacets, wanted: NoteQuery) -> Iterator[NoteOffer]:
    """Yield the areas."""
    group = i18n.t("releases.filter.group.area")
    for area in facets.areas:
        is_set = wanted.area == area
        yield offer(area, group, replace(wanted, area=None if is_set else area), is_set=is_set)
