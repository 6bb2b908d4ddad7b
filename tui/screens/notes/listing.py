"""The list's questions and their answers."""

from collections.abc import Coroutine

from textual.reactive import var

from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery, NoteSummary
from tui.screens.listing import Answer
from tui.screens.notes import questions
from tui.screens.notes.desk import NoteDesk
from tui.screens.notes.questions import EVERYTHING, is_filtered


class NoteListing(NoteDesk):
    """Asks for pages of `wanted`, or of the notes that hold `words`."""

    wanted: var[NoteQuery] = var(EVERYTHING, init=False)
    words: var[str] = var("", init=False)

    def watch_words(self) -> None:
        """Search, or list again."""
        self.ask()

    def read(self, request: PageRequest) -> Coroutine[object, object, Answer[NoteSummary]]:
        """Read a page of the list, or the best matches."""
        return questions.page(self.portal.releases, self.words, self.wanted, request)

    @property
    def nothing(self) -> str:
        """The text key of what is said where there is no note."""
        return "releases.nothing" if self.is_narrowed else f"{self.area.name}.empty"

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is listed."""
        return self.is_finding or is_filtered(self.wanted)

    @property
    def is_finding(self) -> bool:
        """Whether the list holds what was searched for."""
        return bool(self.words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again is for what failed."""
        if action == "retry":
            return self.has_failed or self.pane.has_failed
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Ask again: for the note beside the list, for more rows, or for all of them."""
        self.pane.action_retry()
        self.retry()
