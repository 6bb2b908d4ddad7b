"""The last guard before the terminal costs what this program draws itself nothing."""

import pytest
from rich.segment import Segment
from textual.color import Color

from tui.api import cleaning
from tui.terminal.line_filter import ControlFilter

FRAMES = ("▌ ● Bank link by PSD2 ▐▏☆ · Profit 7", "─────┼─────", "↑↓ move")


def _drawn(text: str) -> str:
    (segment,) = ControlFilter().apply([Segment(text)], Color(0, 0, 0))
    return segment.text


@pytest.mark.parametrize("frame", FRAMES)
def test_what_the_program_draws_itself_compiles_no_patterns(frame: str) -> None:
    cleaning._patterns.cache_clear()
    assert _drawn(frame) == frame
    assert cleaning._patterns.cache_info().currsize == 0


def test_what_others_wrote_is_looked_at() -> None:
    cleaning._patterns.cache_clear()
    assert _drawn("“Bank link”\x1b[2J") == "“Bank link”[2J"
    assert cleaning._patterns.cache_info().currsize == 1
