"""The ways of somebody in Profile: sessions, hats, the form of the settings, the password."""

from collections.abc import Iterator

from tests.pty.hostile_places import Place
from tests.pty.hostile_portal import EMAIL, PASSWORD
from tests.pty.hostile_stage import READER
from tests.pty.hostile_tour import (
    Scene,
    Stop,
    enter_field,
    go_home,
    leave,
    leave_field,
    paste,
    rewrite_draft,
    sheet,
    sign_in,
    stop,
)


def see_to_oneself(scene: Scene) -> Iterator[Stop]:
    """What Profile shows, its sheets and its forms; sessions and needs hold no text of others."""
    terminal = scene.terminal
    sign_in(terminal)
    go_home(terminal)
    scene.home.run(*READER, typed=PASSWORD)  # another session
    terminal.press("0")
    terminal.wait_for(EMAIL)
    yield stop("profile", Place.PERSON, Place.ZONE)
    terminal.press("X")
    terminal.wait_for("end a session")
    terminal.press("X")
    terminal.wait_for("End the session of")
    terminal.press("escape")
    terminal.wait_gone("End the session of")
    terminal.press("escape")
    terminal.wait_gone("Your other sessions")
    sheet(terminal, "!", "For you")
    sheet(terminal, "W", "Where do you work now?")
    yield stop("hats", Place.ORGANISATION)
    yield from _settings(scene)
    _change_password(scene)
    leave(terminal)


def _settings(scene: Scene) -> Iterator[Stop]:
    """The form with a time zone that is none, a paste there, and a draft of another program."""
    terminal = scene.terminal
    terminal.press("enter")
    terminal.wait_for("esc back")
    yield stop("settings", Place.ZONE)
    enter_field(terminal, "G")
    paste(terminal, scene.variant.pasted)
    leave_field(terminal)
    terminal.wait_for("✗")
    yield stop("paste in the settings", Place.PASTE)
    terminal.press("q", "enter")
    terminal.wait_for(EMAIL)
    rewrite_draft(scene, "time_zone")
    terminal.press("enter")
    terminal.wait_for("Draft of")
    terminal.press("enter")
    terminal.wait_for("1 change ")
    yield stop("draft of the settings", Place.DRAFT)
    terminal.press("q")
    terminal.wait_for("x discard")
    terminal.press("x")
    terminal.wait_for(EMAIL)


def _change_password(scene: Scene) -> None:
    """Paste into every field of the password, which shows nothing of it and is too long."""
    terminal = scene.terminal
    terminal.press("p")
    terminal.wait_for("Present password")
    for key in "gjj":
        enter_field(terminal, key)
        paste(terminal, scene.variant.pasted)
        leave_field(terminal)
    terminal.press("ctrl+s")
    terminal.wait_for("✗")
    terminal.press("q")
    terminal.wait_for("x discard")
    terminal.press("x")
    terminal.wait_for(EMAIL)
