"""The right side of the Update Center: the note under the cursor, or the one that was opened."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import on
from textual.message import Message
from textual.widgets import Input

from tui import i18n
from tui.api.errors import NotFound
from tui.api.models.releases import Note, NoteQuery
from tui.api.portal import Releases
from tui.screens.notes.columns import withdrawn_line
from tui.screens.notes.pane import ReaderPane
from tui.screens.releases.columns import meta_line
from tui.screens.releases.questions import Changed
from tui.screens.telling import tell
from tui.widgets.line_input import LineInput
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed, Ready, State

if TYPE_CHECKING:
    from tui.widgets.reader import Place, Reader


class NotePane(ReaderPane):
    """Shows a note as soon as it is there.

    Each note is shown where one left it. What one reads stays there though the note be withdrawn.
    """

    @dataclass
    class NoteRead(Message):
        """Somebody reads this note: it was opened or scrolled."""

        note: Note

    def __init__(self, releases: Releases, zone: str) -> None:
        super().__init__(releases, zone)
        self._is_opened = False
        self._places: dict[str, Place] = {}

    @property
    def field(self) -> "Input | None":
        """The field for words to find in the text, while there is one."""
        return next(iter(self.query("#find").results(Input)), None)

    # What is shown

    def preview(self, note_id: str, wanted: NoteQuery) -> None:
        """Show a note in the language of `wanted`, unless it is there already."""
        if note_id != self._asked:
            self._is_opened = False
        super().preview(note_id, wanted)

    async def open(self, note_id: str, wanted: NoteQuery) -> None:
        """Show a note as it is now, and let the keys act on it."""
        self._is_opened = True
        self._ask(note_id, wanted)
        await self.take_cursor()

    def take(self, reader: "Reader", state: State[Note]) -> None:
        """Show the text, or why it is not there."""
        is_here = self.note is not None and self.note.id == self._asked
        match state:
            case Ready(note) if is_here and note.withdrawn_at is not None and not note.body:
                self._tell(withdrawn_line(note, self._zone))
            case Ready(note):
                self._show(reader, note)
            case Failed(NotFound()) if is_here:
                self._tell(i18n.t("note.gone"))
            case Failed(error) | Denied(error):
                self.leave_note()
                reader.show("", title=error_text(error))
            case _:
                pass

    def _show(self, reader: "Reader", note: Note) -> None:
        self.leave_note()
        self._asked, self.note = note.id, note
        if note.withdrawn_at is not None and not note.body:
            reader.show("", title=note.title, meta=withdrawn_line(note, self._zone))
        else:
            place = self._places.get(note.id)
            meta = meta_line(note, self._zone)
            reader.show(note.body, title=note.title, meta=meta, url=note.url, place=place)
        self.refresh_bindings()
        if self._is_opened:
            self.post_message(self.NoteRead(note))

    def leave_note(self) -> None:
        """Remember where one is in the text; nothing is shown any more."""
        if self.note is not None and self.reader is not None:
            self._places[self.note.id] = self.reader.place
        self.note, self._asked = None, ""

    def take_over(self, change: Changed) -> None:
        """Show that the note became read or bookmarked."""
        note, reader = self.note, self.reader
        if note is None or reader is None or note.id not in change.note_ids:
            return
        changed = cast("Note", change.applied(note))
        if meta_line(changed, self._zone) == meta_line(note, self._zone):
            self.note = changed
        else:
            self._is_opened = False
            self._show(reader, changed)

    def _tell(self, what: str) -> None:
        tell(self, i18n.t("note.stays", what=what), about=self.note_id)

    def on_reader_scrolled(self) -> None:
        """Who scrolls reads."""
        if self.note is not None:
            self.post_message(self.NoteRead(self.note))

    # Finding in the text

    async def find(self) -> None:
        """Ask for words to find in the text."""
        field = self.field
        if field is None:
            field = LineInput(id="find", compact=True, placeholder=i18n.t("note.find.prompt"))
            await self.mount(field, before=0)
        field.focus()

    async def leave_find(self) -> None:
        """Take the field and the marked words away."""
        await self.query("#find").remove()
        if self.reader is not None:
            self.reader.find("")
        await self.take_cursor()

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.reader is not None:
            self.reader.find(event.value)

    @on(Input.Submitted, "#find")
    async def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        await self.take_cursor()
