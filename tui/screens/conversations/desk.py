"""The widgets of a room with incidents: their list, and over it the one that was opened."""

from dataclasses import fields

from textual import on
from textual.app import ComposeResult

from tui import i18n
from tui.api.models.incidents import Incident, IncidentSummary
from tui.screens.conversations.hearing import Hearing
from tui.screens.conversations.kept_list import KeptList
from tui.screens.conversations.reading import IncidentReading
from tui.screens.conversations.replying import Replying
from tui.screens.find_bar import FindBar
from tui.screens.navigation import TurnedTo
from tui.screens.standing import stands
from tui.screens.telling import tell
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList

_OF_THE_LIST = frozenset({"search", "filter", "clear", "sort", "retry"})
"""What acts on the list and not on the incident that one reads."""


class IncidentDesk(KeptList):
    """Where the keys act: in the list, or in the incident over it, which the list follows."""

    SHORTCUTS = (
        Command("incidents.clear", "x", "clear", footer=19),
        Command("incidents.retry", "r", "retry", footer=20),
        Command("incidents.search", "slash", "search", footer=22),
        Command("incidents.filter", "f", "filter", footer=23),
        Command("incidents.back", "escape,q", "back", footer=24, key_display="esc"),
        Command("incidents.copy", "y", "copy", footer=26),
        Command("incidents.sort", "O", "sort"),
    )
    BINDINGS = bindings(SHORTCUTS)

    def compose(self) -> ComposeResult:
        yield FindBar(self.area.label)
        yield from self.compose_list()
        yield self.make_pane()

    def make_pane(self) -> Replying:
        """Return what shows an incident."""
        raise NotImplementedError

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        if self.reading and stands(self):
            self.pane.take_cursor()
        else:
            await super().work()

    @property
    def pane(self) -> Replying:
        """The incident that was opened."""
        return self.query_one(Replying)

    @property
    def chosen(self) -> tuple[IncidentSummary, ...]:
        """What the keys act on: the incident that is read, else the marked ones, else the row."""
        if self.reading:
            return (self.pane.incident,) if self.pane.incident is not None else ()
        current = self.rows.current
        return self.rows.selection or ((current,) if current is not None else ())

    @on(RecordList.Opened)
    def _open_row(self, event: RecordList.Opened[IncidentSummary]) -> None:
        self.open_incident(event.item.id)

    def open_incident(self, incident_id: str) -> None:
        """Show an incident."""
        self.post_message(TurnedTo(incident_id))
        self.reading = True
        self.pane.open(incident_id)
        self.refresh_bindings()

    async def close_incident(self) -> None:
        """Show the list again, the cursor where it was."""
        self.reading = False
        self.pane.leave()
        await self.work()
        self.refresh_bindings()

    @on(IncidentReading.Shown)
    def _follow(self, event: IncidentReading.Shown) -> None:
        """Show in the list how the incident is now."""
        self.follow(event.incident)

    def follow(self, incident: Incident) -> None:
        """Show in the list how an incident is now, which somebody wanted to know."""
        self.renew(incident)

    @on(Hearing.Heard)
    def _follow_heard(self, event: Hearing.Heard) -> None:
        self.renew(event.incident)

    def renew(self, incident: Incident) -> None:
        """Show in the list how an incident is now."""
        if self.rows.item(incident.id) is not None:
            self.rows.replace(_row_of(incident))

    @on(IncidentReading.Gone)
    def _lose(self, event: IncidentReading.Gone) -> None:
        """It is nothing to be read any more."""
        self.rows.dim((event.incident_id,))

    def action_copy(self) -> None:
        """Copy number and subject of what is chosen, or the link to what is read."""
        from tui.screens.conversations.offers import copy_picker, titles

        if self.reading:
            picker = copy_picker(self.chosen[0], for_vendor=self.pane.FOR_VENDOR)
            self.app.push_screen(picker, self._copy)
        else:
            self._copy(titles(self.chosen))

    def _copy(self, text: str | None) -> None:
        """Copy by the terminal."""
        if text is not None:
            self.app.copy_to_clipboard(text)
            tell(self, i18n.t("incidents.copied", text=text.partition("\n")[0]))

    async def action_back(self) -> None:
        """One step back: out of the field, from the incident to the list, what narrows it."""
        form = self.pane.form
        if await self.leave_field():
            pass
        elif self.reading and form is not None and not form.has_focus_within:
            form.focus()  # which asks before what was typed is lost
        elif self.reading:
            await self.close_incident()
        elif self.find_bar.is_open:
            await self.leave_search()
        else:
            await self.action_clear()
        self.refresh_bindings()

    def action_retry(self) -> None:
        """Ask again: for more rows, or for all of them."""
        self.retry()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        if self.reading and action in _OF_THE_LIST:
            return False
        match action:
            case "back":
                return self.reading or self.find_bar.is_open or self.is_narrowed
            case "copy":
                return bool(self.chosen)
            case "retry":
                return self.has_failed
            case _:
                return super().check_action(action, parameters)


def _row_of(incident: Incident) -> IncidentSummary:
    """Return an incident as a row of the list."""
    return IncidentSummary(
        **{field.name: getattr(incident, field.name) for field in fields(IncidentSummary)}
    )
