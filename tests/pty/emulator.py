"""What a terminal does with a program's bytes: takes them apart, shows them, answers queries."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import pyte


class Sort(Enum):
    """The sorts of things that a program sends to a terminal (ECMA-48)."""

    TEXT = "text"
    CONTROL = "control"
    """One byte of C0 or C1, a line's end, DEL, or what is not UTF-8."""
    ESCAPE = "escape"
    CSI = "csi"
    STRING = "string"
    """OSC, DCS, APC, PM or SOS, up to its end."""


@dataclass(frozen=True, slots=True)
class Token:
    """One such thing, as it was sent (undecodable bytes are lone surrogates)."""

    sort: Sort
    text: str


_TOKEN = re.compile(
    r"(?P<csi>\x1b\[[0-?]*[ -/]*[@-~])"
    r"|(?P<string>\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\))"
    r"|(?P<escape>\x1b[ -/]*[0-OQ-WYZ\\`-~])"
    r"|(?P<control>\r\n)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+)"
)
_BEGINNING = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)")


class Tokens:
    """Takes a stream of bytes apart, whatever the sizes of its pieces."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._rest = ""

    def feed(self, data: bytes, *, final: bool = False) -> Iterator[Token]:
        """Return what is complete; with `final` also what never will be."""
        text = self._rest + self._decoder.decode(data, final)
        self._rest = ""
        at = 0
        while at < len(text):
            if found := _TOKEN.match(text, at):
                yield Token(Sort(found.lastgroup), found[0])
                at = found.end()
            elif not final and _BEGINNING.fullmatch(text, at):
                self._rest = text[at:]
                return
            else:
                yield Token(Sort.CONTROL, text[at])
                at += 1


# What Textual and other programs ask, and what a modern terminal says. Without an answer a
# program sits out a time-out.
_ANSWERS = (
    (re.compile(r"\x1b\[0?c"), "\x1b[?62;22c"),
    (re.compile(r"\x1b\[>0?c"), "\x1b[>41;400;0c"),
    (re.compile(r"\x1b\[5n"), "\x1b[0n"),
    (re.compile(r"\x1b\[6n"), "\x1b[1;1R"),
    (re.compile(r"\x1b\[\?2026\$p"), "\x1b[?2026;2$y"),
    (re.compile(r"\x1b\[\?(\d+)\$p"), "\x1b[?\\1;0$y"),
    (re.compile(r"\x1b\[\?u"), "\x1b[?0u"),
    (re.compile(r"\x1b\]10;\?(?:\x07|\x1b\\)"), "\x1b]10;rgb:d0d0/d0d0/d0d0\x1b\\\\"),
    (re.compile(r"\x1b\]11;\?(?:\x07|\x1b\\)"), "\x1b]11;rgb:1010/1010/1010\x1b\\\\"),
)
# pyte prints what it does not know.
_KNOWN = "".join(re.escape(final) for final in pyte.Stream.csi if final not in "cn")
_SHOWN_CSI = re.compile(rf"\x1b\[(?:\?[0-9;]*[hl]|[0-9;]*[{_KNOWN}])")
_MODE = re.compile(r"\x1b\[\?([0-9;]+)([hl])")


FRESH_MODES = frozenset({"7", "25"})
"""The private modes of a terminal that nobody has touched: lines wrap, the cursor shows."""


class Emulator:
    """A terminal of a size: `receive` what a program sends, look at `lines`."""

    def __init__(self, columns: int, rows: int) -> None:
        self.modes = set(FRESH_MODES)
        """The private modes that are on now, such as `1049` for the alternate screen."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._tokens = Tokens()
        self._unseen: list[str] = []

    def receive(self, data: bytes) -> bytes:
        """Take output in; return what the terminal says in answer."""
        answers: list[str] = []
        for token in self._tokens.feed(data):
            if token.sort in (Sort.TEXT, Sort.CONTROL, Sort.ESCAPE):
                self._unseen.append(token.text)
            elif token.sort is Sort.CSI and _SHOWN_CSI.fullmatch(token.text):
                self._unseen.append(token.text)
                self._keep_mode(token.text)
            else:
                answers += _answer(token.text)
        return "".join(answers).encode()

    @property
    def lines(self) -> list[str]:
        """What stands on the screen now, without the blanks behind it."""
        rows = self.render().buffer
        columns = range(self.screen.columns)
        # pyte's own `display` fails on half of a wide character that something was drawn over.
        return [
            "".join(rows[row][column].data for column in columns).rstrip()
            for row in range(self.screen.lines)
        ]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    def render(self) -> pyte.Screen:
        """Draw what came in since the last look; drawing is slow, so nobody looks more often."""
        if self._unseen:
            self._stream.feed("".join(self._unseen))
            self._unseen.clear()
        return self.screen

    def row_look(self, row: int, columns: int) -> tuple[object, ...]:
        """Return the first characters of a row with their colours, to compare."""
        cells = self.render().buffer[row]
        return tuple(cells[column] for column in range(columns))

    def resize(self, columns: int, rows: int) -> None:
        """Become another size."""
        self.render().resize(rows, columns)

    def _keep_mode(self, sequence: str) -> None:
        if found := _MODE.fullmatch(sequence):
            change = self.modes.update if found[2] == "h" else self.modes.difference_update
            change(found[1].split(";"))


def _answer(sequence: str) -> list[str]:
    for query, answer in _ANSWERS:
        if found := query.fullmatch(sequence):
            return [found.expand(answer)]
    return []
