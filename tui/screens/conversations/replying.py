"""Writing below the conversation: what was typed is kept for each incident until it is sent."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.reactive import var

from tui import i18n
from tui.api.errors import Conflict, Invalid
from tui.api.models.incidents import Entry, Incident
from tui.api.policy import IncidentAction
from tui.screens.conversations.draft_line import DraftLine
from tui.screens.drafting import draft_settled
from tui.screens.loading import write
from tui.screens.standing import stands
from tui.screens.telling import tell
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Failed, Loading, Ready, State

if TYPE_CHECKING:
    from tui.widgets.form import FilesField, Form, PreviewWanted


@dataclass(frozen=True, slots=True)
class Writing:
    """Something that is written below a conversation."""

    form: "Form"
    send: "Callable[[Form.Submitted], Coroutine[object, object, Entry]]"
    told: str
    """The text key of what is said once it was sent."""


class Replying(DraftLine):
    """Asks for a comment in a form below the conversation."""

    SHORTCUTS = (
        Command("incident.other_pane", "tab", "other_pane", footer=22),
        Command("incident.attach", "a", "attach", footer=29),
    )
    BINDINGS = bindings(SHORTCUTS)

    sent: var[State[Entry]] = var[State[Entry]](Loading(), init=False, always_update=True)
    left: var[State[None]] = var[State[None]](Loading(), init=False, always_update=True)

    _writing: Writing | None = None
    """What is being written."""

    def take_cursor(self) -> None:
        """Let the keys act in the reply, where one is being written."""
        if self.form is not None:
            self.form.focus()
        else:
            super().take_cursor()

    def leave(self) -> None:
        """Nothing is shown any more; what was typed is kept as the form goes."""
        self.query("#reply Form").remove()
        self.found = Loading()
        super().leave()

    async def action_reply(self) -> None:
        """Ask for a reply, or go on with what is being written."""
        if self.form is not None:
            self.form.begin()
        elif self.incident is not None:
            await self.write_below(self.make_reply(self.incident))

    def make_reply(self, incident: Incident) -> "Writing":
        """Return the form of a reply, and what sends it."""
        raise NotImplementedError

    async def write_below(self, writing: "Writing") -> None:
        """Ask in a form below the conversation, where nothing is being written yet."""
        self._writing, self.found = writing, Loading()
        reader = self.reader
        is_at_end = reader is not None and reader.scroll_offset.y >= reader.max_scroll_y
        await self.query_one("#reply", Vertical).mount(writing.form)
        if reader is not None and is_at_end:
            self.call_after_refresh(reader.action_last)  # what one replies to stays in sight

    async def action_attach(self) -> None:
        """Name a file that goes with the reply."""
        await self.action_reply()
        if self.form is not None:
            self.form.attach()

    def on_form_submitted(self, event: "Form.Submitted") -> None:
        """Send it."""
        event.stop()
        if self._writing is not None:
            write(self, "incident.reply", self._writing.send(event), into="sent")

    def on_files_field_named(self, event: "FilesField.Named") -> None:
        """Find out what the files are."""
        from tui.screens.attaching import look_at

        look_at(self, event)

    def on_preview_wanted(self, event: "PreviewWanted") -> None:
        """Show the reply as others will read it."""
        from tui.screens.reading_sheet import preview

        self.app.push_screen(preview(event.label, event.text))

    def watch_sent(self, sent: State[Entry]) -> None:
        """Show it in the conversation, or say in the form why it is not there."""
        form = self.form
        if not stands(self) or form is None:
            return
        match sent:
            case Failed(Conflict(Incident() as present)):
                form.refuse(_in_the_way(present))
                self.overtaken(present)
            case Failed(Invalid(was_sent_before=True)):
                form.answer(sent)
                self.read()
            case _:
                form.answer(sent)
        if isinstance(sent, Ready):
            self.on_form_left()
            tell(self, i18n.t(self._writing.told if self._writing else "incident.reply.sent"))
            self.read()

    def action_other_pane(self) -> None:
        """Go from what is being written to the conversation, and back."""
        reader = self.reader
        if reader is not None and not reader.has_focus:
            reader.focus()
        else:
            self.take_cursor()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is another pane while something is being written, where files are named as well."""
        match action:
            case "other_pane":
                return self.form is not None
            case "attach":
                return self.form is None and bool(self.check_action("reply", ()))
            case _:
                return super().check_action(action, parameters)

    def overtaken(self, present: Incident) -> None:
        """Show how the incident is now, and what was said meanwhile."""
        self.renew(present)
        self.read()

    def on_form_left(self, event: "Form.Left | None" = None) -> None:
        """Close the form once its draft is kept or forgotten: what it began ends with it."""
        if event is not None:
            event.stop()
        if self.form is not None:
            settled = draft_settled(self.form)
            write(self, "incident.reply.leave", settled, into="left", is_local=True)

    async def watch_left(self) -> None:
        """Go on in the conversation."""
        if stands(self):
            await self.query("#reply Form").remove()
            self.look_for_draft()
            self.take_cursor()
            self.refresh_bindings()


def _in_the_way(present: Incident) -> str:
    """Return why a reply was not taken, and what to do about it."""
    if present.merged_into is not None:
        return i18n.t("incident.reply.merged", number=present.merged_into)
    if IncidentAction.REOPEN in present.allowed:
        return i18n.t("incident.reply.closed")
    return i18n.t("incident.reply.closed_for_good")
