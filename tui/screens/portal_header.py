"""The header of a screen whose portal may be far away."""

from collections.abc import Callable

from tui import i18n
from tui.api.errors import BAD_CERTIFICATE, Fault
from tui.api.line import Line, LineState
from tui.i18n import formats
from tui.widgets.bars import HeaderBar
from tui.widgets.countdown import Countdown, wait_text
from tui.widgets.rest import PATIENCE, Rest

LONG = 1.0
"""Seconds for which the first answer is waited for without a word: what is old may stand there."""

_KINDS = {
    Fault.BUSY: "busy",
    Fault.NOT_A_PORTAL: "not_a_portal",
    Fault.REDIRECTED: "not_a_portal",
    **dict.fromkeys(BAD_CERTIFICATE, "bad_certificate"),
}
"""What is said of the line; of any other fault that the portal cannot be reached."""


class PortalHeader(HeaderBar):
    """Says what is wrong with the line and how old that is what one sees; else nothing of it.

    `zone` is the person's time zone. Whatever comes over the line takes the words away.
    """

    zone = ""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self._patience = Rest(self._show, PATIENCE)
        self._long = Rest(self._show, LONG)
        self._countdown = Countdown(self._say)
        self._stop_listening: Callable[[], None] | None = None

    def on_mount(self) -> None:
        # Whoever tells is in the middle of a call: it is heard afterwards, and here.
        self._stop_listening = self._line.listen(lambda: self.call_later(self._heard))
        self._show()

    def on_unmount(self) -> None:
        self._patience.stop()
        self._long.stop()
        self._countdown.stop()
        if self._stop_listening:
            self._stop_listening()

    def _heard(self) -> None:
        state = self._line.state
        if state.fault is None and state.is_awaited:
            self._long.begin()
        elif state.fault is None or self.notice:
            self._patience.stop()
            self._show()
        elif not self._patience.is_awaited:
            self._patience.begin()

    def _show(self) -> None:
        """Show how the line is, and count down where the portal asks to wait."""
        self._long.stop()
        self._countdown.begin(self._line.state.until)
        self._say()

    def _say(self) -> None:
        self.notice = line_words(self._line.state, self._countdown.left, self.zone)


def line_words(state: LineState, seconds: int, zone: str = "") -> str:
    """Return what is wrong with a line, "" where nothing is; `seconds` are left to wait."""
    if state.fault is None and not state.is_awaited:
        return ""
    kind = _KINDS.get(state.fault, "unreachable") if state.fault else "awaited"
    words = i18n.t(f"line.{kind}")
    if seconds:
        asked = "line.goes_on" if state.goes_on else "line.waits"
        return i18n.t(asked, trouble=words, wait=wait_text(seconds))
    if state.read_at is None:
        return words
    return i18n.t("line.as_of", trouble=words, moment=formats.clock(state.read_at, zone))
