"""The ways of a reader: the Update Center with its sheets, comparison and required actions."""

import re
from collections.abc import Iterator

from tests.pty.hostile_places import Place
from tests.pty.hostile_portal import HEADING, LAST_WORDS, LINK, marker
from tests.pty.hostile_tour import (
    IN_FIELD,
    Scene,
    Stop,
    every_note,
    go_home,
    leave,
    page_through,
    paste,
    pick,
    search,
    sheet,
    sign_in,
    stop,
    turn_pages,
)


def read_notes(scene: Scene) -> Iterator[Stop]:
    """The list, its sheets, and the longest note with what is offered there."""
    terminal = scene.terminal
    sign_in(terminal)
    yield stop("sign-in", Place.PORTAL)
    go_home(terminal)
    every_note(scene)
    yield stop("list", Place.VERSION, Place.AREA, Place.TITLE, Place.PERSON)
    terminal.press("home")
    terminal.wait_for(re.compile(r"^▌.*# Everything", re.MULTILINE))
    terminal.press("enter")
    terminal.wait_gone(" open  ")  # the keys are the reader's now
    turn_pages(terminal, "pagedown", until=LAST_WORDS)
    yield stop("note", Place.BODY)
    pick(terminal, "i", "Headings", until=HEADING)
    pick(terminal, "o", "Links", until=LINK)
    sheet(terminal, "y", "Copy")
    sheet(terminal, "s", "Save as")
    terminal.press("q")
    terminal.wait_for(marker(0))
    _paste_into_search(scene)
    yield stop("search field", Place.PASTE)
    search(terminal)
    yield stop("hits", Place.TITLE, Place.BODY)
    terminal.press("x")
    terminal.wait_for(scene.every_note)
    pick(terminal, "f", "Filter (", until="Security")
    yield stop("filters", Place.VERSION, Place.AREA)
    leave(terminal)


def compare_and_act(scene: Scene) -> Iterator[Stop]:
    """What changed since the organisation's version, and what that asks of whom."""
    terminal = scene.terminal
    sign_in(terminal)
    go_home(terminal)
    terminal.press("c")
    terminal.wait_for(re.compile("P .* → "))
    terminal.wait_for(re.compile(r"^▌.*# Everything", re.MULTILINE))
    page_through(terminal)
    yield stop("comparison", Place.PRODUCT, Place.VERSION, Place.AREA, Place.TITLE)
    sheet(terminal, "c", "Which version do you have?")
    yield stop("versions", Place.PRODUCT, Place.VERSION)
    terminal.press("A")
    terminal.wait_for("Required actions")
    terminal.wait_for(marker(0))
    page_through(terminal)
    yield stop("actions", Place.TITLE, Place.COLLEAGUE)
    sheet(terminal, "f", "Filter the required actions")
    yield stop("filters of the actions", Place.VERSION)
    pick(terminal, "P", "Who does it?", until="nobody")
    yield stop("colleagues", Place.COLLEAGUE)
    sheet(terminal, "s", "Save the actions as")
    leave(terminal)


def _paste_into_search(scene: Scene) -> None:
    """Paste into the search, which finds nothing, and take it away again."""
    terminal = scene.terminal
    terminal.press("/")
    terminal.wait_for(IN_FIELD)
    paste(terminal, scene.variant.pasted)
    terminal.wait_gone(scene.every_note)
    terminal.press("escape")
    terminal.wait_gone(IN_FIELD)
    terminal.press("x")
    terminal.wait_for(scene.every_note)
