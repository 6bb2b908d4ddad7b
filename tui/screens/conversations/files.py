"""Incidents as a file: which form, and the bytes of it; imported when somebody asks for it."""

from collections.abc import Sequence
from pathlib import Path

from tui import i18n
from tui.api.models.incidents import IncidentSummary
from tui.exchange.incidents import SUFFIXES, written
from tui.i18n.zones import zone
from tui.screens.picker import Offer, Picker


def form_picker() -> Picker[str]:
    """Return the sheet of the forms, each by the ending of its file."""
    offers = [Offer(i18n.t(f"incidents.form.{form}"), end, end) for end, form in SUFFIXES.items()]
    return Picker(i18n.t("incidents.export.title"), offers)


def content(
    incidents: Sequence[IncidentSummary],
    place: Path,
    chosen: str,
    *,
    zone_name: str,
    for_vendor: bool,
) -> bytes:
    """Return the file for a place: its ending says the form, any other one that was `chosen`."""
    form = SUFFIXES.get(place.suffix.lower(), SUFFIXES[chosen])
    return written(incidents, form, zone(zone_name), for_vendor=for_vendor)
