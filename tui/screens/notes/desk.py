"""The widgets of a room with notes: list and reader side by side, or one after the other."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.reactive import reactive

from tui import i18n
from tui.api.models.releases import NoteSummary
from tui.screens.find_bar import FindBar
from tui.screens.notes.pane import ReaderPane
from tui.screens.room import Room
from tui.screens.standing import stands
from tui.widgets.blank import SideBySide, Stack
from tui.widgets.record_list import Column, RecordList
from tui.widgets.state_view import StateView


class NoteDesk(Room):
    """Where the keys act: in the list, or in the reader."""

    COLUMNS: ClassVar[Sequence[Column[NoteSummary]]]

    reading: reactive[bool] = reactive(False, init=False, toggle_class="-reading")

    def compose(self) -> ComposeResult:
        yield FindBar(self.area.label, i18n.t("releases.search.prompt"))
        with SideBySide(id="panes"):
            with Stack(id="list-pane"):
                yield StateView(id="list-state")
                yield RecordList[NoteSummary](self.COLUMNS, key=lambda note: note.id, id="notes")
            yield self.make_pane()

    def make_pane(self) -> ReaderPane:
        """Return the reader's side."""
        raise NotImplementedError

    async def enter(self) -> None:
        """Go to where one was."""
        await self.work()

    def on_resize(self) -> None:
        """The panes may stand side by side now, or no longer."""
        self.refresh_bindings()

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        if not stands(self):
            return
        if self.reading:
            await self.pane.take_cursor()
        else:
            (self.notes if self.notes.display else self).focus()

    @property
    def notes(self) -> RecordList[NoteSummary]:
        """The list of notes."""
        return cast("RecordList[NoteSummary]", self.query_one("#notes", RecordList))

    @property
    def pane(self) -> ReaderPane:
        """The reader's side."""
        return self.query_one(ReaderPane)

    @property
    def find_bar(self) -> FindBar:
        """The band, with the field for words."""
        return self.query_one(FindBar)

    @property
    def here(self) -> NoteSummary | None:
        """The note that is read, else the row under the cursor."""
        return self.pane.note if self.pane.has_cursor else self.notes.current

    @property
    def chosen(self) -> tuple[NoteSummary, ...]:
        """What the keys act on: the note that is read, else the marked ones, else the row."""
        marked = () if self.pane.has_cursor else self.notes.selection
        return marked or ((self.here,) if self.here is not None else ())
