"""The portal as one uses it: on a long list, with the reader beside it, and doing nothing."""

import atexit
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import psutil

from tests.bench import big_store
from tests.bench.coming_back import AFTER, Place, come_back, signed_in
from tests.bench.measures import (
    DEMO,
    LIST,
    MINIMAL,
    MINIMAL_ROW,
    Figures,
    Limit,
    Outcome,
    Pair,
    first_note,
    start_of,
)
from tests.bench.program import Program
from tests.bench.server_bench import free_port, server_process
from tui.demo.opening import open_demo
from tui.paths import Paths
from tui.portals import store_address

LONG, SHORT = 1_000_000, 1_000
MOVES = 12
BESIDE, ALONE = 120, 109
"""Columns where the reader stands beside the list, and where it does not."""

PREVIEW = 0.4
"""Seconds of silence after which a preview has come."""

IDLE = 3.0

MADE = 2_000.0
"""Milliseconds of the processor that the very first start of the demo may take to make it."""


def portal_pairs() -> dict[str, Pair]:
    """Return what is measured of the portal in use, by name."""
    return {
        "long": Pair(
            lambda: portal_with(LONG),
            lambda: portal_with(SHORT),
            (
                Limit("1,000,000 notes to 1,000: start", "true", "true", 1.2),
                Limit("1,000,000 notes to 1,000: a row down", "key", "key", 1.2),
            ),
        ),
        "remote": _returning(lambda: _remote_portal(SHORT), "remote"),
        "own": _returning(lambda: _own_portal(SHORT), "own"),
        "beside": Pair(
            lambda: moving(DEMO, first_note(), BESIDE),
            lambda: moving(DEMO, first_note(), ALONE),
            (Limit("a row down: reader beside to list alone", "move", "move", 1.2, 1.0),),
        ),
        "whole": Pair(
            lambda: moving(DEMO, first_note(), BESIDE),
            lambda: moving(LIST, MINIMAL_ROW, BESIDE),
            (Limit("a row down: the portal to a list and nothing else", "move", "move"),),
        ),
        "idle": Pair(
            lambda: idling(DEMO, first_note()),
            lambda: idling(MINIMAL, MINIMAL_ROW),
            (
                Limit("idle: processor in a second", "processor", "processor", 1.0),
                Limit("idle: bytes", "bytes", "bytes", unit="B"),
            ),
        ),
    }


def _returning(place: Callable[[], Place], name: str) -> Pair:
    """Return what is measured of a portal where one was before."""
    return Pair(
        lambda: come_back(place()),
        lambda: start_of(MINIMAL, MINIMAL_ROW, AFTER),
        (
            Limit(f"{name} interactive", "interactive", "interactive", 1.0),
            Limit(f"{name}: the truth stands there", "true", "interactive"),
            Limit(f"{name} memory (PSS)", "memory", "memory", unit="MB"),
        ),
    )


def portal_with(notes: int) -> Figures:
    """Open a portal of so many notes, until its list is true; then a row down, many times."""
    place = _own_portal(notes)
    figures = come_back(place)
    with Program(place.command, 80, 24) as program:
        program.wait_sent(place.first_row.encode())
        program.settle(AFTER)
        keys = [program.press("down").milliseconds for _ in range(MOVES)]
    return {**figures, "key": statistics.median(keys)}


def demo_outcomes(runs: int) -> Iterator[Outcome]:
    """Return what making the demo takes of the processor, by what it may."""
    took = statistics.median(_making() for _ in range(runs))
    yield Outcome(Limit("making the demo: processor", "processor", "allowed", 1.0), took, MADE)


def _making() -> float:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        began = time.process_time()
        open_demo(Paths(config=home, data=home, state=home, cache=home))
        return (time.process_time() - began) * 1000


def moving(command: Sequence[str], first_row: str, columns: int) -> Figures:
    """A row down, 40 lines high; what stands beside the list may follow when the cursor rests."""
    with Program(command, columns, 40) as program:
        program.wait_sent(first_row.encode())
        program.settle(PREVIEW)
        moves: list[float] = []
        for _ in range(MOVES):
            moves.append(program.press("down").milliseconds)
            program.settle(PREVIEW)
    return {"move": statistics.median(moves)}


def idling(command: Sequence[str], first_row: str) -> Figures:
    """Nothing is pressed: milliseconds of processor in a second, and bytes."""
    with Program(command) as program:
        program.wait_sent(first_row.encode())
        program.settle(2.5)  # what a start leaves for later has been done
        before, sent = _processor(program), program.sent
        end = time.perf_counter() + IDLE
        while (left := end - time.perf_counter()) > 0:
            program.settle(left)
        return {
            "processor": (_processor(program) - before) / IDLE * 1000,
            "bytes": float(program.sent - sent),
        }


def _processor(program: Program) -> float:
    """Return the seconds it has had, of all its threads; by the nanosecond where Linux tells."""
    told = list(Path(f"/proc/{program.id}/task").glob("*/schedstat"))
    if told:
        return sum(int(file.read_text().split()[0]) for file in told) / 1e9
    times = psutil.Process(program.id).cpu_times()
    return times.user + times.system


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory()


def _own_portal(notes: int) -> Place:
    """Return a portal in a file, where somebody is signed in."""
    return signed_in(store_address(_store(notes).path))


@cache
def _remote_portal(notes: int) -> Place:
    """The same of a portal at an address; its server shares the processor of the bench."""
    store, port = _store(notes), free_port()
    words = ("serve", "--database", store_address(store.path), "--port", str(port))
    _servers.enter_context(server_process(port, "tui", *words))
    return signed_in(f"http://127.0.0.1:{port}")


_servers = ExitStack()
atexit.register(_servers.close)


def _store(notes: int) -> big_store.BigStore:
    return big_store.make(Path(_folder().name), notes, searchable=False)
