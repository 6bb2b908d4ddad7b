"""What came of a try: why it was refused, and how long the next one has to wait."""

from textual.content import Content
from textual.widgets import Static

from tui.api.errors import Unauthenticated
from tui.widgets.countdown import Countdown
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed


class Answer(Static):
    """Says it beside what is tried; has the class `-silent` while there is nothing to say."""

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=f"-silent {classes}")
        self._countdown = Countdown(self._say_wait)
        self._slowed_down: Unauthenticated | None = None

    def on_unmount(self) -> None:
        self._countdown.stop()

    def say(self, *words: str) -> None:
        """Say this, each on a line of its own."""
        self._countdown.stop()
        self._show(*words)

    def refuse(self, refusal: Failed | Denied) -> None:
        """Say why; what is slowed down counts down, and then nothing is wrong any more."""
        self.say(error_text(refusal.error))
        match refusal:
            case Failed(Unauthenticated() as error):
                self._slowed_down = error
                self._countdown.begin(refusal.until)
            case _:
                pass

    def _say_wait(self) -> None:
        left = self._countdown.left
        if left and self._slowed_down:
            self._show(error_text(self._slowed_down, seconds=left))
        else:
            self._show()

    def _show(self, *words: str) -> None:
        self.set_class(not words, "-silent")
        self.update(Content("\n").join(map(Content, words)))
