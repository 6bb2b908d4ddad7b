"""Several processes work in one store at the same time, each in several threads."""

import json
import subprocess
from collections.abc import Sequence

import pytest

from tests.contract.grounds import Ground
from tests.contract.http_grounds import HttpGround
from tests.contract.stage import Stage
from tests.contract.walking import forward
from tests.prove.racer import DUEL, Contest, Done, contested
from tests.prove.soak import Store, Tell, rounds, start
from tests.prove.story import PEOPLE, look_at
from tui.api.models.releases import NoteQuery

pytestmark = [pytest.mark.prove]

RACERS = (0, 1)
Duel = tuple[str, ...]
"""What came of it for each process."""

SECOND = {
    Contest.OTHER_FILES: "version_taken",
    Contest.THE_SAME_FILE: "unchanged",
    Contest.THE_SAME_KEY: "added",
}
"""What the second one is told; to what was sent twice the answer is the first one's."""


def duel_faults(number: int, came: Duel, kept: Sequence[str]) -> list[str]:
    """Return what is wrong with a duel; `kept` are the titles that the store shows."""
    if sorted(came) != sorted(["added", SECOND[Contest.of(number)]]):
        return [f"duel {number}: {came}"]
    (release,) = contested(number, came.index("added")).document.releases
    winner = [text.title for note in release.notes for text in note.texts]
    return [] if [*kept] == winner else [f"duel {number}: {winner} won and {kept} are kept"]


@pytest.mark.parametrize(
    ("number", "came", "kept"),
    [
        (0, ("added", "added"), ["0"]),
        (0, ("added", "unchanged"), ["0"]),
        (0, ("version_taken", "added"), ["0"]),
        (0, ("added", "version_taken"), ["0", "0"]),
        (1, ("version_taken", "added"), ["both"]),
        (1, ("added", "unchanged"), []),
        (2, ("added", "unchanged"), ["both"]),
        (2, ("added", "added"), ["both", "both"]),
    ],
)
def test_a_duel_that_ends_wrongly_is_found_out(
    number: int, came: Duel, kept: Sequence[str]
) -> None:
    assert duel_faults(number, came, kept)


def test_a_duel_that_ends_well_is_let_through() -> None:
    assert duel_faults(0, ("version_taken", "added"), ["1"]) == []
    assert duel_faults(1, ("added", "unchanged"), ["both"]) == []
    assert duel_faults(2, ("added", "added"), ["both"]) == []


@pytest.mark.parametrize("patience", [5.0, 0.01])
async def test_what_is_done_at_the_same_time_is_all_done(
    stage: Stage, ground: Ground, patience: float, tell: Tell
) -> None:
    if "sqlite" not in ground.name and patience < 1:
        pytest.skip("only SQLite has writers wait for the whole file")
    over_http = isinstance(ground, HttpGround)
    store = Store.of(stage.url, stage.tokens, PEOPLE, over_http=over_http)
    duels, done = _race(store, rounds(3, 100), patience)
    kept = await _kept(stage)
    for number, came in enumerate(duels):
        assert duel_faults(number, came, kept[number]) == []
    seen = await look_at(store)
    assert seen.read[:2] == tuple(each.read for each in done)
    assert len(seen.releases) == 2 * sum(each.published for each in done)
    first_won = sum(came == ("added", "version_taken") for came in duels)
    tell(
        f"races, {ground.name}, waiting at most {patience:g} s",
        duels=len(duels),
        won_by_the_first_process_of_every_third=first_won,
        other_acknowledged_writes=sum(each.writes for each in done),
        lost=0,
        told_busy=sum(each.busy for each in done),
        sign_ins_slowed_down=sum(each.slowed_down for each in done),
        other_errors=0,
    )


async def _kept(stage: Stage) -> dict[int, list[str]]:
    releases = (await stage.portal("employee")).releases
    query = NoteQuery(product=DUEL)
    kept: dict[int, list[str]] = {}
    for note in await forward(lambda page: releases.list(query, page), limit=200):
        kept.setdefault(int(note.version), []).append(note.title)
    return kept


def _race(store: Store, count: int, patience: float) -> tuple[list[Duel], list[Done]]:
    """Let both processes race; returns what came of the duels, and what each did besides."""
    racers = [start("racer", number, patience) for number in RACERS]
    try:
        for racer in racers:
            _tell(racer, store.as_json())
        assert [_heard(racer) for racer in racers] == ["ready", "ready"]
        duels: list[Duel] = []
        for _ in range(count):
            for racer in racers:
                _tell(racer, "go")
            duels.append(tuple(_heard(racer) for racer in racers))
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.close()
        return duels, [Done(**json.loads(_heard(racer))) for racer in racers]
    finally:
        for racer in racers:
            racer.kill()
            for pipe in (racer.stdin, racer.stdout, racer.stderr):
                assert pipe is not None
                pipe.close()
            racer.wait()


def _tell(racer: "subprocess.Popen[str]", words: str) -> None:
    assert racer.stdin is not None
    racer.stdin.write(f"{words}\n")
    racer.stdin.flush()


def _heard(racer: "subprocess.Popen[str]") -> str:
    assert racer.stdout is not None
    assert racer.stderr is not None
    line = racer.stdout.readline()
    assert line, racer.stderr.read()
    return line.strip()
