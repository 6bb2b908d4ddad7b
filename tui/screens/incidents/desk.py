"""The widgets of the room: the list of incidents, and over it the one that was opened."""

from typing import cast

from textual.app import ComposeResult
from textual.reactive import reactive

from tui.api.models.incidents import IncidentSummary
from tui.api.policy import Permission
from tui.screens.find_bar import BandLine
from tui.screens.incidents.columns import OWN
from tui.screens.incidents.drafts import DraftsBlock
from tui.screens.incidents.pane import IncidentPane
from tui.screens.room import Room
from tui.screens.standing import stands
from tui.widgets.blank import Stack
from tui.widgets.record_list import RecordList
from tui.widgets.state_view import StateView

_FOLLOWS = frozenset({Permission.INCIDENTS_READ_OWN, Permission.INCIDENTS_SUBMIT})


class Desk(Room):
    """Where the keys act: in the list, or in the incident over it."""

    reading: reactive[bool] = reactive(False, init=False, toggle_class="-reading")

    def compose(self) -> ComposeResult:
        yield BandLine(self.area.label)
        yield DraftsBlock(self.shelf("incidents.submit") if self.submits else None)
        with Stack(id="list-pane"):
            yield StateView(id="list-state")
            yield RecordList[IncidentSummary](OWN, key=lambda incident: incident.id, id="incidents")
        me = self.session.contact_id or ""
        yield IncidentPane(self.portal.incidents, self.zone, self.keeper, me)

    async def enter(self) -> None:
        """Go to where one was."""
        await self.work()

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        if not stands(self):
            return
        if self.reading:
            self.pane.take_cursor()
        else:
            (self.rows if self.rows.display else self).focus()

    @property
    def rows(self) -> RecordList[IncidentSummary]:
        """The list of incidents."""
        return cast("RecordList[IncidentSummary]", self.query_one("#incidents", RecordList))

    @property
    def pane(self) -> IncidentPane:
        """The incident that was opened."""
        return self.query_one(IncidentPane)

    @property
    def drafts(self) -> DraftsBlock:
        """The incidents that are not submitted yet."""
        return self.query_one(DraftsBlock)

    @property
    def band_line(self) -> BandLine:
        """The third band."""
        return self.query_one(BandLine)

    @property
    def reads_all(self) -> bool:
        """Whether the person reads what others submitted."""
        return Permission.INCIDENTS_READ_ALL in self.session.permissions

    @property
    def submits(self) -> bool:
        """Whether the person submits incidents."""
        return Permission.INCIDENTS_SUBMIT in self.session.permissions

    @property
    def chooses(self) -> bool:
        """Whether there are incidents of one's own among those that one may read."""
        return self.reads_all and bool(_FOLLOWS & self.session.permissions)

    @property
    def chosen(self) -> tuple[IncidentSummary, ...]:
        """What the keys act on: the incident that is read, else the marked ones, else the row."""
        if self.reading:
            return (self.pane.incident,) if self.pane.incident is not None else ()
        current = self.rows.current
        return self.rows.selection or ((current,) if current is not None else ())
