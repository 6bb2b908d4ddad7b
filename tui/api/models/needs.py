"""What waits for the caller, over all areas."""

from tui.api.models.paging import Count
from tui.api.models.record import record
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
