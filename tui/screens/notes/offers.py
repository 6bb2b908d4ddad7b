"""The filters that the sheets of both rooms offer; imported when one of them is asked for."""

from collections.abc import Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.filter_offers import FilterOffer, offer

NoteOffer = FilterOffer[NoteQuery]


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
