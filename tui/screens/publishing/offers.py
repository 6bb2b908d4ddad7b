"""The sheet of what the list can be narrowed to; imported when somebody asks for it."""

from collections.abc import Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.releases import NoteFacets, NoteQuery
from tui.screens.filter_offers import in_order, offer
from tui.screens.notes import offers
from tui.screens.notes.offers import NoteOffer
from tui.screens.notes.questions import unfiltered
from tui.screens.picker import Picker


def note_picker(facets: NoteFacets, wanted: NoteQuery) -> Picker[NoteQuery]:
    """Return the sheet of the filters."""
    title = i18n.t("releases.filter.title")
    return Picker(title, in_order(_offers(facets, wanted), wanted, unfiltered(wanted)))


def _offers(facets: NoteFacets, wanted: NoteQuery) -> Iterator[NoteOffer]:
    chosen = replace(wanted, withdrawn=not wanted.withdrawn)
    label = i18n.t("releases.filter.withdrawn")
    yield offer(label, "", chosen, is_set=wanted.withdrawn)
    yield from offers.versions(facets, wanted)
    yield from offers.areas(facets, wanted)
