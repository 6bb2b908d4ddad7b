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


def _done_by(action: Action) -> str:
    return action.done_by


_DONE_BY = Column("done_by", _done_by, width=13, priority=2, tone="muted")


def columns(today: date, state: ActionState | None) -> tuple[Column[Action], ...]:
    """Return the columns for actions in one state or in all; `today` decides what is past due.

    Where nothing is done there is nobody who did it.
    """

    def sign(action: Action) -> Cell:
        return SIGNS[action.state(today)]

    def due(action: Action) -> Cell:
        is_late = action.state(today) is ActionState.PAST_DUE
        return Cell(formats.day(action.due_on), "warning" if is_late else "")

    shown: tuple[Column[Action], ...] = (
        Column("done", sign, width=1),
        Column("title", _title, width=20, flexible=1),
        Column("release", lambda action: action.note.full_version, width=9, priority=1),
        Column("owner", _owner, width=13),
        Column("due", due, width=11),
    )
    return shown if state in (ActionState.OPEN, ActionState.PAST_DUE) else (*shown, _DONE_BY)


def _title(action: Action) -> Cell:
    return Cell(action.note.title, "" if action.done_at is None else "muted")


def _owner(action: Action) -> str:
    return action.owner.display_name if action.owner is not None else ""
