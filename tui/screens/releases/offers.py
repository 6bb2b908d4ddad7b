"""What the list can be narrowed to: one sheet for every filter."""

from collections.abc import Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.releases import Impact, NoteFacets, NoteKind, NoteQuery
from tui.screens.picker import Offer, Picker
from tui.screens.releases.questions import EVERYTHING

SET = "✓ "


def note_picker(facets: NoteFacets, wanted: NoteQuery) -> Picker[NoteQuery]:
    """Return the sheet of the filters; each offer is the query that choosing it makes.

    A filter that is set has a mark, and choosing it takes it away.
    """
    title = i18n.t("releases.filter.title")
    offers = sorted(_offers(facets, wanted), key=lambda offer: not offer.label.startswith(SET))
    return Picker(title, offers)


def unfiltered(wanted: NoteQuery) -> NoteQuery:
    """Return the query without its filters; language, order and the compared versions stay."""
    return replace(
        EVERYTHING,
        language=wanted.language,
        sort=wanted.sort,
        since=wanted.since,
        until=wanted.until,
    )


def is_filtered(wanted: NoteQuery) -> bool:
    """Whether anything is filtered."""
    return wanted != unfiltered(wanted)


def _offers(facets: NoteFacets, wanted: NoteQuery) -> Iterator[Offer[NoteQuery]]:
    chosen = replace(wanted, unread=not wanted.unread)
    yield _offer(i18n.t("releases.filter.unread"), "", wanted.unread, chosen)
    chosen = replace(wanted, bookmarked=not wanted.bookmarked)
    yield _offer(i18n.t("releases.filter.bookmarked"), "", wanted.bookmarked, chosen)
    group = i18n.t("releases.filter.group.impact")
    for impact in (Impact.STATUTORY, Impact.ACTION_REQUIRED, Impact.INFO, Impact.NONE):
        is_set = wanted.impact is impact
        chosen = replace(wanted, impact=None if is_set else impact)
        yield _offer(i18n.t(f"note.impact.{impact}"), group, is_set, chosen)
    group = i18n.t("releases.filter.group.version")
    for release in facets.releases:
        is_set = (wanted.version, wanted.product) == (release.version, release.product)
        version, product = (None, None) if is_set else (release.version, release.product)
        chosen = replace(wanted, version=version, product=product)
        yield _offer(release.full_version, group, is_set, chosen)
    group = i18n.t("releases.filter.group.area")
    for area in facets.areas:
        is_set = wanted.area == area
        yield _offer(area, group, is_set, replace(wanted, area=None if is_set else area))
    group = i18n.t("releases.filter.group.kind")
    for kind in NoteKind:
        is_set = wanted.kind is kind
        chosen = replace(wanted, kind=None if is_set else kind)
        yield _offer(i18n.t(f"note.kind.{kind}"), group, is_set, chosen)
    if is_filtered(wanted):
        yield Offer(i18n.t("releases.filter.everything"), "", unfiltered(wanted))


def _offer(label: str, group: str, is_set: bool, chosen: NoteQuery) -> Offer[NoteQuery]:
    return Offer(f"{SET}{label}" if is_set else label, group, chosen)
