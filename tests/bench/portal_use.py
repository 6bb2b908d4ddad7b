"""The portal as one uses it: on a long list, with the reader beside it, and doing nothing."""

import atexit
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import psutil

from tests.bench import big_store
from tests.bench.measures import (
    DEMO,
    KLANTPORTAL,
    LIST,
    MINIMAL,
    MINIMAL_ROW,
    Figures,
    Limit,
    Pair,
    first_note,
    start_of,
)
from tests.bench.program import Program
from tests.bench.server_bench import free_port, server_process
from tui.portals import store_address

LONG, SHORT = 1_000_000, 1_000
MOVES = 12
BESIDE, ALONE = 120, 109
"""Columns where the reader stands beside the list, and where it does not."""

PREVIEW = 0.4
"""Seconds of silence after which a preview has come."""

IDLE = 3.0


def portal_pairs() -> dict[str, Pair]:
    """Return what is measured of the portal in use, by name."""
    return {
        "long": Pair(
            lambda: portal_with(LONG),
            lambda: portal_with(SHORT),
            (
                Limit("1,000,000 notes to 1,000: start", "interactive", "interactive", 1.2),
                Limit("1,000,000 notes to 1,000: a row down", "key", "key", 1.2),
            ),
        ),
        "remote": Pair(
            lambda: start_of(*_remote_portal(SHORT)),
            lambda: start_of(MINIMAL, MINIMAL_ROW),
            (
                Limit("remote interactive", "interactive", "interactive", 1.0),
                Limit("remote memory (PSS)", "memory", "memory", unit="MB"),
            ),
        ),
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


def portal_with(notes: int) -> Figures:
    """Open a portal of so many notes, until its list is of use; then a row down, many times."""
    command, first_row = _own_portal(notes)
    figures = start_of(command, first_row)
    with Program(command, 80, 24) as program:
        program.wait_sent(first_row.encode())
        program.settle(PREVIEW)
        keys = [program.press("down").milliseconds for _ in range(MOVES)]
    return {**figures, "key": statistics.median(keys)}


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


@cache
def _own_portal(notes: int) -> tuple[tuple[str, ...], str]:
    """Return how the portal is opened, and how its first row begins; somebody is signed in."""
    return _signed_in(store_address(_store(notes).path))


@cache
def _remote_portal(notes: int) -> tuple[tuple[str, ...], str]:
    """The same of a portal at an address; its server shares the processor of the bench."""
    store, port = _store(notes), free_port()
    words = ("serve", "--database", store_address(store.path), "--port", str(port))
    _servers.enter_context(server_process(port, "tui", *words))
    return _signed_in(f"http://127.0.0.1:{port}")


_servers = ExitStack()
atexit.register(_servers.close)


def _store(notes: int) -> big_store.BigStore:
    return big_store.make(Path(_folder().name), notes, searchable=False)


def _signed_in(address: str) -> tuple[tuple[str, ...], str]:
    command = (str(KLANTPORTAL), "--portal", address)
    login = ("login", "--email", big_store.EMAIL, "--password-stdin")
    password = f"{big_store.PASSWORD}\n".encode()
    subprocess.run(
        [*command, *login], input=password, check=True, capture_output=True, env=os.environ
    )
    told = subprocess.run(
        [*command, "releases", "list", "--limit", "1", "--json"], check=True, capture_output=True
    )
    title: str = json.loads(told.stdout)["items"][0]["title"]
    return command, title[:12]
