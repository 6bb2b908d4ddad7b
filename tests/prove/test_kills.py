"""A program that is killed at any moment loses nothing that it acknowledged (S1, S2)."""

import asyncio
import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.prove.soak import Store, Tell, rounds, start
from tests.prove.story import PRODUCT, STORIES, Hands, Publish, Seen, after, fresh, look_at
from tests.prove.wounds import wounds
from tui.api.connect import connect
from tui.api.ids import new_id
from tui.api.models.publishing import Published
from tui.api.models.wire import parse_json

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("prove")]

MOMENT = 0.25
"""Seconds within which a writer is killed."""
FRESH = Published(added=2, notes=4)
"""What publishing a file of a fresh story answers, once."""


def _killed(store: Store, story: str, seed: int, *, early: bool = False) -> list[str]:
    """Let a writer work and kill it; returns the answers to what it said that it did."""
    moment = Random(seed).uniform(0, MOMENT)
    with start("writer", story, seed, *(["early"] if early else [])) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdin.write(store.as_json() + "\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == "ready\n", writer.stderr.read()
        time.sleep(moment)  # the moment is what is tried, there is nothing to wait for
        writer.kill()
        answers = writer.stdout.read().splitlines()
        assert writer.wait() == -signal.SIGKILL, writer.stderr.read()
    return answers


@dataclass(frozen=True)
class Outcome:
    """What a store shows after a kill: what was acknowledged, what may be there as well."""

    before: Seen
    after: Seen
    found: Seen

    @property
    def is_whole(self) -> bool:
        """Whether it shows all that was acknowledged, and of the next deed all or nothing."""
        return self.found in (self.before, self.after)

    @property
    def has_more(self) -> bool:
        """Whether a deed was done whose answer was lost."""
        return self.found == self.after != self.before


def _outcome(store: Store, seed: int, began: Seen, acknowledged: int) -> Outcome:
    deeds = list(islice(STORIES["mixed"](seed), acknowledged + 1))
    there = after(began, deeds[:-1])
    return Outcome(there, after(there, deeds[-1:]), asyncio.run(look_at(store)))


def _is_cut(file: Path) -> bool:
    """Whether a transaction was under way in the file."""
    return any(Path(f"{file}{name}").exists() for name in ("-journal", "-wal"))


def test_no_acknowledged_write_is_lost_by_a_kill(store: Store, file: Path, tell: Tell) -> None:
    kills = rounds(3, 200)
    acknowledged = cut = unanswered = 0
    seen = asyncio.run(look_at(store))
    for seed in range(kills):
        answers = _killed(store, "mixed", seed)
        cut += _is_cut(file)
        outcome = _outcome(store, seed, seen, len(answers))
        assert outcome.is_whole, f"seed {seed}, {len(answers)} acknowledged: {outcome}"
        assert wounds(file) == []
        acknowledged += len(answers)
        unanswered += outcome.has_more
        seen = outcome.found
    assert acknowledged
    tell(
        "kills",
        kills=kills,
        acknowledged_writes=acknowledged,
        lost=0,
        cut_in_a_transaction=cut,
        done_but_unanswered=unanswered,
    )


def test_a_write_acknowledged_too_early_is_found_out(store: Store, tell: Tell) -> None:
    lost = 0
    kills = rounds(20, 50)
    enough = rounds(1, kills)
    for tried in range(1, kills + 1):
        seen = asyncio.run(look_at(store))
        answers = _killed(store, "mixed", tried, early=True)
        lost += not _outcome(store, tried, seen, len(answers)).is_whole
        if lost >= enough:
            break
    assert lost
    tell("kills of a writer that acknowledges too early", kills=tried, found_out=lost)


async def _resend(store: Store, deed: Publish, key: str) -> Published:
    entrance = connect(store.url)
    try:
        hands = await Hands.at(entrance, store)
        return parse_json(Published, await hands.do(Publish(deed.document, key)))
    finally:
        await entrance.close()


def _times_added(file: Path, deed: Publish) -> list[int]:
    """Return how often the audit log tells of each release of a file being added."""
    versions = [release.version for release in deed.document.releases]
    with closing(sqlite3.connect(file)) as connection:
        asked = (
            "SELECT count(a.object_id) FROM release r LEFT JOIN audit a"
            " ON a.object_id = r.id AND a.action = 'releases.add'"
            " WHERE r.product = ? AND r.version = ?"
        )
        return [connection.execute(asked, (PRODUCT, name)).fetchone()[0] for name in versions]


def test_a_publication_whose_answer_was_lost_is_applied_once(
    store: Store, file: Path, tell: Tell
) -> None:
    kills = rounds(3, 100)
    sent_again = unanswered = 0
    for seed in range(1000, 1000 + kills):
        answers = _killed(store, "fresh", seed)
        deeds = list(islice(fresh(seed), len(answers) + 1))
        # The answer to the last one may not have been read, and nobody knows of the next one.
        unanswered += _times_added(file, deeds[-1]) == [1, 1]
        for deed in deeds[-2:]:
            assert asyncio.run(_resend(store, deed, deed.key)) == FRESH
            assert _times_added(file, deed) == [1, 1]
            sent_again += 1
        assert [parse_json(Published, answer) for answer in answers] == [FRESH for _ in answers]
    assert sent_again >= kills
    tell(
        "resend",
        kills=kills,
        sent_again=sent_again,
        done_but_unanswered=unanswered,
        applied_twice=0,
        lost=0,
    )


def test_a_publication_sent_again_under_another_key_is_found_out(store: Store) -> None:
    deed = next(fresh(1))
    assert asyncio.run(_resend(store, deed, deed.key)) == FRESH
    assert asyncio.run(_resend(store, deed, new_id())) != FRESH
