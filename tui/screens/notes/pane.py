"""The reader's side of a room with notes."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.containers import Container

from tui.api.models.releases import Note, NoteQuery
from tui.api.portal import Releases
from tui.screens.loading import fetch
from tui.screens.standing import stands
from tui.widgets.states import Failed, Ready, State

if TYPE_CHECKING:
    from tui.widgets.reader import Reader


class ReaderPane(Container):
    """Asks for notes; the reader is made for the first one. Days are those of a time zone."""

    note: Note | None = None
    """What is shown, None where that is no note."""

    def __init__(self, releases: Releases, zone: str) -> None:
        super().__init__(id="reading")
        self._releases = releases
        self._zone = zone
        self._asked = ""
        self._question: tuple[str, NoteQuery] | None = None
        """What was asked last, if it could not be answered."""

    @property
    def reader(self) -> "Reader | None":
        """The reader, once there was something to read."""
        return cast("Reader | None", next(iter(self.query("#reader")), None))

    @property
    def note_id(self) -> str:
        """The id of the note that is shown or asked for, "" where that is none."""
        return self._asked

    @property
    def has_cursor(self) -> bool:
        """Whether the keys act on the reader."""
        return self.reader is not None and self.reader.has_focus

    def preview(self, note_id: str, wanted: NoteQuery) -> None:
        """Show a note in the language of `wanted`, unless it is there already."""
        if note_id != self._asked:
            self._ask(note_id, wanted)

    def _ask(self, note_id: str, wanted: NoteQuery) -> None:
        self._asked, self._question = note_id, None
        show = self._releases.show(note_id, wanted)
        answered = partial(self._answered, asked=(note_id, wanted))
        fetch(self, "notes.note", show, into=answered)

    @property
    def has_failed(self) -> bool:
        """Whether the note that was asked for last could not be had."""
        return self._question is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Asking again is for what failed."""
        if action == "retry":
            return self.has_failed
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Ask again for the note that could not be had."""
        if self._question is not None:
            self._ask(*self._question)

    async def _answered(self, state: State[Note], asked: tuple[str, NoteQuery]) -> None:
        if not stands(self):
            return  # the room went meanwhile
        if isinstance(state, Failed):
            self._question = asked
            self.refresh_bindings()
        reader = await self._bring_reader()
        match state:
            case Ready(note) if note.id != self._asked:
                pass  # the answer to an older question
            case _:
                self.take(reader, state)

    def take(self, reader: "Reader", state: State[Note]) -> None:
        """Show the note that was asked for, or why it is not there."""
        raise NotImplementedError

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
