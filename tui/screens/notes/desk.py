"""The widgets of a room with notes: list and reader side by side, or one after the other."""

from textual.app import ComposeResult

from tui.api.models.releases import NoteSummary
from tui.screens.find_bar import FindBar
from tui.screens.finding import Finding
from tui.screens.notes.pane import ReaderPane
from tui.screens.standing import stands
from tui.widgets.blank import SideBySide


class NoteDesk(Finding[NoteSummary]):
    """Where the keys act: in the list, or in the reader."""

    def compose(self) -> ComposeResult:
        yield FindBar(self.area.label)
        with SideBySide(id="panes"):
            yield from self.compose_list()
            yield self.make_pane()

    def make_pane(self) -> ReaderPane:
        """Return the reader's side."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """The panes may stand side by side now, or no longer."""
        self.refresh_bindings()

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        if self.reading and stands(self):
            await self.pane.take_cursor()
        else:
            await super().work()

    @property
    def pane(self) -> ReaderPane:
        """The reader's side."""
        return self.query_one(ReaderPane)

    @property
    def here(self) -> NoteSummary | None:
        """The note that is read, else the row under the cursor."""
        return self.pane.note if self.pane.has_cursor else self.rows.current

    @property
    def chosen(self) -> tuple[NoteSummary, ...]:
        """What the keys act on: the note that is read, else the marked ones, else the row."""
        marked = () if self.pane.has_cursor else self.rows.selection
        return marked or ((self.here,) if self.here is not None else ())
