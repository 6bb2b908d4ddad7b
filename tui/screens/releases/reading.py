"""The right side of the Update Center: the note under the cursor, or the one that was opened."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.containers import Container
from textual.message import Message
from textual.reactive import var

from tui import i18n
from tui.api.models.releases import Note, NoteQuery, NoteSummary
from tui.api.portal import Releases
from tui.screens.loading import fetch
from tui.screens.navigation import Told
from tui.screens.releases.columns import meta_line
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed, Loading, Ready, State

if TYPE_CHECKING:
    from tui.widgets.reader import Reader


class NotePane(Container):
    """Shows a note as soon as it is there; the reader is made for the first one."""

    note: var[State[Note]] = var[State[Note]](Loading(), init=False)

    @dataclass
    class NoteScrolled(Message):
        """Somebody reads this note."""

        note: NoteSummary

    def __init__(self, releases: Releases) -> None:
        super().__init__(id="reading")
        self._releases = releases
        self._asked = ""

    @property
    def reader(self) -> "Reader | None":
        """The reader, once there was something to read."""
        return cast("Reader | None", next(iter(self.query("#reader")), None))

    @property
    def has_cursor(self) -> bool:
        """Whether the keys act on the reader."""
        return self.reader is not None and self.reader.has_focus

    def show(self, item: NoteSummary, wanted: NoteQuery) -> None:
        """Read `item` in the language of `wanted` and show it, unless it is there already."""
        if item.id != self._asked:
            self._asked = item.id
            fetch(self, "releases.note", self._releases.show(item.id, wanted), into="note")

    async def take_cursor(self) -> None:
        """Let the keys act on the reader."""
        (await self._bring_reader()).focus()

    async def _bring_reader(self) -> "Reader":
        reader = self.reader
        if reader is None:
            from tui.widgets.reader import Reader

            reader = Reader(id="reader")
            await self.mount(reader)
            self.refresh_bindings()
        return reader

    async def watch_note(self, note: State[Note]) -> None:
        """Show the text, or why it is not there."""
        if not self.is_attached:
            return  # the room went meanwhile
        reader = await self._bring_reader()
        match note:
            case Ready(value):
                reader.show(value.body, title=value.title, meta=meta_line(value))
            case Failed(error) | Denied(error):
                self._asked = ""
                reader.show("", title=error_text(error))
            case _:
                pass

    def on_reader_scrolled(self) -> None:
        """Who scrolls reads."""
        if isinstance(self.note, Ready):
            self.post_message(self.NoteScrolled(self.note.value))

    def on_reader_link_opened(self, event: "Reader.LinkOpened") -> None:
        """Copy the address rather than open it: the browser would be on the program's machine."""
        self.app.copy_to_clipboard(event.url)
        self.post_message(Told(i18n.t("releases.link_copied", url=event.url)))
