"""The attachments of an incident: each is saved where one wants it, and nothing is ever opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from tui import i18n
from tui.i18n import formats
from tui.screens.conversations.linking import Linking
from tui.screens.loading import write
from tui.screens.picker import Offer, Picker
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready, State

if TYPE_CHECKING:
    from tui.api.models.attachments import Attachment


class Fetching(Linking):
    """Offers the attachments of what is read of a conversation, the newest first."""

    SHORTCUTS = (Command("incident.save", "s", "save", footer=30),)
    BINDINGS = bindings(SHORTCUTS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to save where something was sent along."""
        if action == "save":
            return bool(self.attachments)
        return super().check_action(action, parameters)

    @property
    def attachments(self) -> "list[Attachment]":
        """What was sent, as far as the conversation is known."""
        if self.incident is None:
            return []
        entries = self._conversation.entries
        attached = [one for entry in entries for one in entry.attachments]
        return [*self.incident.attachments, *attached][::-1]

    def action_save(self) -> None:
        """Ask which one, where there are several."""
        attached = self.attachments
        if len(attached) == 1:
            self._ask_where(attached[0])
        elif attached:
            offers = [Offer(one.name, formats.file_size(one.size), one) for one in attached]
            self.app.push_screen(Picker(i18n.t("incident.save"), offers), self._ask_where)

    def _ask_where(self, attachment: "Attachment | None") -> None:
        from tui.screens.saving import free_place, place_sheet

        if attachment is None or self.incident is None:
            return
        incident_id = self.incident.id

        def save(typed: str | None) -> None:
            if typed is not None:
                self._save(incident_id, attachment, typed)

        self.app.push_screen(place_sheet(free_place(Path.cwd() / attachment.name).name), save)

    def _save(self, incident_id: str, attachment: "Attachment", typed: str) -> None:
        from tui.screens.saving import save_download
        from tui.widgets.path_suggester import path_of

        def went(size: int) -> None:
            percent = 100 * size // attachment.size
            words = i18n.t("incident.saving", name=attachment.name, percent=percent)
            tell(self, words)

        download = self._incidents.download(incident_id, attachment.id)
        work = save_download(download, path_of(typed), went)
        write(self, "incident.save", work, into=self._saved)

    def _saved(self, words: State[str]) -> None:
        tell_failure(self, words)
        if isinstance(words, Ready):
            tell(self, words.value)
