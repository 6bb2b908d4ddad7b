"""Hearing what is said while one reads or writes: it comes below, and nothing else moves."""

from dataclasses import dataclass
from functools import partial

from textual.message import Message

from tui.api.errors import NotFound
from tui.api.models.incidents import Incident
from tui.screens.conversations import questions
from tui.screens.conversations.questions import Opened
from tui.screens.conversations.reading import IncidentReading
from tui.screens.loading import fetch
from tui.widgets.states import Failed, Ready, State


class Hearing(IncidentReading):
    """Shows what others say and do meanwhile, below a line that says so.

    Nobody may be there to read it, so it stays unread until one turns away from the incident.
    """

    has_news = False
    """Whether something came that counts as read when one leaves."""

    @dataclass
    class Heard(Message):
        """Something happened to the incident that is shown."""

        incident: Incident

    def look_again(self) -> None:
        """Ask whether something was said meanwhile."""
        if self.incident is not None:
            opened = questions.opened(self._incidents, self._asked)
            heard = partial(self._hear, self._asked)
            fetch(self, "incident.meanwhile", opened, into=heard, is_local=True)

    async def _hear(self, asked: str, heard: State[Opened]) -> None:
        """Take it; what cannot be had is told when somebody asks."""
        if asked != self._asked or self.incident is None:
            return
        match heard:
            case Ready(opened):
                await self._grow(opened)
            case Failed(NotFound()):
                self.post_message(self.Gone(asked))
            case _:
                pass

    async def _grow(self, opened: Opened) -> None:
        known = {entry.id for entry in self._conversation.entries}
        more = [entry.id for entry in opened.newest.items if entry.id not in known]
        if not more and self.incident == opened.incident:
            return
        self.show_head(opened.incident)
        self.has_news = self.has_news or opened.incident.unread
        self.post_message(self.Heard(opened.incident))
        if more:
            reader = self.reader
            at_end = reader is None or reader.scroll_offset.y >= reader.max_scroll_y
            self._new_from = self._new_from or more[0]
            self._conversation = self._conversation.with_newest(opened.newest)
            await self._show(at_newest=at_end)

    def leave(self) -> None:
        """Nothing is shown any more."""
        super().leave()
        self.has_news = False
