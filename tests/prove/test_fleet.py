"""Servers end in the middle of work and come back: what was acknowledged is there, and once."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import psycopg
import pytest

from tests.contract.grounds import Ground
from tests.contract.stage import Stage
from tests.prove.fleet import Fleet, Turns, fleet
from tests.prove.soak import Store, Tell, rounds
from tests.prove.story import PEOPLE, PRODUCT, Hands, Publish, fresh, look_at
from tests.prove.workers import Told, Workers
from tui.api.models.publishing import Published

pytestmark = [pytest.mark.prove]

STORES = (
    "sqlite",
    pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgresql")]),
)
SERVERS = {"sqlite": 1, "postgresql": 2}
WAYS = (signal.SIGKILL, signal.SIGTERM)
MOMENT = 0.5
"""Seconds within which a server is ended."""
LOSE_EVERY = 7
FRESH = Published(added=2, notes=4)
"""What publishing a file of a fresh story answers, once."""


def _faults(told: Told, added: dict[str, int]) -> list[str]:
    """Return what is wrong with what was acknowledged; `added` counts releases in the log."""
    other = [f"{deed.key}: {answer}" for deed, answer in told.published if answer != FRESH]
    versions = [each for deed, _ in told.published for each in _versions(deed)]
    times = [
        f"{each}: added {added.get(each, 0)} times" for each in versions if added.get(each) != 1
    ]
    return [*told.faults, *other, *times]


def _versions(deed: Publish) -> list[str]:
    return [release.version for release in deed.document.releases]


@pytest.mark.parametrize("ground", STORES, indirect=True)
async def test_nothing_acknowledged_is_lost_or_done_twice_as_servers_end_and_return(
    stage: Stage, ground: Ground, tmp_path: Path, tell: Tell
) -> None:
    store = Store.of(stage.url, stage.tokens, PEOPLE)
    before = (await (await stage.portal("employee")).profile.show()).version
    with fleet(stage.url, tmp_path, SERVERS[ground.name]) as ships:
        turns = Turns(ships.ports, LOSE_EVERY)
        told = await _work(ships, store, turns, ends=rounds(2, 60))
    assert _faults(told, _added(stage.url)) == []
    assert [line for log in tmp_path.glob("*.log") for line in _errors(log)] == []
    seen = await look_at(store)
    assert seen.read[0] is told.read
    now = await (await stage.portal("employee")).profile.show()
    assert now == told.shown
    assert now.version == before + told.edits + told.found_done
    assert {*seen.releases} == {each for deed, _ in told.published for each in _versions(deed)}
    assert turns.lost
    tell(
        f"servers that end and return, {ground.name}",
        servers=len(ships.ports),
        ends=rounds(2, 60),
        acknowledged_writes=told.writes,
        answers_lost_besides=turns.lost,
        edits_found_done_after_a_lost_answer=told.found_done,
        asked_again_by_hand=told.asked_again,
        lost=0,
        done_twice=0,
    )


@pytest.mark.parametrize("ground", STORES[:1], indirect=True)
async def test_what_is_sent_again_under_another_key_is_found_out(
    stage: Stage, tmp_path: Path
) -> None:
    store = Store.of(stage.url, stage.tokens, PEOPLE)
    with fleet(stage.url, tmp_path, 1) as ships:
        turns = Turns(ships.ports, 2, other_keys=True)
        told = await _work(ships, store, turns, ends=0)
    assert turns.lost
    assert any("unchanged=2" in fault for fault in _faults(told, _added(stage.url)))


@pytest.mark.parametrize("added", [{}, {"0.1.a": 1}, {"0.1.a": 2, "0.1.b": 1}])
def test_a_release_that_is_not_there_or_there_twice_is_found_out(added: dict[str, int]) -> None:
    deed = next(fresh(0))
    assert _faults(Told(published=[(deed, FRESH)]), added)
    assert _faults(Told(published=[(deed, FRESH)]), {"0.1.a": 1, "0.1.b": 1}) == []


async def _work(ships: Fleet, store: Store, turns: Turns, ends: int) -> Told:
    """Let people work while servers end one after the other, and come back."""
    entrance = ships.entrance(turns)
    workers = Workers(await Hands.at(entrance, store))
    working = asyncio.create_task(workers.run())
    await _end_and_return(ships, ends)
    workers.over = True
    await working
    await entrance.close()
    return workers.told


async def _end_and_return(ships: Fleet, ends: int) -> None:
    dice = Random(1)
    for number in range(ends):
        await asyncio.sleep(dice.uniform(0.1, MOMENT))  # the moment is what is tried
        port = ships.ports[number % len(ships.ports)]
        await asyncio.to_thread(ships.end, port, _way(number, len(ships.ports)))
        await asyncio.to_thread(ships.start, port)
    await asyncio.sleep(MOMENT)


def _errors(log: Path) -> list[str]:
    """Return what a server had to say of itself."""
    return [line for line in log.read_text().splitlines() if '"level": "error"' in line]


def _way(number: int, servers: int) -> signal.Signals:
    """Return how a server ends, so that each has both turns."""
    return WAYS[(number % servers + number // servers) % len(WAYS)]


def _added(url: str) -> dict[str, int]:
    """Return how often the audit log tells of each release being added, by version."""
    asked = (
        "SELECT r.version, count(a.object_id) FROM release r LEFT JOIN audit a"
        " ON a.object_id = r.id AND a.action = 'releases.add'"
        f" WHERE r.product = '{PRODUCT}' GROUP BY r.version"
    )
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            return dict(file.execute(asked).fetchall())
    with psycopg.connect(url) as connection:
        return dict(connection.execute(asked.encode()).fetchall())
