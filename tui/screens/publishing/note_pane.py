"""The right side: the note under the cursor, or the one that was opened."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from textual.containers import Container
from textual.reactive import var

from tui import i18n
from tui.api.models.releases import Note, NoteQuery
from tui.api.portal import Releases
from tui.screens.loading import fetch
from tui.screens.navigation import Told
from tui.screens.publishing.columns import standing_line
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed, Loading, Ready, State

if TYPE_CHECKING:
    from tui.widgets.reader import Reader


class NotePane(Container):
    """Shows a note as soon as it is there; the reader is made for the first one."""

    answer: var[State[Note]] = var[State[Note]](Loading(), init=False, always_update=True)

    note: Note | None = None
    """What is shown, None where that is no note."""

    def __init__(self, releases: Releases) -> None:
        super().__init__(id="note-pane")
        self._releases = releases
        self._asked = ""

    @property
    def reader(self) -> "Reader | None":
        """The reader, once there was something to read."""
        return cast("Reader | None", next(iter(self.query("#note-reader")), None))

    @property
    def has_cursor(self) -> bool:
        """Whether the keys act on the reader."""
        return self.reader is not None and self.reader.has_focus

    def ask(self, note_id: str, wanted: NoteQuery) -> None:
        """Read a note in the language of `wanted` and show it, unless it is there already."""
        if note_id != self._asked:
            self._asked = note_id
            fetch(self, "publishing.note", self._releases.show(note_id, wanted), into="answer")

    async def take_cursor(self) -> None:
        """Let the keys act on the reader."""
        (await self._bring_reader()).focus()

    async def _bring_reader(self) -> "Reader":
        reader = self.reader
        if reader is None:
            from tui.widgets.reader import Reader

            reader = Reader(id="note-reader")
            await self.mount(reader)
            self.refresh_bindings()
        return reader

    async def watch_answer(self, answer: State[Note]) -> None:
        """Show the text, or why it is not there."""
        match answer:
            case Ready(note):
                await self.show(note)
            case Failed(error) | Denied(error):
                self.note, self._asked = None, ""
                (await self._bring_reader()).show("", title=error_text(error))
            case _:
                pass

    async def show(self, note: Note) -> None:
        """Show a note as it is now."""
        if not self.is_attached:
            return  # the room went meanwhile
        reader = await self._bring_reader()
        self.note, self._asked = note, note.id
        reader.show(note.body, title=note.title, meta=standing_line(note), url=note.url)
        self.refresh_bindings()

    async def take_over(self, note_ids: frozenset[str], withdrawn_at: datetime | None) -> None:
        """Show that the note was withdrawn or published again; its text stays while one reads."""
        if self.note is not None and self.note.id in note_ids:
            await self.show(replace(self.note, withdrawn_at=withdrawn_at))

    def on_reader_link_opened(self, event: "Reader.LinkOpened") -> None:
        """Copy the address rather than open it: the browser would be on the program's machine."""
        self.app.copy_to_clipboard(event.url)
        self.post_message(Told(i18n.t("publishing.copied", url=event.url)))
