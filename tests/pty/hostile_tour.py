"""What one does on the way through the screens, in the same way in every variant."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.pty.hostile_places import Place, Variant
from tests.pty.hostile_portal import EMAIL, HOME, PASSWORD, marker
from tests.pty.hostile_stage import Home
from tests.pty.terminal import Terminal

IN_FIELD = "f1 help"
"""What the key line says where letters are typed and do not act."""
IN_FORM = "⏎ edit"
"""What it says in a form, outside of its fields."""
LIST_FROM = 3
"""The line of the screen on which the list begins: below header, tabs and filters."""
MOST_PAGES = 600
"""More than the longest text has."""
BEGIN_PASTE, END_PASTE = "\x1b[200~", "\x1b[201~"


@dataclass(frozen=True)
class Stop:
    """A screen that one has come to, and whose texts have been drawn there since the last stop."""

    screen: str
    places: frozenset[Place]


@dataclass(frozen=True)
class Scene:
    """A terminal, and the home of whoever sits before it."""

    terminal: Terminal
    home: Home

    @property
    def variant(self) -> Variant:
        """What stands in the texts."""
        return self.home.variant

    @property
    def every_note(self) -> str:
        """What the third band says of a list that nothing narrows."""
        return f"{self.variant.cases + 3} notes"


Tour = Callable[[Scene], Iterator[Stop]]


def stop(screen: str, *places: Place) -> Stop:
    """Return a stop."""
    return Stop(screen, frozenset(places))


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


def go_home(terminal: Terminal) -> None:
    """Choose the organisation in which everybody is, wherever it stands in the list."""
    line = re.compile(rf"(\d)  {HOME}\b")
    (number,) = line.findall(terminal.wait_for(line))
    terminal.press(number)
    terminal.wait_for(marker(0))


def every_note(scene: Scene) -> None:
    """Go down the list until every case has been on the screen."""
    terminal, cases = scene.terminal, scene.variant.cases
    while (seen := _cursor(terminal)) < cases:
        terminal.press("pagedown")
        terminal.wait_until(partial(_is_below, terminal, seen), f"a row below {seen}")
    assert not [number for number in range(cases) if marker(number).encode() not in terminal.raw]


def search(terminal: Terminal) -> None:
    """Search for what every text holds, and see every excerpt."""
    terminal.press("/")
    terminal.wait_for(IN_FIELD)
    terminal.type("before")
    terminal.wait_for(re.compile(r"[1-9]\d*\+? found"))
    terminal.press("enter")
    terminal.wait_gone(IN_FIELD)
    page_through(terminal)


def page_through(terminal: Terminal) -> None:
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


def turn_pages(terminal: Terminal, key: str, *, until: str) -> None:
    """Press a key that turns the page until these words stand on the screen."""
    for _ in range(MOST_PAGES):
        if until in terminal.text:
            return
        is_there = partial(_is_on, terminal, until, len(terminal.raw))
        terminal.press(key)
        terminal.wait_until(is_there, f"a page on the way to {until!r}")
    raise AssertionError(f"{until!r} is not within {MOST_PAGES} pages")


def _is_on(terminal: Terminal, words: str, sent: int) -> bool:
    return len(terminal.raw) > sent or words in terminal.text


def paste(terminal: Terminal, text: str) -> None:
    """Let the terminal paste a text, marked as such; what ends a paste is not in it."""
    terminal.type(f"{BEGIN_PASTE}{text.replace(END_PASTE, '')}{END_PASTE}")


def enter_field(terminal: Terminal, key: str) -> None:
    """Press a key that leads to a field of a form, and fill it in."""
    terminal.press(key, "enter")
    terminal.wait_for("leave field")


def leave_field(terminal: Terminal) -> None:
    """Leave the field, so that letters act in the form."""
    terminal.press("escape")
    terminal.wait_for(IN_FORM)


def rewrite_draft(scene: Scene, *fields: str) -> None:
    """Let another program have written into these fields of the one draft that is kept."""
    (file,) = scene.home.drafts
    draft = json.loads(file.read_text())
    text = "".join([*scene.variant.packed(Place.DRAFT, 290), "?"])
    draft["typed"] = dict.fromkeys(fields, text)
    file.write_text(json.dumps(draft))


def pick(terminal: Terminal, key: str, title: str, *, until: str) -> None:
    """Open a sheet, go from its first page to the last, where `until` stands, and close it."""
    terminal.press(key)
    terminal.wait_for(title)
    terminal.press("up")
    terminal.wait_for(until)
    terminal.press("escape")
    terminal.wait_gone(title)


def sheet(terminal: Terminal, key: str, title: str) -> None:
    """Open a sheet and close it."""
    terminal.press(key)
    terminal.wait_for(title)
    terminal.press("escape")
    terminal.wait_gone(title)


def leave(terminal: Terminal) -> None:
    """End the program."""
    terminal.press("Q")
    assert terminal.wait_end() == 0


def _row(terminal: Terminal) -> str:
    """The beginning of the title under the cursor."""
    found = re.search(r"^▌.*?(#\d{3}|# Everything)", terminal.text, re.MULTILINE)
    return found[1] if found else ""


def _cursor(terminal: Terminal) -> int:
    """The number of the case under the cursor."""
    found = re.search(r"^▌.*?#(\d{3})", terminal.text, re.MULTILINE)
    return int(found[1]) if found else -1


def _is_below(terminal: Terminal, row: int) -> bool:
    """Whether the cursor stands further down, in a page that is there with all its rows."""
    found = [re.search(r"#(\d{3})", line) for line in terminal.lines[LIST_FROM:-1]]
    rows = [int(number[1]) if number else -1 for number in found]
    return _cursor(terminal) > row and rows == list(range(rows[0], rows[0] + len(rows)))
