"""What the list shows of a required action."""

from datetime import date

from tui.api.models.actions import Action
from tui.i18n import formats
from tui.widgets.record_list import Cell, Column

DONE, PAST_DUE = "✓", "!"


def is_past_due(action: Action, today: date) -> bool:
    """Whether it should have been done before `today`."""
    return action.done_at is None and action.due_on is not None and action.due_on < today


def columns(today: date) -> tuple[Column[Action], ...]:
    """Return the columns; `today` decides what is past due."""

    def sign(action: Action) -> Cell:
        if action.done_at is not None:
            return Cell(DONE, "accent")
        return Cell(PAST_DUE if is_past_due(action, today) else "", "warning")

    def due(action: Action) -> Cell:
        day = formats.day(action.due_on)
        return Cell(day, "warning" if is_past_due(action, today) else "")

    return (
        Column("done", sign, width=1),
        Column("title", _title, width=20, flexible=1),
        Column("release", lambda action: action.note.full_version, width=9, priority=1),
        Column("owner", _owner, width=13),
        Column("due", due, width=11),
        Column("done_by", lambda action: action.done_by, width=13, priority=2, tone="muted"),
    )


def _title(action: Action) -> Cell:
    return Cell(action.note.title, "" if action.done_at is None else "muted")


def _owner(action: Action) -> str:
    return action.owner.display_name if action.owner is not None else ""
