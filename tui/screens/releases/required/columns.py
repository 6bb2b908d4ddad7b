"""What the list shows of a required action."""

from datetime import date

from tui.api.models.actions import Action, ActionState
from tui.i18n import formats
from tui.widgets.record_list import Cell, Column

SIGNS = {
    ActionState.OPEN: Cell(""),
    ActionState.PAST_DUE: Cell("!", "warning"),
    ActionState.DONE: Cell("✓", "accent"),
}


def columns(today: date) -> tuple[Column[Action], ...]:
    """Return the columns; `today` decides what is past due."""

    def sign(action: Action) -> Cell:
        return SIGNS[action.state(today)]

    def due(action: Action) -> Cell:
        is_late = action.state(today) is ActionState.PAST_DUE
        return Cell(formats.day(action.due_on), "warning" if is_late else "")

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
