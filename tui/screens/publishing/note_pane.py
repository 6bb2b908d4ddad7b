"""The right side: the note under the cursor, or the one that was opened."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui import i18n
from tui.api.models.releases import Note
from tui.screens.notes.columns import meta_line, withdrawn_line
from tui.screens.notes.pane import ReaderPane
from tui.screens.telling import tell
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed, Ready, State

if TYPE_CHECKING:
    from tui.widgets.reader import Reader


class NotePane(ReaderPane):
    """Shows a note as soon as it is there, and goes on when it is corrected or withdrawn."""

    def take(self, reader: "Reader", state: State[Note]) -> None:
        """Show the text, or why it is not there."""
        match state:
            case Ready(note):
                self._show(reader, note)
            case Failed(error) | Denied(error):
                self.note, self._asked = None, ""
                reader.show("", title=error_text(error))
            case _:
                pass

    def _show(self, reader: "Reader", note: Note) -> None:
        self.note, self._asked = note, note.id
        meta = withdrawn_line(note, self._zone) or meta_line(note, self._zone)
        reader.show(note.body, title=note.title, meta=meta, url=note.url)
        self.refresh_bindings()

    def take_over(self, note: Note) -> None:
        """Show a note as it is now, where it is the one that is shown."""
        if self.reader is not None and self.note is not None and self.note.id == note.id:
            self._show(self.reader, note)

    def take_withdrawal(self, note_ids: frozenset[str], withdrawn_at: datetime | None) -> None:
        """Show that the note was withdrawn or published again; its text stays while one reads."""
        if self.note is not None and self.note.id in note_ids:
            self.take_over(replace(self.note, withdrawn_at=withdrawn_at))

    def on_reader_link_opened(self, event: "Reader.LinkOpened") -> None:
        """Copy the address rather than open it: the browser would be on the program's machine."""
        self.app.copy_to_clipboard(event.url)
        tell(self, i18n.t("publishing.copied", url=event.url))
