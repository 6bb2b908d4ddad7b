"""Actions on standard output: for programs, for people, as JSON."""

from datetime import datetime
from functools import partial

from tui.api.models.actions import Action, ActionState
from tui.api.models.paging import Count, Page
from tui.api.models.wire import plain
from tui.cli import lists
from tui.cli.options import on_terminal
from tui.cli.output import aligned, say, say_json, say_separated, width

_WIDE = 120
_AREA = 20
_MARKS = {ActionState.OPEN: " ", ActionState.PAST_DUE: "!", ActionState.DONE: "x"}


def say_list(page: Page[Action], count: Count | None, now: datetime, *, as_json: bool) -> None:
    """Write a page of actions in the form that was asked for, or that fits who reads it."""
    lists.say_page(
        page,
        count,
        as_json=as_json,
        lines=partial(lists.in_columns, partial(_columns, now=now)),
        fields=partial(_fields, now=now),
        nothing="cli.actions.none",
    )


def say_one(action: Action, now: datetime, *, as_json: bool) -> None:
    """Write one action with all that is noted of it."""
    if as_json:
        say_json(plain(action))
    elif on_terminal():
        from tui.exchange.actions.facts import facts, label
        from tui.i18n import formats

        told = facts(action, now, formats.full_day)
        for line in aligned([[label(name), text] for name, text in told.items() if text], width()):
            say(line)
    else:
        say_separated([_fields(action, now)])


def _fields(action: Action, now: datetime) -> list[str]:
    note = action.note
    return [
        note.id,
        note.product,
        note.version,
        note.area,
        note.impact,
        action.state(now.date()),
        action.owner.display_name if action.owner else "",
        action.due_on.isoformat() if action.due_on else "",
        action.done_at.isoformat() if action.done_at else "",
        action.done_by,
        note.title,
    ]


def _columns(action: Action, now: datetime) -> list[str]:
    from tui.i18n import formats

    note = action.note
    return [
        f"[{_MARKS[action.state(now.date())]}]",
        note.version,
        note.area[:_AREA],
        formats.day(action.due_on),
        action.owner.display_name if action.owner else "",
        *([note.id] if width() >= _WIDE else []),
        note.title,
    ]
