"""What a file says of an action, each text on one line and without what steers a terminal."""

from collections.abc import Callable
from datetime import date, datetime

from tui import i18n
from tui.api.cleaning import clean_line
from tui.api.models.actions import Action

Day = Callable[[date | None], str]
"""How a day is written; nothing where there is none."""


def label(fact: str) -> str:
    """Return what a fact is called."""
    return i18n.t(f"actions.file.{fact}")


def facts(action: Action, now: datetime, day: Day) -> dict[str, str]:
    """Return every fact of an action by name, in the order of a table's columns."""
    note = action.note
    told = {
        "release": note.full_version,
        "area": note.area,
        "title": note.title,
        "impact": i18n.word(f"note.impact.{note.impact}"),
        "state": i18n.t(f"action.state.{action.state(now.date())}"),
        "owner": action.owner.display_name if action.owner else "",
        "due_on": day(action.due_on),
        "done_on": day(_day_of(action.done_at, now)),
        "done_by": action.done_by,
        "withdrawn_on": day(_day_of(note.withdrawn_at, now)),
        "id": note.id,
    }
    return {name: clean_line(text) for name, text in told.items()}


def _day_of(moment: datetime | None, now: datetime) -> date | None:
    return moment.astimezone(now.tzinfo).date() if moment else None
