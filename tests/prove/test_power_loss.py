"""A machine that loses its power at any moment loses nothing that the store acknowledged (S1)."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.contract.grounds import Ground, Template
from tests.prove.disk import Disk, Files
from tests.prove.machine import Settings, replay
from tests.prove.recording import STORE, Recording, contents, record
from tests.prove.soak import Store, Tell, is_full, rounds
from tests.prove.story import PEOPLE, mixed
from tests.prove.wounds import wounds
from tui.api.store.database import SAFE_WAL, journal_mode

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("prove")]

BEFORE_SAFE_WAL = (3, 51, 2)
LONGEST = 4096
"""Time until the power is lost, at most; a transaction takes about 150."""

SITTINGS = (5, 100)
"""Few transactions in one run of the program, and so many that the WAL is emptied meanwhile."""


@dataclass
class Tally:
    """What came of losses of power."""

    power_losses: int = 0
    acknowledged_writes: int = 0
    lost: int = 0
    not_whole: int = 0
    """How often a store was damaged, or showed part of a write."""

    done_but_unanswered: int = 0

    def count(self, *, began: int, acknowledged: int, found: int | None) -> None:
        """Count one; told are the numbers of the transactions that were done."""
        self.power_losses += 1
        self.acknowledged_writes += acknowledged - began
        if found is None:
            self.not_whole += 1
        else:
            self.lost += max(0, acknowledged - found)
            self.done_but_unanswered += found > acknowledged


@dataclass
class Lives:
    """A machine that goes on with its story after each loss of power."""

    settings: Settings
    folder: Path
    tally: Tally = field(default_factory=Tally)

    def live(self, recording: Recording, random: Random) -> None:
        """Live until the story ends, a store is not whole, or too much is lost to go on."""
        files, began, end = recording.files, 0, len(recording.transactions)
        for _ in range(3 * end):
            disk = Disk(files, int(LONGEST ** random.random()), random)
            rest, sitting = recording.transactions[began:], random.choice(SITTINGS)
            file = self._lay(files, "used")
            acknowledged = began + replay(rest, file, disk, self.settings, sitting)
            files = disk.lose_power()
            found = _found(recording, acknowledged, self._lay(files, "left"))
            self.tally.count(began=began, acknowledged=acknowledged, found=found)
            if found in (None, end):
                break
            began = found

    def _lay(self, files: Files, name: str) -> Path:
        """Put files into a folder and nothing else; returns the path of the store."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for each, data in files.items():
            (folder / each).write_bytes(data)
        return folder / STORE


def _found(recording: Recording, acknowledged: int, file: Path) -> int | None:
    """Return how many transactions a store shows as done; None where it is not whole."""
    if wounds(file):
        return None
    shown = contents(file)
    likely = [acknowledged, acknowledged + 1, *reversed(range(acknowledged))]
    return next((at for at in likely if recording.states[at : at + 1] == [shown]), None)


@pytest.fixture(scope="module")
def recordings(sqlite: tuple[Ground, Template]) -> Sequence[Recording]:
    """Stories as the store told them to SQLite."""
    made, template = sqlite
    stories = [islice(mixed(seed), rounds(20, 100)) for seed in range(rounds(1, 5))]
    return [
        asyncio.run(record(Store.of(made.copy(template), template.tokens, PEOPLE), story))
        for story in stories
    ]


@pytest.mark.parametrize("version", [BEFORE_SAFE_WAL, SAFE_WAL])
def test_no_acknowledged_write_is_lost_with_the_power(
    version: tuple[int, ...], recordings: Sequence[Recording], tmp_path: Path, tell: Tell
) -> None:
    lives = Lives(journal_mode(version), tmp_path)
    told = 0
    for recording, random in _accidents(rounds(5, 100), recordings):
        lives.live(recording, random)
        assert lives.tally.lost == lives.tally.not_whole == 0, lives
        told += len(recording.transactions)
    assert lives.tally.acknowledged_writes + lives.tally.done_but_unanswered == told
    tell(_name(lives), **asdict(lives.tally))


@pytest.mark.parametrize("settings", [("delete", "FULL"), ("wal", "NORMAL")])
def test_settings_that_wait_less_for_the_disk_are_found_to_lose_writes(
    settings: Settings, recordings: Sequence[Recording], tmp_path: Path, tell: Tell
) -> None:
    lives = Lives(settings, tmp_path)
    for recording, random in _accidents(50, recordings):
        lives.live(recording, random)
        assert not lives.tally.not_whole, lives
        if lives.tally.lost and not is_full():
            break
    assert lives.tally.lost
    tell(_name(lives), **asdict(lives.tally))


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_store_that_never_waits_for_the_disk_is_found_to_be_damaged(
    mode: str, recordings: Sequence[Recording], tmp_path: Path, tell: Tell
) -> None:
    lives = Lives((mode, "OFF"), tmp_path)
    for recording, random in _accidents(50, recordings):
        lives.live(recording, random)
        if lives.tally.not_whole and not is_full():
            break
    assert lives.tally.not_whole
    tell(_name(lives), **asdict(lives.tally))


def _accidents(count: int, recordings: Sequence[Recording]) -> Iterator[tuple[Recording, Random]]:
    """Yield a story so often, each time with other accidents."""
    for seed in range(count):
        yield recordings[seed % len(recordings)], Random(seed)


def _name(lives: Lives) -> str:
    mode, synchronous = lives.settings
    return f"power losses, {mode.upper()} and {synchronous}"
