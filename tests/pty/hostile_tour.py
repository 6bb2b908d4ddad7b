"""Goes wherever texts of others are shown, in a terminal and in the same way for tame ones."""

import re
from functools import partial
from typing import Protocol

from tests.hostile import CASES
from tests.pty.hostile_portal import (
    EMAIL,
    HEADING,
    HOME,
    LAST_WORDS,
    LINK,
    PASSWORD,
    TAME,
    marker,
)
from tests.pty.terminal import Terminal

IN_FIELD = "f1 help"
"""What the key line says where letters are typed and do not act."""
LIST_FROM = 3
"""The line of the screen on which the list begins: below header, tabs and filters."""
MOST_PAGES = 600
"""More than the longest note has."""
PASTED = "before\x9b66;66H\x1b[66;66H\x1b]0;owned\x07\u202eafter"
EVERY = f"{len(CASES) + 2} notes"


class Tour(Protocol):
    """A way through the screens; what is pasted on it is tame or not."""

    __name__: str

    def __call__(self, terminal: Terminal, *, tame: bool) -> None: ...


def sign_in(terminal: Terminal, email: str = EMAIL) -> None:
    """Sign in, up to the question under which hat."""
    terminal.wait_for("E-mail")
    terminal.type(email)
    terminal.wait_for(email)
    field = next(number for number, line in enumerate(terminal.lines) if "Password" in line) + 1
    without_cursor = terminal.emulator.row_look(field, 80)
    terminal.press("enter")
    terminal.wait_until(
        lambda: terminal.emulator.row_look(field, 80) != without_cursor,
        "the cursor in the password",
    )
    terminal.type(PASSWORD)
    terminal.press("enter")


def read_notes(terminal: Terminal, *, tame: bool) -> None:
    """The list, its sheets, the longest note with what is offered there, and Profile."""
    sign_in(terminal)
    _go_home(terminal)
    _every_note(terminal)
    _longest_note(terminal)
    paste(terminal, tame=tame)
    _hits(terminal)
    _pick(terminal, "f", "Filter (", until="Security")
    terminal.press("0")
    terminal.wait_for(EMAIL)
    _sheet(terminal, "X", "Your other sessions")
    _sheet(terminal, "!", "For you")
    _quit(terminal)


def compare_and_act(terminal: Terminal, *, tame: bool) -> None:
    """What changed since the organisation's version, and what that asks of whom."""
    del tame
    sign_in(terminal)
    _go_home(terminal)
    terminal.press("c")
    terminal.wait_for(re.compile("P .* → "))
    terminal.wait_for(re.compile(r"^▌.*# Everything", re.MULTILINE))
    _page_through(terminal)
    _sheet(terminal, "c", "Which version do you have?")
    terminal.press("A")
    terminal.wait_for("Required actions")
    terminal.wait_for(marker(0))
    _page_through(terminal)
    _sheet(terminal, "f", "Filter the required actions")
    _pick(terminal, "P", "Who does it?", until="nobody")
    _sheet(terminal, "s", "Save the actions as")
    _quit(terminal)


def _go_home(terminal: Terminal) -> None:
    """Choose the organisation in which everybody is, wherever it stands in the list."""
    line = re.compile(rf"(\d)  {HOME}\b")
    (number,) = line.findall(terminal.wait_for(line))
    terminal.press(number)
    terminal.wait_for(marker(0))


def _every_note(terminal: Terminal) -> None:
    while (seen := _cursor(terminal)) < len(CASES):
        terminal.press("pagedown")
        terminal.wait_until(partial(_is_below, terminal, seen), f"a row below {seen}")
    assert not [
        number for number in range(len(CASES)) if marker(number).encode() not in terminal.raw
    ]


def _longest_note(terminal: Terminal) -> None:
    terminal.press("home")
    terminal.wait_for(re.compile(r"^▌.*# Everything", re.MULTILINE))
    terminal.press("enter")
    terminal.wait_gone(" open  ")  # the keys are the reader's now
    for _ in range(MOST_PAGES):
        if LAST_WORDS in terminal.text:
            break
        sent = len(terminal.raw)
        terminal.press("pagedown")
        terminal.wait_more(sent, "more of the note")
    terminal.wait_for(LAST_WORDS)
    _pick(terminal, "i", "Headings", until=HEADING)
    _pick(terminal, "o", "Links", until=LINK)
    _sheet(terminal, "y", "opy")
    _sheet(terminal, "s", "Save as")
    terminal.press("q")
    terminal.wait_for(marker(0))


def paste(terminal: Terminal, *, tame: bool) -> None:
    """Paste into the search, which finds nothing, and take it away again."""
    terminal.press("/")
    terminal.wait_for(IN_FIELD)
    terminal.type(f"\x1b[200~{TAME if tame else PASTED}\x1b[201~")
    terminal.wait_gone(EVERY)
    terminal.press("escape")
    terminal.wait_gone(IN_FIELD)
    terminal.press("x")
    terminal.wait_for(EVERY)


def _hits(terminal: Terminal) -> None:
    """Search, and see every excerpt."""
    terminal.press("/")
    terminal.wait_for(IN_FIELD)
    terminal.type("before")
    terminal.wait_for(re.compile(r"[1-9]\d*\+? found"))
    terminal.press("enter")
    terminal.wait_gone(IN_FIELD)
    _page_through(terminal)
    terminal.press("x")
    terminal.wait_for(EVERY)


def _page_through(terminal: Terminal) -> None:
    """See every row: the last one, and from the first one on all the others."""
    first = _row(terminal)
    terminal.press("end")
    terminal.wait_until(lambda: _row(terminal) not in ("", first), "the last row")
    last = _row(terminal)
    terminal.press("home")
    terminal.wait_until(lambda: _row(terminal) == first, "the first row")
    while (seen := _row(terminal)) != last:
        terminal.press("pagedown")
        terminal.wait_until(lambda seen=seen: _row(terminal) not in ("", seen), "another page")


def _row(terminal: Terminal) -> str:
    """The beginning of the title under the cursor."""
    found = re.search(r"^▌.*?(#\d{3}|# Everything)", terminal.text, re.MULTILINE)
    return found[1] if found else ""


def _pick(terminal: Terminal, key: str, title: str, *, until: str) -> None:
    """Open a sheet, go from its first page to the last, where `until` stands, and close it."""
    terminal.press(key)
    terminal.wait_for(title)
    terminal.press("up")
    terminal.wait_for(until)
    terminal.press("escape")
    terminal.wait_gone(title)


def _sheet(terminal: Terminal, key: str, title: str) -> None:
    """Open a sheet and close it."""
    terminal.press(key)
    terminal.wait_for(title)
    terminal.press("escape")
    terminal.wait_gone(title)


def _quit(terminal: Terminal) -> None:
    terminal.press("Q")
    assert terminal.wait_end() == 0


def _cursor(terminal: Terminal) -> int:
    """The number of the case under the cursor."""
    found = re.search(r"^▌.*?#(\d{3})", terminal.text, re.MULTILINE)
    return int(found[1]) if found else -1


def _is_below(terminal: Terminal, row: int) -> bool:
    """Whether the cursor stands further down, in a page that is there with all its rows."""
    found = [re.search(r"#(\d{3})", line) for line in terminal.lines[LIST_FROM:-1]]
    rows = [int(number[1]) if number else -1 for number in found]
    return _cursor(terminal) > row and rows == list(range(rows[0], rows[0] + len(rows)))
