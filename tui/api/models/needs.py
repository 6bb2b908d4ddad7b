"""What waits for the caller, over all areas."""

from datetime import datetime

from tui.api.models.paging import Count
from tui.api.models.record import record
from tui.api.models.text import Line
from tui.api.policy import Permission
from tui.api.vocabulary import Vocabulary


class NeedKind(Vocabulary):
    """What waits: the area, and what it is in there."""

    UNREAD_INCIDENTS = "incidents.unread"
    UNREAD_NOTES = "releases.unread"
    MY_ACTIONS = "releases.my_actions"
    OPEN_ACTIONS = "releases.open_actions"

    @property
    def area(self) -> str:
        """The area in which it is."""
        return self.partition(".")[0]


@record
class Need:
    """So many things of one kind; `overdue` of them should have been done by now."""

    kind: NeedKind
    count: Count
    overdue: int = 0


@record
class News:
    """What waits, and when something was last said or done in what the caller may read."""

    items: tuple[Need, ...] = ()
    latest: datetime | None = None
    """The moment of the last change of an incident that the caller may read."""
    permissions: frozenset[Permission] | None = None
    """What the caller may do by now, None where the portal does not tell."""
    tag: Line = ""
    """What all of this is known by; another one as soon as any of it is something else."""
