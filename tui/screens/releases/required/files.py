"""Required actions as a file: which form, and the bytes of it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tui import i18n
from tui.api.models.actions import Action
from tui.exchange.actions import SUFFIXES, written
from tui.i18n.zones import zone
from tui.screens.picker import Offer, Picker


def form_picker() -> Picker[str]:
    """Return the sheet of the forms, each by the ending of its file."""
    offers = [Offer(i18n.t(f"required.form.{form}"), end, end) for end, form in SUFFIXES.items()]
    return Picker(i18n.t("required.export.title"), offers)


def content(actions: Sequence[Action], ending: str, organisation_id: str, zone_name: str) -> bytes:
    """Return the file with this ending; its days are those of a time zone."""
    now = datetime.now(UTC).astimezone(zone(zone_name))
    return written(actions, SUFFIXES[ending], organisation_id=organisation_id, now=now)
