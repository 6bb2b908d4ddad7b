"""Submitting an incident, which then stands under the cursor, and its drafts above the list."""

from textual import on

from tui import i18n
from tui.api.ids import new_id
from tui.api.models.incidents import IncidentSummary
from tui.api.policy import Permission
from tui.screens.incidents.closing import ClosingMany
from tui.screens.incidents.drafts import DraftsBlock
from tui.screens.incidents.pane import IncidentPane
from tui.screens.incidents.questions import unfiltered
from tui.screens.incidents.sent_before import SentBefore
from tui.screens.telling import tell
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.states import Ready


class Submitting(ClosingMany):
    """Asks for a new incident over the list; what was typed is kept until it is sent."""

    SHORTCUTS = (
        Command("incidents.add", "a", "add", footer=21, permission=Permission.INCIDENTS_SUBMIT),
        Command("incidents.other_pane", "tab", "other_pane", footer=22),
        Command("incidents.undo", "z", "undo", footer=28),
    )
    BINDINGS = bindings(SHORTCUTS)

    async def action_add(self) -> None:
        """Ask for another one, whatever drafts there are."""
        await self._ask_for(new_id())

    @on(DraftsBlock.Opened)
    async def _go_on(self, event: DraftsBlock.Opened) -> None:
        await self._ask_for(event.record)

    async def _ask_for(self, record: str) -> None:
        """Ask, with the draft of `record`; what is typed at once arrives in the form."""
        from tui.screens.incidents.forms import submit_sheet
        from tui.screens.incidents.suggesting import Sources

        session = self.session
        keeper = self.keeper("incidents.submit", record)
        sources = Sources.of(self.portal, session.permissions, self.zone, self.help_center)
        replies = self.shelf(IncidentPane.DRAFT)
        sheet = submit_sheet(sources, session.contact_id or "", keeper, replies)
        await self.app.push_screen(sheet, self._submitted)

    def _submitted(self, sent: Ready[object] | None) -> None:
        self.drafts.read()
        match sent:
            case Ready(IncidentSummary() as made):
                self._show_new(made)
                words = i18n.t("incidents.submitted", number=made.number)
                tell(self, words, about=made.id)
            case Ready(SentBefore(arrived, key)):
                self._show_new(arrived)
                self.open_incident(arrived.id)
                tell(self, i18n.t(key, number=arrived.number), about=arrived.id)
            case _:
                pass

    def _show_new(self, made: IncidentSummary) -> None:
        if self.is_narrowed:  # it would not stand there
            self.set_reactive(Submitting.wanted, unfiltered(self.wanted))
        self.ask(around=made.id)

    @on(RecordList.Passed)
    def _go_up(self) -> None:
        if self.drafts.are_there:
            self.drafts.focus_last()

    @on(DraftsBlock.Left)
    async def action_other_pane(self) -> None:
        """Go from the list to the drafts, and back."""
        if self.drafts.are_there and not self.drafts.has_focus_within:
            self.drafts.focus()
        else:
            await self.work()

    def action_undo(self) -> None:
        """Take back that a draft was thrown away."""
        self.drafts.take_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        match action:
            case "other_pane":
                return not self.reading and self.drafts.are_there
            case "undo":
                return not self.reading and self.drafts.can_undo
            case _:
                return super().check_action(action, parameters)
