"""What is pasted is text: nothing in it presses a key."""

import pytest
from textual.drivers import linux_driver
from textual.events import Key, Paste
from textual.message import Message

from tests.hostile import CONTROLS, SEQUENCES
from tui.terminal.pastes import BEGIN, END, with_whole_pastes

STEERING = (
    *(f"before{text}after" for text in (*SEQUENCES, *CONTROLS) if END not in text),
    "\x1bQ", "\x1b\x1bQ\r", "\x1bT\r", "\x1b[A\x1b[B", "\x1b[I\x1b[O", "\x1b[5;5R", "\x1b[<0;1;1M",
    f"{BEGIN}again", "\x1b[201", "\x1b", "\x1b" * 40, "\x1b]0;" + "x" * 4000,
)  # fmt: skip


def _events(*pieces: str) -> list[Message]:
    """What the parser that the driver makes tells of input that comes in these pieces."""
    with_whole_pastes(linux_driver.LinuxDriver)
    feed = linux_driver.XTermParser().feed
    return [event for piece in pieces for event in feed(piece)]


def _told(events: list[Message]) -> list[str]:
    """Pastes by their text, keys by their names."""
    return [
        event.text if isinstance(event, Paste) else event.key
        for event in events
        if isinstance(event, Paste | Key)
    ]


def _seen(text: str) -> str:
    return text.translate({0: None, 0x1B: None})


@pytest.mark.parametrize("text", STEERING, ids=ascii)
def test_a_paste_is_text_and_presses_no_key(text: str) -> None:
    events = _events(f"{BEGIN}{text}{END}", "a")
    assert _told(events) == [_seen(text), "a"]


@pytest.mark.parametrize("text", ["", "plain\r\nlines", "x\x1b[20y\x1b[201", "\x1b]0;owned\x07"])
def test_it_is_so_however_the_paste_is_cut_in_pieces(text: str) -> None:
    whole = f"a{BEGIN}{text}{END}b"
    for cut in range(1, len(whole)):
        assert _told(_events(whole[:cut], whole[cut:])) == ["a", _seen(text), "b"], cut
    assert _told(_events(*whole)) == ["a", _seen(text), "b"]


def test_an_end_within_a_paste_does_not_end_it_where_the_other_one_came_with_it() -> None:
    assert _told(_events(f"{BEGIN}one{END}Q\r{END}b")) == ["one[201~Q\r", "b"]
    assert _told(_events(f"{BEGIN}one{END}a{BEGIN}two{END}b")) == ["one", "a", "two", "b"]


def test_what_is_typed_is_as_it_was() -> None:
    typed = ("\x1b[A", "q", "\x1b[1;5C", "\x1bOP", "\x07", "\x1b[Z")
    assert _told(_events(*typed)) == ["up", "q", "ctrl+right", "f1", "ctrl+g", "shift+tab"]
