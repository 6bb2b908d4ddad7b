"""What was typed is on disk within a second, for its owner alone, and no file is a crash."""

import errno
import json
import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.widgets.form_app import FormApp, press
from tui import drafts as drafts_module
from tui.drafts import Draft, DraftKey, Drafts
from tui.paths import Paths
from tui.screens.drafting import DraftKeeper

ROOT = Path(__file__).parents[1]
KEY = DraftKey("organisation.edit", "record-1", "anna")
DRAFT = Draft(
    {"name": "Zoë \x1b[2J\ud800", "channels": ("mail", "phone"), "about": "a\nb"},
    version=3,
    idempotency_key="key-1",
    kept_at=datetime(2026, 11, 23, 9, 52, tzinfo=UTC),
)


@pytest.fixture
def folder() -> Path:
    return Paths.from_environment().drafts_folder


@pytest.fixture
def drafts(folder: Path) -> Drafts:
    return Drafts(folder)


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_draft_comes_back_whole_until_it_is_dropped(drafts: Drafts) -> None:
    assert drafts.load(KEY) is None
    drafts.save(KEY, DRAFT)
    assert drafts.load(KEY) == DRAFT
    drafts.drop(KEY)
    drafts.drop(KEY)
    assert drafts.load(KEY) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, form="incidents.new"),
        replace(KEY, record="record-2"),
        replace(KEY, person="bram"),
        replace(KEY, organisation="other"),
        replace(KEY, form="organisation.edit/record-1", record=""),
    ],
)
def test_form_record_person_and_organisation_have_drafts_of_their_own(
    drafts: Drafts, other: DraftKey
) -> None:
    drafts.save(KEY, DRAFT)
    assert drafts.load(other) is None
    drafts.save(other, replace(DRAFT, version=None))
    assert drafts.load(KEY) == DRAFT


def test_of_which_records_there_is_a_draft_is_known_without_reading_one(
    drafts: Drafts, folder: Path
) -> None:
    assert KEY.record not in drafts.drafted(KEY.form, KEY.person)
    drafts.save(KEY, DRAFT)
    only_file(folder).write_bytes(b"")
    assert KEY.record in drafts.drafted(KEY.form, KEY.person)
    for other in (
        ("organisation.new", KEY.person),
        (KEY.form, "bram"),
        (KEY.form, KEY.person, "o"),
    ):
        assert KEY.record not in drafts.drafted(*other)


def test_all_drafts_of_a_form_are_found_the_latest_first(drafts: Drafts, folder: Path) -> None:
    assert drafts.all_of(KEY.form, KEY.person) == {}
    for number in range(3):
        moment = DRAFT.kept_at.replace(minute=number)
        drafts.save(replace(KEY, record=f"new-{number}"), replace(DRAFT, kept_at=moment))
    drafts.save(replace(KEY, person="bram"), DRAFT)
    drafts.save(replace(KEY, organisation="other"), DRAFT)
    (folder / "stray.json").write_text("{")
    found = drafts.all_of(KEY.form, KEY.person)
    assert [key.record for key in found] == ["new-2", "new-1", "new-0"]


def test_nobody_else_can_read_it_and_its_name_tells_nothing(drafts: Drafts, folder: Path) -> None:
    drafts.save(KEY, DRAFT)
    file = only_file(folder)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not any(word in file.name for word in (KEY.form, KEY.record, KEY.person))


GOOD = {
    "key": {"form": KEY.form, "record": KEY.record, "person": KEY.person, "organisation": ""},
    "typed": {"name": "x"},
    "version": 1,
    "idempotency_key": "k",
    "kept_at": "2026-11-23T09:52:00+00:00",
}
DAMAGED = {
    "empty": b"",
    "half": b'{"key": {"form"',
    "not text": b"\xff\xfe\x00",
    "a list": b"[]",
    "null": b"null",
    "deep": b"[" * 100_000,
    "another form's": json.dumps(GOOD | {"key": GOOD["key"] | {"form": "x"}}).encode(),
    "another person's": json.dumps(GOOD | {"key": GOOD["key"] | {"person": "x"}}).encode(),
    "a number typed": json.dumps(GOOD | {"typed": {"name": 1}}).encode(),
    "typed in a list": json.dumps(GOOD | {"typed": {"name": [["x"]]}}).encode(),
    "a text as version": json.dumps(GOOD | {"version": "1"}).encode(),
    "no moment": json.dumps(GOOD | {"kept_at": "now"}).encode(),
    "a moment without zone": json.dumps(GOOD | {"kept_at": "2026-11-23T09:52:00"}).encode(),
    "no key": json.dumps({**GOOD, "idempotency_key": None}).encode(),
}


