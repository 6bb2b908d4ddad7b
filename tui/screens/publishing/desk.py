"""The widgets of the room: those of every room with notes, the form, and the question."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive

from tui.screens.notes.narrowing import NoteNarrowing
from tui.screens.publishing.columns import COLUMNS
from tui.screens.publishing.note_pane import NotePane
from tui.widgets.question_line import QuestionLine


class Desk(NoteNarrowing):
    """Where the keys act: in the list, in the reader, or in the form above both."""

    COLUMNS = COLUMNS

    correcting: reactive[bool] = reactive(False, init=False, toggle_class="-correcting")
    """Whether the form stands in the place of list and reader."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Vertical(id="correction")
        yield QuestionLine()

    def make_pane(self) -> NotePane:
        """Return the reader's side."""
        return NotePane(self.portal.releases, self.zone)

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        if self.correcting:
            self.query("#correction FieldList").focus()
        else:
            await super().work()

    @property
    def pane(self) -> NotePane:
        """The reader's side."""
        return self.query_one(NotePane)

    @property
    def question(self) -> QuestionLine:
        """The line that asks before customers see something."""
        return self.query_one(QuestionLine)
