"""Actions as the tasks of a calendar (VTODO of RFC 5545).

A task has the same UID in every file of one organisation, so that a calendar that takes in a later
file changes its tasks instead of doubling them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5

from icalendar import Calendar, Todo

from tui import i18n
from tui.api.models.actions import Action
from tui.exchange.actions.facts import facts, label
from tui.i18n import formats

_TOLD = ("release", "impact", "owner", "done_by", "withdrawn_on")


def tasks(actions: Sequence[Action], now: datetime, organisation_id: str) -> bytes:
    """Return a calendar with a task for each action, open ones and others."""
    calendar = Calendar()
    calendar.add("prodid", f"-//klantportal//actions//{i18n.language().upper()}")
    calendar.add("version", "2.0")
    for action in actions:
        calendar.add_component(_task(action, now, organisation_id))
    return calendar.to_ical()


def _task(action: Action, now: datetime, organisation_id: str) -> Todo:
    told = facts(action, now, formats.full_day)
    task = Todo()
    task.add("uid", str(uuid5(UUID(action.note.id), organisation_id)))
    task.add("dtstamp", now.astimezone(UTC))
    task.add("sequence", action.version)
    task.add("summary", told["title"])
    lines = (f"{label(name)}: {told[name]}" for name in _TOLD if told[name])
    task.add("description", "\n".join(lines))
    if told["area"]:
        task.add("categories", [told["area"]])
    if action.due_on:
        task.add("due", action.due_on)
    if action.done_at:
        task.add("completed", action.done_at.astimezone(UTC))
    task.add("status", _status(action))
    return task


def _status(action: Action) -> str:
    if action.done_at:
        return "COMPLETED"
    return "CANCELLED" if action.note.withdrawn_at else "NEEDS-ACTION"
