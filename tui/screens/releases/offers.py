"""The sheets of the Update Center: filters, versions to compare, what a note has to offer.

Imported when one of them is asked for: the first list does without.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tui import i18n
from tui.api.models.releases import Impact, Note, NoteFacets, NoteKind, NoteQuery, Release
from tui.i18n import formats
from tui.screens.filter_offers import in_order, offer
from tui.screens.filter_sheet import FilterSheet
from tui.screens.named_filters import NamedFilters
from tui.screens.notes import offers
from tui.screens.notes.offers import NoteOffer
from tui.screens.notes.questions import unfiltered
from tui.screens.picker import Offer, Picker
from tui.screens.releases.carried import heading_address, whole
from tui.screens.releases.comparison import later_than

if TYPE_CHECKING:
    from tui.widgets.reader import Link


def filter_sheet(
    facets: NoteFacets, wanted: NoteQuery, named: NamedFilters[NoteQuery]
) -> FilterSheet[NoteQuery]:
    """Return the sheet of the filters."""
    title, everything = i18n.t("releases.filter.title"), unfiltered(wanted)
    there = in_order(_offers(facets, wanted), wanted, everything)
    return FilterSheet(title, there, wanted=wanted, unnamed=everything, named=named)


def _offers(facets: NoteFacets, wanted: NoteQuery) -> Iterator[NoteOffer]:
    chosen = replace(wanted, unread=not wanted.unread)
    yield offer(i18n.t("releases.filter.unread"), "", chosen, is_set=wanted.unread)
    chosen = replace(wanted, bookmarked=not wanted.bookmarked)
    yield offer(i18n.t("releases.filter.bookmarked"), "", chosen, is_set=wanted.bookmarked)
    group = i18n.t("releases.filter.group.impact")
    for impact in (Impact.STATUTORY, Impact.ACTION_REQUIRED, Impact.INFO, Impact.NONE):
        is_set = wanted.impact is impact
        chosen = replace(wanted, impact=None if is_set else impact)
        yield offer(i18n.t(f"note.impact.{impact}"), group, chosen, is_set=is_set)
    yield from offers.versions(facets, wanted)
    yield from offers.areas(facets, wanted)
    group = i18n.t("releases.filter.group.kind")
    for kind in NoteKind:
        is_set = wanted.kind is kind
        chosen = replace(wanted, kind=None if is_set else kind)
        yield offer(i18n.t(f"note.kind.{kind}"), group, chosen, is_set=is_set)


def since_picker(facets: NoteFacets) -> Picker[Release]:
    """Return the sheet that asks which version one has."""
    older = [release for release in facets.releases if later_than(release, facets)]
    return Picker(i18n.t("releases.compare.since"), _versions(older))


def until_picker(since: Release, facets: NoteFacets) -> Picker[Release]:
    """Return the sheet that asks with which later version to compare."""
    title = i18n.t("releases.compare.until", since=since.full_version)
    return Picker(title, _versions(later_than(since, facets)))


def _versions(releases: Iterable[Release]) -> list[Offer[Release]]:
    return [
        Offer(release.full_version, formats.day(release.release_date), release)
        for release in releases
    ]


def link_picker(links: "Iterable[Link]") -> Picker[str]:
    """Return the sheet of a note's links, each with its whole address."""
    offers = [Offer(link.text, "", link.url, detail=link.url) for link in links]
    return Picker(i18n.t("note.links"), offers)


def copy_picker(note: Note, section: str, zone: str) -> Picker[str]:
    """Return the sheet of what can be copied of a note; `section` is what one reads of it.

    Days are those of a time zone.
    """
    texts = {
        "link": note.url,
        "heading": heading_address(note, section),
        "section": section,
        "whole": whole(note, zone),
    }
    there = [Offer(i18n.t(f"note.copy.{name}"), "", text) for name, text in texts.items() if text]
    return Picker(i18n.t("note.copy"), there)
