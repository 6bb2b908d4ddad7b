"""The widgets of the Update Center: those of every room with notes, and the required actions."""

from typing import TYPE_CHECKING, cast

from textual.reactive import reactive

from tui.screens.notes.narrowing import NoteNarrowing
from tui.screens.releases.columns import COLUMNS
from tui.screens.releases.note_pane import NotePane
from tui.screens.releases.places import Places

if TYPE_CHECKING:
    from tui.screens.releases.required.pane import RequiredPane


class Desk(NoteNarrowing):
    """Where the keys act: in the list, in the reader, or in the list of required actions."""

    COLUMNS = COLUMNS

    acting: reactive[bool] = reactive(False, init=False, toggle_class="-acting")
    """Whether the required actions stand in the place of the notes."""

    def make_pane(self) -> NotePane:
        """Return the reader's side, which knows where each note was left."""
        return NotePane(self.portal.releases, self.zone, Places(self.views))

    async def work(self) -> None:
        """Let the keys act where there is something to do."""
        required = self.required if self.acting and not self.reading else None
        if required is not None:
            required.take_cursor()
        else:
            await super().work()

    @property
    def pane(self) -> NotePane:
        """The reader's side."""
        return self.query_one(NotePane)

    @property
    def required(self) -> "RequiredPane | None":
        """The list of required actions, once somebody asked for it."""
        return cast("RequiredPane | None", next(iter(self.query("#required")), None))
