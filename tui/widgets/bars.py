"""The one-line bands: who and where, the tabs, the live keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.keys import key_to_character
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from tui import i18n
from tui.widgets.commands import Command, command_of


class HeaderBar(Widget):
    """Left the portal and the organisation, right the person and how much is for that one.

    As the screen narrows the portal goes first, then the authorisation role, then the name, and
    of the organisation as much as has to.
    """

    left: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](())
    right: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](())
    notice: reactive[str] = reactive("")
    """What is wrong, such as `not reachable, as of 14:02`; nothing where nothing is."""
    for_you: reactive[str] = reactive("")
    """How much waits, such as `! 4 for you`; nothing where nothing does."""

    def render(self) -> Content:
        width = self.size.width
        left, right = list(self.left), list(self.right)
        if self._length(left, right) > width and len(left) > 1:
            left.pop(0)
        if self._length(left, right) > width and len(right) > 1:
            right.pop()
        if self._length(left, right) > width and (self.for_you or self.notice):
            right.clear()
        over = self._length(left, right) - width
        words = _joined(left)
        if over > 0 and self.notice:
            words = words.truncate(max(0, words.cell_length - over), ellipsis=True)
        return spread(_noticed(words, self.notice), _joined(right, self.for_you), width)

    def _length(self, left: Sequence[str], right: Sequence[str]) -> int:
        ends = (_noticed(_joined(left), self.notice), _joined(right, self.for_you))
        return sum(end.cell_length for end in ends) + 4


def _joined(parts: Iterable[str], notice: str = "") -> Content:
    words = Content(" · ".join(part for part in parts if part))
    return _noticed(words, notice)


def _noticed(words: Content, notice: str) -> Content:
    if not notice:
        return words
    return Content.assemble(words, "   " if words else "", (notice, "$text-warning"))


def spread(left: Content, right: Content, width: int) -> Content:
    """Put `left` and `right` at the ends of a line of `width` cells with a margin of one."""
    gap = width - 2 - left.cell_length - right.cell_length
    if gap < 1:
        return Content.assemble(" ", left).truncate(width, ellipsis=True)
    return Content.assemble(" ", left, " " * gap, right, " ")


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its name, the key that opens it, and its label in full and in short."""

    name: str
    key: str
    label: str
    short: str
    unread: bool = False


class TabBar(Widget):
    """The tabs on one line; where the full labels do not fit all take the short ones."""

    tabs: reactive[tuple[Tab, ...]] = reactive[tuple[Tab, ...]](())
    active: reactive[str] = reactive("")

    @dataclass
    class Pressed(Message):
        """A tab was clicked."""

        name: str

    def render(self) -> Content:
        labels = self._labels()
        margin, gap = self._spaces(labels)
        parts: list[Content | tuple[str, str]] = [Content(margin)]
        for tab, label in zip(self.tabs, labels, strict=True):
            parts.append((label, "bold $accent underline" if tab.name == self.active else ""))
            parts.append((gap, ""))
        return Content.assemble(*parts)

    def _labels(self) -> list[str]:
        full = [_tab_text(tab, tab.label) for tab in self.tabs]
        if 1 + _cells(full) + 2 * len(full) <= self.size.width:
            return full
        return [_tab_text(tab, tab.short) for tab in self.tabs]

    def _spaces(self, labels: Sequence[str]) -> tuple[str, str]:
        """The margin and the gap: as wide as there is room for."""
        left = self.size.width - _cells(labels)
        return (" " if left > len(labels) - 1 else "", "  " if left > 2 * len(labels) else " ")

    def on_click(self, event: events.Click) -> None:
        """Open the tab under the pointer."""
        labels = self._labels()
        margin, gap = self._spaces(labels)
        end = len(margin)
        for tab, label in zip(self.tabs, labels, strict=True):
            end += cell_len(label) + len(gap)
            if event.x < end:
                self.post_message(self.Pressed(tab.name))
                return


def _cells(texts: Iterable[str]) -> int:
    return sum(map(cell_len, texts))


def _tab_text(tab: Tab, label: str) -> str:
    return f"{tab.key} {label}{'•' if tab.unread else ''}"


class KeyBar(Widget):
    """The live keys of the state one is in; help stays last."""

    LAST = "app.help"

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        live = self._live()
        last = live.pop(self.LAST, None)
        room = self.size.width - 2 - (last.cell_length if last else 0)
        parts: list[Content] = []
        for part in live.values():
            room -= part.cell_length + 2
            if room < 0:
                break
            parts.append(part)
        return Content.assemble(" ", Content("  ").join([*parts, last] if last else parts))

    def _live(self) -> dict[str, Content]:
        """The commands that act now, by name, in the order of their rank."""
        found: dict[str, tuple[Command, Binding]] = {}
        focused = self.screen.focused
        for active in self.screen.active_bindings.values():
            command = command_of(active.binding)
            if not command or not command.footer or not active.enabled:
                continue
            if not (focused and _is_typed(focused, active.binding.key)):
                found.setdefault(command.name, (command, active.binding))
        ranked = sorted(found.values(), key=lambda item: item[0].footer)
        return {command.name: self._part(command, binding) for command, binding in ranked}

    def _part(self, command: Command, binding: Binding) -> Content:
        first = command.keys.split(",")[0]
        written = command.key_display if binding.key == first else ""
        key = written or self.app.get_key_display(binding)
        return Content.assemble((key, "bold $accent"), " ", (command.label, "$muted"))


class NoticeBar(Widget):
    """One line above the keys for what was not done, or a question; it goes by itself."""

    SECONDS = 8.0

    words: reactive[str] = reactive("", init=False)

    def __init__(self) -> None:
        super().__init__()
        self._going: Timer | None = None
        self._about = ""

    def say(self, words: str, about: str = "") -> None:
        """Show these words; `about` is the id of the one record that they are about."""
        self.words, self._about = words, about

    def turn_to(self, record_id: str) -> None:
        """Take away what is about another record than this one."""
        if self._about not in ("", record_id):
            self.words = ""

    def watch_words(self, words: str) -> None:
        """Show the words for a while."""
        self.display = bool(words)
        if self._going:
            self._going.stop()
        self._going = self.set_timer(self.SECONDS, self._go) if words else None

    def _go(self) -> None:
        self.words = ""

    def render(self) -> Content:
        words = Content.assemble(" ", (self.words, "bold $text-warning"))
        return words.truncate(self.size.width, ellipsis=True)


_CHARACTERS = {"slash": "/", "plus": "+"}
"""What Textual has names of its own for, which `key_to_character` does not know."""


def _is_typed(focused: Widget, key: str) -> bool:
    """Whether the widget takes `key` as a character instead of letting it act."""
    character = _CHARACTERS.get(key) or key_to_character(key)
    return focused.check_consume_key(key, character)


class TooSmall(Widget):
    """Stands in for everything where the screen is too small to be of use."""

    def render(self) -> Content:
        size = self.app.size
        return Content(i18n.t("screen.too_small", width=size.width, height=size.height))
