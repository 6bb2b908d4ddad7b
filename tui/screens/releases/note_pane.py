"""The right side of the Update Center: the note under the cursor, or the one that was opened."""

from dataclasses import dataclass, replace
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
from tui.screens.releases.places import Places
from tui.screens.releases.questions import Changed
from tui.screens.telling import tell
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed, Ready, State

if TYPE_CHECKING:
    from tui.widgets.reader import Reader


class NotePane(ReaderPane):
    """Shows a note as soon as it is there.

    Each note is shown where one left it. What one reads stays there though the note be withdrawn.
    """

    @dataclass
    class NoteRead(Message):
        """Somebody reads this note: it was opened, or `scrolled` some time after it was shown."""

        note: Note
        scrolled: bool = False

    @dataclass
    class Found(Message):
        """The portal told of a note, None where it is gone; `before` is what was shown of it."""

        note_id: str
        note: Note | None
        before: Note | None

    def __init__(self, releases: Releases, zone: str, places: Places) -> None:
        super().__init__(releases, zone)
        self._is_opened = False
        self._places = places

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
        """Show the text, or why it is not there; a text that is there already stays."""
        before = self.note if self.note is not None and self.note.id == self._asked else None
        match state:
            case Ready(note):
                self.post_message(self.Found(note.id, note, before))
                if before is not None and note.withdrawn_at is not None:
                    note = replace(note, body=before.body)
                self._show(reader, note)
                if self._is_opened:
                    self.post_message(self.NoteRead(note))
            case Failed(NotFound()) if before is not None:
                self.post_message(self.Found(before.id, None, before))
            case Failed(error) | Denied(error) if before is not None:
                tell(self, error_text(error), about=before.id)
            case Failed(error) | Denied(error):
                self.leave_note()
                reader.show("", title=error_text(error))
            case _:
                pass

    def renew(self, note_id: str, note: Note | None) -> bool:
        """Show how the note is now, if it is the one that is shown; return whether it is."""
        is_here = self.note is not None and note_id == self.note.id == self._asked
        if self.reader is None or not is_here:
            return False
        self._is_opened = False
        self.take(self.reader, Failed(NotFound("note")) if note is None else Ready(note))
        return True

    def _show(self, reader: "Reader", note: Note) -> None:
        shown = None if self.note is None else self._shown(self.note)
        if self._shown(note) != shown:
            self.leave_note()
            _, title, meta, body = self._shown(note)
            place = self._places.of(note.id)
            reader.show(body, title=title, meta=meta, url=note.url, place=place)
        self._asked, self.note = note.id, note
        self.refresh_bindings()

    def _shown(self, note: Note) -> tuple[str, str, str, str]:
        """Return the id, the title, the line below it and the text that a note is shown with."""
        if note.withdrawn_at is not None and not note.body:
            return note.id, note.title, withdrawn_line(note, self._zone), ""
        return note.id, note.title, meta_line(note, self._zone), note.body

    def leave_note(self) -> None:
        """Nothing is shown any more; where one was in the text is kept."""
        self._keep_place()
        self.note, self._asked = None, ""

    def take_over(self, change: Changed) -> None:
        """Show that the note became read or bookmarked."""
        note, reader = self.note, self.reader
        if note is None or reader is None or note.id not in change.note_ids:
            return
        self._show(reader, cast("Note", change.applied(note)))

    def on_reader_scrolled(self) -> None:
        """Who scrolls reads; where one is now is kept."""
        self._keep_place()
        if self.note is not None:
            self.post_message(self.NoteRead(self.note, scrolled=True))

    def _keep_place(self) -> None:
        if self.note is not None and self.reader is not None:
            self._places.keep(self.note.id, self.reader.place)

    # Finding in the text

    async def find(self) -> None:
        """Ask for words to find in the text."""
        from tui.widgets.line_input import LineInput

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
