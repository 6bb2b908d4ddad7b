"""The widgets of the Update Center: list and reader side by side, or one after the other."""

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive

from tui.api.models.releases import NoteSummary
from tui.screens.releases.bars import FilterBar, SearchBar
from tui.screens.releases.columns import COLUMNS
from tui.screens.releases.note_pane import NotePane
from tui.screens.room import Room
from tui.widgets.record_list import RecordList
from tui.widgets.state_view import StateView

if TYPE_CHECKING:
    from tui.screens.releases.required.pane import RequiredPane


class Desk(Room):
    """Where the keys act: in the list, in the reader, or in the list of required actions."""

    reading: reactive[bool] = reactive(False, init=False, toggle_class="-reading")
    acting: reactive[bool] = reactive(False, init=False, toggle_class="-acting")
    """Whether the required actions stand in the place of the notes."""

    def compose(self) -> ComposeResult:
        yield SearchBar()
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield StateView(id="list-state")
                yield RecordList[NoteSummary](COLUMNS, key=lambda note: note.id, id="notes")
            yield NotePane(self.portal.releases)

    async def enter(self) -> None:
        """Go to the list, or to the reader if one was reading."""
        await self.work()

    def on_resize(self) -> None:
        """The panes may stand side by side now, or no longer."""
        self.refresh_bindings()

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        if not self.is_attached:
            return  # the room went meanwhile
        if self.reading:
            await self.pane.take_cursor()
        elif self.acting and self.required is not None:
            self.required.take_cursor()
        else:
            (self.notes if self.notes.display else self).focus()

    @property
    def notes(self) -> RecordList[NoteSummary]:
        """The list of notes."""
        return cast("RecordList[NoteSummary]", self.query_one("#notes", RecordList))

    @property
    def required(self) -> "RequiredPane | None":
        """The list of required actions, once somebody asked for it."""
        return cast("RequiredPane | None", next(iter(self.query("#required")), None))

    @property
    def pane(self) -> NotePane:
        """The reader's side."""
        return self.query_one(NotePane)

    @property
    def search_bar(self) -> SearchBar:
        """The band with the field for words."""
        return self.query_one(SearchBar)

    @property
    def filter_bar(self) -> FilterBar:
        """The band with what is filtered."""
        return self.query_one(FilterBar)
