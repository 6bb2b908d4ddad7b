"""What the releases ask of an organisation, and how far it is with that."""

from datetime import date, datetime

from tui.api.models.base import Input
from tui.api.models.record import record
from tui.api.models.releases import NoteSummary, Release
from tui.api.models.session import Language
from tui.api.models.text import Day, Id, Line
from tui.api.policy import ActionVerb
from tui.api.vocabulary import Vocabulary


class ActionState(Vocabulary):
    """Whether something is still to be done; past due is open as well."""

    OPEN = "open"
    PAST_DUE = "past_due"
    DONE = "done"


@record
class Colleague:
    """A contact of the caller's own organisation, by name."""

    id: Id
    display_name: Line


@record
class Action:
    """A note that asks something of the organisation, with who does it until when.

    `version` counts the edits: 0 where nobody has touched it yet. Days are the organisation's own.
    """

    note: NoteSummary
    owner: Colleague | None = None
    due_on: date | None = None
    done_at: datetime | None = None
    done_by: Line = ""
    version: int = 0
    allowed: frozenset[ActionVerb] = frozenset()
    """What the caller may do to it now."""

    def state(self, today: date) -> ActionState:
        """Return whether it is done, and if not, whether it should have been before `today`."""
        if self.done_at is not None:
            return ActionState.DONE
        is_late = self.due_on is not None and self.due_on < today
        return ActionState.PAST_DUE if is_late else ActionState.OPEN


@record
class ActionQuery:
    """Which actions: every field that is given narrows. `today` decides what is past due."""

    state: ActionState | None = None
    """Only what is in this state; what is past due is open as well."""
    mine: bool = False
    """Only what the caller owns."""
    release_id: Id | None = None
    """Only what this release asks."""
    today: Day
    """The day by which it is decided what is past due: the caller's own."""
    language: Language = Language.ENGLISH
    """The language in which notes are told, where they exist in it."""


@record
class Progress:
    """How far the organisation is with what one release asks."""

    release: Release
    total: int
    done: int


class ActionEdit(Input):
    """What changes of an action; a field left out stays as it is, None takes it away."""

    owner_id: Id | None = None
    due_on: date | None = None
    done: bool = False
