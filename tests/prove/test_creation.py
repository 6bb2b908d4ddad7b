"""A store whose making was cut short is never opened: it is there whole or not at all."""

import asyncio
import sqlite3
import time
from contextlib import closing
from enum import Enum
from pathlib import Path
from random import Random

import pytest

from tests.prove.soak import Tell, rounds, start
from tui.api.connect import connect
from tui.api.errors import Fault, PortalError, Unavailable

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("prove")]

Rows = dict[str, int]
"""How many rows each table has."""


class Found(Enum):
    """What there is where a store was being made."""

    NONE = "none"
    WHOLE = "whole"
    HALF = "half"


def _create(path: Path, share: float | None = None, within: float = 0, *more: str) -> float:
    """Make a store, or let it be killed at a `share` of the time that it takes: `within`."""
    with start("creator", _address(path), *more) as creator:
        assert creator.stdout is not None
        assert creator.stderr is not None
        assert creator.stdout.readline() == "ready\n", creator.stderr.read()
        began = time.monotonic()
        if share is not None:
            time.sleep(share * within)  # the moment is what is tried
            creator.kill()
        is_done = creator.stdout.readline() == "done\n"
        took = time.monotonic() - began
        assert is_done or share is not None, creator.stderr.read()
    return took


def _address(path: Path) -> str:
    return f"sqlite:///{path}"


def _rows(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [
            name for (name,) in tables if not name.startswith(("note_search_", "incident_search_"))
        ]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in names
        }


def _found(path: Path, whole: Rows) -> Found:
    """Open what there is, as the program would."""
    try:
        asyncio.run(_open(path))
    except Unavailable as error:
        return Found.NONE if error.fault is Fault.NO_STORE else Found.HALF
    except PortalError:
        return Found.HALF
    with closing(sqlite3.connect(path)) as connection:
        healthy = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return Found.WHOLE if healthy and _rows(path) == whole else Found.HALF


async def _open(path: Path) -> None:
    entrance = connect(_address(path))
    try:
        await entrance.info()
    finally:
        await entrance.close()


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, float]:
    """What a whole store holds, and how long its making takes."""
    path = tmp_path_factory.mktemp("whole") / "portal.db"
    took = _create(path)
    return _rows(path), took


def test_no_half_store_is_ever_opened(
    measured: tuple[Rows, float], tmp_path: Path, tell: Tell
) -> None:
    whole, took = measured
    kills = rounds(4, 100)
    found = []
    random = Random(1)
    for number in range(kills):
        path = tmp_path / f"{number}" / "portal.db"
        _create(path, random.uniform(0, 1.5), took)
        found.append(_found(path, whole))
        assert found[-1] is not Found.HALF
    left = len([*tmp_path.glob("*/.portal.db.*.new")])
    for number in [number for number, each in enumerate(found) if each is Found.NONE][:1]:
        again = tmp_path / f"{number}" / "portal.db"
        _create(again)
        assert _found(again, whole) is Found.WHOLE
    tell(
        "creation",
        kills=kills,
        without_a_store=found.count(Found.NONE),
        whole=found.count(Found.WHOLE),
        half=0,
        drafts_left_lying=left,
    )


def test_a_store_made_in_place_is_found_out(measured: tuple[Rows, float], tmp_path: Path) -> None:
    whole, took = measured
    found = []
    for number in range(10):
        path = tmp_path / f"{number}.db"
        _create(path, 0.5, took, "in_place")
        found.append(_found(path, whole))
        if found[-1] is Found.HALF:
            break
    assert Found.HALF in found
