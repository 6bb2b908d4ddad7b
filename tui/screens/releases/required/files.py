"""Required actions as a file: which form, and the bytes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tui import i18n
from tui.api.models.actions import Action, ActionQuery
from tui.api.models.paging import MAX_LIMIT, PageRequest
from tui.api.portal import Actions
from tui.exchange.actions import SUFFIXES, written
from tui.i18n.zones import zone
from tui.screens.picker import Offer, Picker

MAX_PAGES = 50
"""Pages that are read at most: ten thousand actions are more than anybody does."""


def form_picker() -> Picker[str]:
    """Return the sheet of the forms, each by the ending of its file."""
    offers = [Offer(i18n.t(f"required.form.{form}"), end, end) for end, form in SUFFIXES.items()]
    return Picker(i18n.t("required.export.title"), offers)


async def read_all(actions: Actions, wanted: ActionQuery) -> tuple[Action, ...]:
    """Read every action of a query."""
    request = PageRequest(edge="first", limit=MAX_LIMIT)
    found: list[Action] = []
    for _ in range(MAX_PAGES):
        page = await actions.list(wanted, request)
        found.extend(page.items)
        if page.after is None:
            break
        request = replace(request, edge=None, after=page.after)
    return tuple(found)


def content(actions: Sequence[Action], ending: str, organisation_id: str, zone_name: str) -> bytes:
    """Return the file with this ending; its days are those of a time zone."""
    now = datetime.now(UTC).astimezone(zone(zone_name))
    return written(actions, SUFFIXES[ending], organisation_id=organisation_id, now=now)
