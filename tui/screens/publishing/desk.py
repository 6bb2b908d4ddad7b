"""The widgets of the room: list and reader side by side, or one after the other."""

from typing import cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive

from tui import i18n
from tui.api.models.releases import NoteSummary
from tui.screens.find_bar import FindBar
from tui.screens.navigation import Told
from tui.screens.publishing.columns import COLUMNS
from tui.screens.publishing.note_pane import NotePane
from tui.screens.room import Room
from tui.widgets.question_line import QuestionLine
from tui.widgets.record_list import RecordList
from tui.widgets.state_view import StateView, error_text
from tui.widgets.states import Denied, Failed, State


class Desk(Room):
    """Where the keys act: in the list, in the reader, or in the form above both."""

    reading: reactive[bool] = reactive(False, init=False, toggle_class="-reading")
    correcting: reactive[bool] = reactive(False, init=False, toggle_class="-correcting")
    """Whether the form stands in the place of list and reader."""

    def compose(self) -> ComposeResult:
        yield FindBar(i18n.t("area.publishing"), i18n.t("releases.search.prompt"))
        with Horizontal(id="published"):
            with Vertical(id="published-list"):
                yield StateView(id="published-state")
                yield RecordList[NoteSummary](
                    COLUMNS, key=lambda note: note.id, id="published-notes"
                )
            yield NotePane(self.portal.releases)
        yield Vertical(id="correction")
        yield QuestionLine()

    async def enter(self) -> None:
        """Go to where one was."""
        await self.work()

    def on_resize(self) -> None:
        """The panes may stand side by side now, or no longer."""
        self.refresh_bindings()

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        if not self.is_whole:
            return
        if self.correcting:
            self.query("#correction FieldList").focus()
        elif self.reading:
            await self.pane.take_cursor()
        else:
            (self.notes if self.notes.display else self).focus()

    @property
    def is_whole(self) -> bool:
        """Whether everything still stands here: an answer may come as the room goes."""
        return self.is_attached and bool(self.query("#published-notes"))

    def tell(self, words: str) -> None:
        """Say something on the line above the keys."""
        self.post_message(Told(words))

    def tell_failure(self, state: State[object]) -> None:
        """Say why something was not done, if it was not."""
        match state:
            case Failed(error) | Denied(error):
                self.tell(error_text(error))
            case _:
                pass

    @property
    def notes(self) -> RecordList[NoteSummary]:
        """The list of notes."""
        return cast("RecordList[NoteSummary]", self.query_one(RecordList))

    @property
    def pane(self) -> NotePane:
        """The reader's side."""
        return self.query_one(NotePane)

    @property
    def find_bar(self) -> FindBar:
        """The band with the field for words."""
        return self.query_one(FindBar)

    @property
    def question(self) -> QuestionLine:
        """The line that asks before customers see something."""
        return self.query_one(QuestionLine)

    @property
    def chosen(self) -> tuple[NoteSummary, ...]:
        """What the keys act on: the note that is read, else the row under the cursor."""
        note = self.pane.note if self.pane.has_cursor else self.notes.current
        return () if note is None else (note,)
