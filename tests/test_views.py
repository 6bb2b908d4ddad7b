"""How lists were left: kept by portal and person, whole or not at all."""

import asyncio
import json
import os
import stat
from pathlib import Path

import pytest

from tui import views
from tui.portals import shown
from tui.views import ViewStore

FILTERS = "incidents.filters"
URGENT = {"priority": "urgent"}
PORTAL = shown("sqlite:////somewhere/portal.sqlite")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the views are kept."""
    return tmp_path / "state" / "views.json"


async def keep(file: Path, person: str, view: dict[str, object], portal: str = PORTAL) -> None:
    kept = ViewStore(file, portal).load(person)
    kept.keep("releases", view)
    await kept.close()


async def test_a_view_is_there_at_the_next_start(file: Path):
    await keep(file, "anna", {"area": "Finance"})
    assert ViewStore(file, PORTAL).load("anna").of("releases") == {"area": "Finance"}


async def test_a_cursor_is_kept_for_this_run_alone(file: Path):
    kept = ViewStore(file, PORTAL).load("anna")
    assert kept.cursor_of("releases") == ""
    kept.keep_cursor("releases", "some id")
    assert kept.cursor_of("releases") == "some id"
    await kept.close()
    assert not file.exists()
    assert ViewStore(file, PORTAL).load("anna").cursor_of("releases") == ""


async def test_each_person_and_each_portal_has_views_of_its_own(file: Path):
    await keep(file, "anna", {"area": "Finance"})
    await keep(file, "bram", {"area": "CRM"})
    await keep(file, "anna", {"area": "HRM"}, portal="demo")
    assert ViewStore(file, PORTAL).load("anna").of("releases") == {"area": "Finance"}
    assert ViewStore(file, PORTAL).load("bram").of("releases") == {"area": "CRM"}
    assert ViewStore(file, "demo").load("anna").of("releases") == {"area": "HRM"}


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
async def test_only_its_owner_can_read_the_file(file: Path):
    await keep(file, "anna", {"area": "Finance"})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damage",
    [b"", b"\xff\xfe", b"[1]", b'{"' + PORTAL.encode() + b'": 3}', b"[" * 100_000],
    ids=["empty", "no text", "a list", "a number", "deep"],
)
async def test_a_damaged_file_is_as_good_as_none(file: Path, damage: bytes):
    file.parent.mkdir()
    file.write_bytes(damage)
    assert ViewStore(file, PORTAL).load("anna").of("releases") == {}
    await keep(file, "anna", {"area": "Finance"})
    assert ViewStore(file, PORTAL).load("anna").of("releases") == {"area": "Finance"}


async def test_a_damaged_file_is_set_aside_before_another_is_written(file: Path):
    file.parent.mkdir()
    file.write_bytes(b'{"almost": "JSON",}')
    await keep(file, "anna", {"area": "Finance"})
    assert file.with_suffix(".damaged").read_bytes() == b'{"almost": "JSON",}'


async def test_what_another_window_wrote_of_another_room_stays(file: Path):
    await keep(file, "anna", {"area": "HRM"})
    here, there, third = (ViewStore(file, PORTAL).load("anna") for _ in range(3))
    there.keep("incidents.filters", {"Urgent": {"priority": "urgent"}})
    await there.close()
    here.keep("releases", {"area": "Finance"})
    await here.close()
    third.keep("support", {"age": "week"})
    await third.close()
    kept = ViewStore(file, PORTAL).load("anna")
    assert kept.of("incidents.filters") == {"Urgent": {"priority": "urgent"}}
    assert kept.of("releases") == {"area": "Finance"}


async def test_what_another_window_named_in_the_same_room_stays(file: Path):
    await _name(file, "Mine", "Old", "Late")
    here, there = (ViewStore(file, PORTAL).load("anna") for _ in range(2))
    there.keep(FILTERS, {"Mine": {"mine": True}, "Late": {"age": "older"}, "Urgent": URGENT})
    await there.close()
    here.keep(FILTERS, dict(here.of(FILTERS)) | {"Mine": {"mine": False}, "New": {"age": "day"}})
    await here.close()
    kept = ViewStore(file, PORTAL).load("anna")
    assert kept.of(FILTERS) == {
        "Mine": {"mine": False},
        "Late": {"age": "older"},
        "Urgent": URGENT,
        "New": {"age": "day"},
    }
    here.keep(FILTERS, {})
    await here.close()
    assert ViewStore(file, PORTAL).load("anna").of(FILTERS) == {"Urgent": URGENT}


async def test_what_is_filtered_in_one_window_is_not_mixed_with_what_is_in_another(file: Path):
    here, there = (ViewStore(file, PORTAL).load("anna") for _ in range(2))
    there.keep("incidents", {"status": "new", "type": None})
    await there.close()
    here.keep("incidents", {"status": None, "type": "question"})
    await here.close()
    kept = ViewStore(file, PORTAL).load("anna")
    assert kept.of("incidents") == {"status": None, "type": "question"}


@pytest.mark.skipif(os.name != "posix", reason="locks of POSIX")
async def test_windows_that_name_something_at_the_same_moment_keep_all_of_it(file: Path):
    names = [f"Filter {number}" for number in range(8)]
    windows = [ViewStore(file, PORTAL).load("anna") for _ in names]
    for name, window in zip(names, windows, strict=True):
        window.keep(FILTERS, {name: URGENT})
    await asyncio.gather(*(window.close() for window in windows))
    assert sorted(ViewStore(file, PORTAL).load("anna").of(FILTERS)) == names


async def _name(file: Path, *names: str) -> None:
    kept = ViewStore(file, PORTAL).load("anna")
    kept.keep(FILTERS, {name: {} for name in names})
    await kept.close()


async def test_what_is_changed_back_is_written_as_well(file: Path):
    await keep(file, "anna", {"area": "Finance"})
    kept = ViewStore(file, PORTAL).load("anna")
    for area in ("HRM", "Finance"):
        kept.keep("releases", {"area": area})
        await kept.close()
    assert ViewStore(file, PORTAL).load("anna").of("releases") == {"area": "Finance"}


async def test_many_changes_are_written_once(file: Path, monkeypatch: pytest.MonkeyPatch):
    written: list[bytes] = []
    monkeypatch.setattr(views, "write_whole", lambda _, content: written.append(content))
    kept = ViewStore(file, PORTAL).load("anna")
    for number in range(20):
        kept.keep("releases", {"row": number})
        await asyncio.sleep(0)
    assert written == []
    await kept.close()
    assert len(written) == 1
    assert json.loads(written[0])[PORTAL]["anna"]["releases"] == {"row": 19}


async def test_a_moment_after_the_last_change_it_is_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(views, "PAUSE", 0)
    written: list[bytes] = []
    monkeypatch.setattr(views, "write_whole", lambda _, content: written.append(content))
    kept = ViewStore(file, PORTAL).load("anna")
    for number in range(20):
        kept.keep("releases", {"row": number})
    await asyncio.sleep(0)
    await kept.close()
    assert len(written) == 1


async def test_what_did_not_change_is_not_written(file: Path):
    kept = ViewStore(file, PORTAL).load("anna")
    kept.keep("releases", {})
    await kept.close()
    assert not file.exists()


async def test_a_folder_that_cannot_be_written_disturbs_nobody(tmp_path: Path):
    (tmp_path / "state").write_text("a file where the folder should be")
    await keep(tmp_path / "state" / "views.json", "anna", {"area": "Finance"})
