"""No text of somebody else ever controls the terminal of whoever works in the screens."""

from collections.abc import Iterator
from functools import partial

import pytest

from tests.hostile import CASES, CONTROLS
from tests.pty.hostile_places import Variant
from tests.pty.hostile_profile import see_to_oneself
from tests.pty.hostile_publishing import correct, publish
from tests.pty.hostile_reading import compare_and_act, read_notes
from tests.pty.hostile_stage import Stage
from tests.pty.hostile_tour import Scene, Stop, Tour
from tests.pty.stream import trespasses
from tests.pty.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]

TOURS = (read_notes, compare_and_act, publish, correct, see_to_oneself)
each_tour = pytest.mark.parametrize("tour", TOURS, ids=lambda tour: tour.__name__)


def toured(
    stage: Stage, variant: Variant, tour: Tour, columns: int = 80, rows: int = 24
) -> Iterator[tuple[Stop | None, bytes]]:
    """Yield what was sent up to each stop of a tour, and last all of it."""
    home = stage.fresh(variant)
    with home.screen(columns, rows) as terminal:
        for stop in tour(Scene(terminal, home)):
            yield stop, terminal.raw
        yield None, terminal.raw


@each_tour
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_no_screen_lets_a_text_steer_the_terminal(
    stage: Stage, tour: Tour, columns: int, rows: int
) -> None:
    *_, (_, tame) = toured(stage, Variant.TAME, tour, columns, rows)
    *_, (_, hostile) = toured(stage, Variant.HOSTILE, tour, columns, rows)
    assert trespasses(hostile, tame) == []


@each_tour
def test_without_the_guards_every_screen_would_be_steered(stage: Stage, tour: Tour) -> None:
    home = stage.fresh(Variant.UNGUARDED)
    with home.screen(80, 24) as terminal:
        start = 0
        for stop in tour(Scene(terminal, home)):
            for place in stop.places:
                is_there = partial(_has_come, terminal, place.telltale.encode(), start)
                terminal.wait_until(is_there, f"{place.name} in {stop.screen}")
            start = len(terminal.raw)


def _has_come(terminal: Terminal, sequence: bytes, start: int) -> bool:
    return terminal.raw.find(sequence, start) >= 0


# What the check sees.


@pytest.mark.parametrize(
    "sent",
    [
        *(case.text for case in CASES if case.category == "sequence"),
        *(text for text in CONTROLS if text not in "\r\n\t"),
        "safe\u202egnp.exe",
        "in\u200bvisible",
    ],
)
def test_the_check_sees_a_trespass(sent: str) -> None:
    tame = b"\x1b[?1049h\x1b[1;1H\x1b[38;2;1;2;3mwords\x1b[0m\r\n\x1b[?1049l"
    assert trespasses(tame, tame) == []
    assert trespasses(tame + sent.encode(), tame)