def test_what_the_damaged_ones_are_compared_with_is_a_draft(drafts: Drafts, folder: Path) -> None:
    drafts.save(KEY, DRAFT)
    only_file(folder).write_text(json.dumps(GOOD))
    found = drafts.load(KEY)
    assert found is not None
    assert found.typed == {"name": "x"}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_what_is_no_draft_is_set_aside_and_kept(
    drafts: Drafts, folder: Path, content: bytes
) -> None:
    for _ in range(2):
        drafts.save(KEY, DRAFT)
        next(folder.glob("*.json")).write_bytes(content)
        assert drafts.load(KEY) is None
        assert list(folder.glob("*.json")) == []
    assert [file.read_bytes() for file in folder.iterdir()] == [content] * 2


def test_a_file_too_large_for_a_draft_is_set_aside(
    drafts: Drafts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.save(KEY, DRAFT)
    monkeypatch.setattr(drafts_module, "LARGEST", 10)
    assert drafts.load(KEY) is None
    assert only_file(folder).suffix == ".damaged-1"


def test_a_full_disk_leaves_the_draft_of_before(
    drafts: Drafts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.save(KEY, DRAFT)
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(OSError, match="No space"):
        drafts.save(KEY, replace(DRAFT, version=4))
    assert drafts.load(KEY) == DRAFT
    only_file(folder)


def _full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


# The keeper: the same from a form, in threads.


async def kept(app: FormApp, pilot) -> None:
    """Keep what is there, and wait for it."""
    app.form._keeping.now()
    await app.workers.wait_for_complete()
    await press(pilot)


async def test_a_form_keeps_its_draft_and_finds_it_again(drafts: Drafts) -> None:
    app = FormApp(keeper=DraftKeeper(drafts, KEY))
    async with app.run_test(size=(80, 24)) as pilot:
        await kept(app, pilot)
        await press(pilot, "enter", "!", "tab", "escape")
        await kept(app, pilot)
        assert "draft kept" in app.text
        found = drafts.load(KEY)
        assert found is not None
        assert found.typed == {"legal_name": "Voorbeeld BV!"}
        await press(pilot, "enter", "x")
    found = drafts.load(KEY)
    assert found is not None
    assert found.typed == {"legal_name": "Voorbeeld BV!", "kvk_number": "12345678x"}

    app = FormApp(keeper=DraftKeeper(drafts, KEY))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await press(pilot, "enter")
        assert "Voorbeeld BV!" in app.text
        await press(pilot, "q", "x")
        await app.workers.wait_for_complete()
    assert drafts.load(KEY) is None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
async def test_a_disk_that_takes_nothing_is_told_and_typing_goes_on(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fails(_key: DraftKey, _draft: Draft) -> None:
        raise OSError(code, os.strerror(code), "/somewhere")

    monkeypatch.setattr(drafts, "save", fails)
    app = FormApp(keeper=DraftKeeper(drafts, KEY))
    async with app.run_test(size=(80, 24)) as pilot:
        await kept(app, pilot)
        await press(pilot, "enter", "!")
        await kept(app, pilot)
        assert f"not kept ({os.strerror(code)})" in app.text
        await press(pilot, "?")
        assert "Voorbeeld BV!?" in app.text
        monkeypatch.undo()
        await kept(app, pilot)
        assert "draft kept" in app.text
        monkeypatch.setattr(drafts, "save", fails)
        await press(pilot, "?")  # and at its end it fails without a word


async def test_a_folder_that_cannot_be_read_stops_nobody(drafts: Drafts, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder should be")
    app = FormApp(keeper=DraftKeeper(drafts, KEY))
    async with app.run_test(size=(80, 24)) as pilot:
        await kept(app, pilot)
        await press(pilot, "enter", "!")
        await kept(app, pilot)
        assert "not kept" in app.text
        assert "Voorbeeld BV!" in app.text


def test_of_two_writes_the_later_one_stays(drafts: Drafts) -> None:
    keeper = DraftKeeper(drafts, KEY)
    first, second = DRAFT, replace(DRAFT, version=4)
    keeper.save_now(second)
    keeper._put(first)  # a thread that was late
    assert drafts.load(KEY) == second


def test_a_kill_loses_at_most_the_last_second(tmp_path: Path) -> None:
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.typist", tmp_path],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TEXTUAL_ANIMATIONS": "none"},
    )
    said: list[tuple[float, str]] = []
    with typist:
        assert typist.stdout is not None
        for line in typist.stdout:
            moment, _, name = line.strip().partition(" ")
            said.append((float(moment), name))
            if said[-1][0] - said[0][0] > 2.5:
                break
        killed = time.time()
        typist.send_signal(signal.SIGKILL)
    (found,) = Drafts(tmp_path / "drafts").all_of("firm", "anna").values()
    before = [name for moment, name in said if moment < killed - 1.0]
    assert len(before) > 3
    assert str(found.typed["legal_name"]).startswith(before[-1])
