"""Changing required actions, several at once, with the way back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tui.api.errors import Conflict, PortalError
from tui.api.models.actions import Action
from tui.api.portal import Actions

Fields = Mapping[str, object]
"""The fields of an `ActionEdit` that change."""

Wanted = tuple[Action, Fields]
"""An action as it was shown, and what is to change of it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of some edits.

    `done` are the actions that changed, with what brings them back; `present` is how those are
    now that somebody else had changed meanwhile; after `error` nothing more was tried.
    """

    done: tuple[Wanted, ...] = ()
    present: tuple[Action, ...] = ()
    error: PortalError | None = None


async def edit(actions: Actions, wanted: Iterable[Wanted]) -> Edited:
    """Make these edits one after the other."""
    from tui.api.models.actions import ActionEdit

    done: list[Wanted] = []
    present: list[Action] = []
    for action, fields in wanted:
        change = ActionEdit.model_validate(dict(fields))
        try:
            changed = await actions.edit(action.note.id, change, action.version)
        except Conflict as conflict:
            if isinstance(conflict.current, Action):
                present.append(conflict.current)
        except PortalError as error:
            return Edited(tuple(done), tuple(present), error)
        else:
            done.append((changed, _before(action, fields)))
    return Edited(tuple(done), tuple(present))


def _before(action: Action, fields: Fields) -> Fields:
    """Return those fields as they were."""
    values: Fields = {
        "owner_id": action.owner.id if action.owner is not None else None,
        "due_on": action.due_on,
        "done": action.done_at is not None,
    }
    return {name: values[name] for name in fields}
