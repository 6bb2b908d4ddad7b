"""A page that hears of what others do meanwhile, without being asked."""

from typing import TYPE_CHECKING

from tui.api.errors import PortalError, Unauthenticated, Unavailable
from tui.screens.loading import fetch
from tui.screens.lookout import Lookout
from tui.screens.room import Room
from tui.screens.waiting import NeedsPage, Waiting
from tui.terminal.presence import Presence
from tui.widgets.states import Failed, Ready, State

if TYPE_CHECKING:
    from datetime import datetime

    from tui.api.models.needs import News


class NewsPage(NeedsPage):
    """A page that looks now and then whether something is new, and tells its open room of it.

    It begins when what waits has been read once, so never before the first rows stand there. What
    waits is read as before when a room says that it changed; this is for what nobody here did.
    """

    def __init__(self, presence: Presence) -> None:
        super().__init__()
        self._lookout = Lookout(self._ask, presence)
        self._tag = ""
        self._latest: datetime | None = None

    def watch_needs(self, needs: State[Waiting]) -> None:
        """Who was answered once may be asked again."""
        super().watch_needs(needs)
        if isinstance(needs, Ready):
            self._lookout.begin()

    def on_unmount(self) -> None:
        """Look no more."""
        self._lookout.stop()

    def _ask(self) -> None:
        if self.needs_of is not None:
            # Nobody waits for it, so nobody calls it off.
            news = self.needs_of.news(self._tag)
            fetch(self, "shell.news", news, into=self._heard, is_local=True)

    def _heard(self, heard: "State[News | None]") -> None:
        match heard:
            case Ready(news):
                self._lookout.answered()
                if news is not None:
                    self.take_news(news)
            case Failed(Unauthenticated()):
                self._lookout.stop()  # until somebody signed in again and asks something
            case Failed(error):
                self._lookout.failed(_asked_to_wait(error))
            case _:
                self._lookout.failed()

    def take_news(self, news: "News") -> None:
        """Show what waits now; where something happened, the room that is open shows it."""
        before = self._latest
        self._tag, self._latest = news.tag, news.latest
        self.needs = Ready(news.items)
        if news.latest != before:
            for room in self.query(Room):
                if room.display:  # another one looks when it is opened
                    room.meanwhile(before)


def _asked_to_wait(error: PortalError) -> float | None:
    return error.retry_after if isinstance(error, Unavailable) else None
