"""The ways of a publisher: files, what the portal has against them, corrections, withdrawing."""

import json
import re
from collections.abc import Iterator

from tests.pty.hostile_files import AGAIN, CHANGELOG, LAST, REFUSED, names, write_files
from tests.pty.hostile_places import TAME, Place, Variant
from tests.pty.hostile_portal import (
    FIRST_WORDS,
    LAST_WORDS,
    PASSWORD,
    PUBLISHER,
    last_of,
    lines_of,
    marker,
)
from tests.pty.hostile_stage import VENDOR
from tests.pty.hostile_tour import (
    Scene,
    Stop,
    enter_field,
    every_note,
    leave,
    leave_field,
    paste,
    rewrite_draft,
    sheet,
    sign_in,
    stop,
    turn_pages,
)
from tests.pty.terminal import Terminal

EDITED = "edited to the end"
CAN_PUBLISH = "enter publish"
"""What the key line says once a file has been looked into."""
CLEAR = "\x15"
"""ctrl+u, which empties a line up to the cursor."""


def publish(scene: Scene) -> Iterator[Stop]:
    """The list, and files with their names, their texts and what is wrong with them."""
    terminal = scene.terminal
    files = write_files(scene.home)
    _open_desk(scene)
    every_note(scene)
    yield stop("published notes", Place.ORGANISATION, Place.VERSION, Place.AREA, Place.TITLE)
    sheet(terminal, "f", "Filter")
    yield stop("filters of the publisher", Place.VERSION, Place.AREA)
    terminal.press("a")
    terminal.wait_for(re.compile(r"P \S*before| P  "))
    yield stop("publish sheet", Place.PRODUCT)
    terminal.type("files/names/")
    terminal.wait_for(f"files/names/{LAST}" if scene.variant is Variant.HOSTILE else TAME)
    terminal.press("home")  # the cursor would stand on the first letter of what is offered
    yield stop("offered name", Place.FILE_NAME)
    terminal.press("end")
    for name in files:
        _look_into(terminal, name)
        terminal.press("escape")
        terminal.wait_gone(CAN_PUBLISH)
        yield stop(f"preview of {name}", *([] if name == CHANGELOG else [Place.FILE_TEXT]))
    for name in REFUSED:
        _name(terminal, name)
        terminal.wait_for("✗")
        yield stop(f"refusal of {name}", Place.FILE_TEXT)
    _look_into(terminal, f"names/{names(scene.variant)[0]}")
    yield stop("pasted name", Place.FILE_NAME)
    terminal.press("enter")
    terminal.wait_for("Published: ")
    terminal.press("a")
    terminal.wait_for("Publish a file")
    _look_into(terminal, AGAIN)
    terminal.press("enter")
    terminal.wait_for("✗")
    yield stop("refused by the portal", Place.FILE_NAME, Place.FILE_TEXT)
    terminal.press("escape")
    terminal.wait_gone(CAN_PUBLISH)
    terminal.press("escape")
    terminal.wait_gone("Publish a file")
    leave(terminal)


def correct(scene: Scene) -> Iterator[Stop]:
    """A note in the reader and in the form, with what comes into that from elsewhere."""
    terminal = scene.terminal
    _open_desk(scene)
    terminal.press("end")
    terminal.wait_for(_row_of(scene))
    terminal.press("enter")
    terminal.wait_gone("enter open")
    yield stop("published note", Place.TITLE, Place.AREA, Place.BODY)
    terminal.press("q")
    terminal.wait_for("enter open")
    _open_form(scene)
    _up_to_the_first_line(terminal)
    yield stop("form", Place.PRODUCT, Place.TITLE, Place.AREA, Place.BODY)
    enter_field(terminal, "g")
    paste(terminal, scene.variant.pasted)
    leave_field(terminal)
    yield stop("paste in a form", Place.PASTE)
    enter_field(terminal, "z")
    terminal.press("!")
    leave_field(terminal)
    _edit_outside(scene)
    yield stop("own editor", Place.EDITOR)
    _correct_meanwhile(scene)
    terminal.press("ctrl+s")
    terminal.wait_for("theirs")
    yield stop("conflict in a line", Place.THEIRS)
    terminal.press("G")
    terminal.wait_for(f"mine {FIRST_WORDS}")
    yield stop("conflict in a long text", Place.THEIRS)
    terminal.press("q", "enter")
    terminal.wait_for(_row_of(scene))
    yield from _go_on_with_draft(scene)
    terminal.press("T")
    terminal.wait_for("enter/esc")
    terminal.press("enter")
    terminal.wait_for("ithdrawn")
    leave(terminal)


def _open_desk(scene: Scene) -> None:
    terminal = scene.terminal
    sign_in(terminal, PUBLISHER)
    terminal.wait_for("2 Publishing")
    terminal.press("2")
    terminal.wait_for(marker(0))


def _look_into(terminal: Terminal, path: str) -> None:
    """Name a file and wait for what is in it."""
    _name(terminal, path)
    terminal.wait_for(CAN_PUBLISH)


def _name(terminal: Terminal, path: str) -> None:
    """Name a file in the field of the sheet."""
    terminal.type(CLEAR)
    paste(terminal, f"files/{path}")
    terminal.press("enter")


def _row_of(scene: Scene) -> re.Pattern[str]:
    """The last row of the list, with the cursor."""
    return re.compile(rf"^▌.*{last_of(scene.variant)}", re.MULTILINE)


def _open_form(scene: Scene) -> None:
    scene.terminal.press("e")
    scene.terminal.wait_for("Correct a note")
    scene.terminal.wait_for(LAST_WORDS)


def _up_to_the_first_line(terminal: Terminal) -> None:
    """Go into the text, and from its end up through all of it."""
    enter_field(terminal, "G")
    terminal.wait_for(LAST_WORDS)
    turn_pages(terminal, "pageup", until=FIRST_WORDS)
    leave_field(terminal)


def _edit_outside(scene: Scene) -> None:
    """Let the person's own editor leave the whole corpus behind."""
    home, terminal = scene.home, scene.terminal
    text = f"{lines_of(scene.variant.texts(Place.EDITOR))}\n{EDITED}"
    (home.folder / "edited").write_text(text)
    home.editor.write_text(f"#!/bin/sh\ncp '{home.folder}/edited' \"$1\"\n")
    home.editor.chmod(0o700)
    terminal.press("G", "ctrl+g")
    terminal.wait_for(EDITED)
    _up_to_the_first_line(terminal)


def _correct_meanwhile(scene: Scene) -> None:
    """Let somebody else correct the title and the text of the note."""
    home, theirs = scene.home, scene.variant.packed(Place.THEIRS, 290)
    home.run(*VENDOR, typed=PASSWORD)
    found = json.loads(home.run("releases", "list", "--limit", "300", "--json"))["items"]
    (note,) = [note for note in found if last_of(scene.variant) in note["title"]]
    title = f"{last_of(scene.variant)} {theirs[-1]}?"
    verb = ("releases", "correct", note["id"], "--language", "en", "--title", title)
    home.run(*verb, "--text-from", "-", typed=theirs[0].replace("\0", ""))


def _go_on_with_draft(scene: Scene) -> Iterator[Stop]:
    """Open the form with a draft that another program wrote."""
    terminal = scene.terminal
    rewrite_draft(scene, "title", "area", "body")
    terminal.press("e")
    terminal.wait_for("Draft of")
    terminal.press("enter")
    terminal.wait_for("3 changes")
    yield stop("draft", Place.DRAFT)
    terminal.press("q")
    terminal.wait_for("x discard")
    terminal.press("x")
    terminal.wait_for(_row_of(scene))
