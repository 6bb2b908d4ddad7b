"""Taking the list of incidents along: what goes into the file, where it goes, what is told."""

import csv
import errno
import os
from pathlib import Path

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import portal
from tests.screens.exporting import numbers, saving
from tui import whole_files
from tui.api.errors import Fault, Unavailable
from tui.screens import all_pages

WIDE = (120, 40)


@pytest.mark.parametrize(
    ("form", "ending", "words"),
    [
        ("spreadsheet", ".csv", "5,Wage run 5 stops at 40 %,"),
        ("markdown", ".md", "| 5 | Wage run 5 stops at 40 % |"),
        ("program", ".json", '"number": 5,'),
    ],
)
async def test_s_saves_what_the_filter_leaves_in_the_form_one_chooses(
    tmp_path: Path, form: str, ending: str, words: str
):
    place = tmp_path / f"x{ending}"
    async with portal(size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("u")
        await demo.sees("5 incidents")
        await saving(demo, place, form)
        await demo.sees("Saved: ")
    content = place.read_text()
    assert words in content
    assert "Wage run 1 " not in content  # it has nothing new


async def test_the_ending_that_one_types_says_the_form(tmp_path: Path):
    async with portal(FakeEntrance(incidents=3), size=WIDE) as demo:
        await demo.open("incidents")
        await saving(demo, tmp_path / "x.json", "spreadsheet")
        await demo.sees("Saved: ")
    assert numbers(tmp_path / "x.json") == [1, 2, 3]


async def test_s_saves_the_marked_rows_alone(tmp_path: Path):
    async with portal(size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("space", "space")
        await demo.sees("2 marked")
        await saving(demo, tmp_path / "x.json", "program")
        await demo.sees("Saved: ")
    assert numbers(tmp_path / "x.json") == [1, 2]


async def test_what_the_list_has_not_read_yet_is_saved_too(tmp_path: Path):
    async with portal(FakeEntrance(incidents=400), size=WIDE) as demo:
        await demo.open("incidents")
        await saving(demo, tmp_path / "x.csv")
        await demo.sees("Saved: ")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert len(rows) == len({row["Id"] for row in rows}) == 300


async def test_where_the_bound_is_reached_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(all_pages, "MAX_PAGES", 1)
    async with portal(FakeEntrance(incidents=400), size=WIDE) as demo:
        await demo.open("incidents")
        await saving(demo, tmp_path / "x.json", "program")
        await demo.sees("At most 200 incidents go into a file")
    assert len(numbers(tmp_path / "x.json")) == 200


async def test_where_nothing_is_listed_there_is_nothing_to_save():
    async with portal(FakeEntrance(incidents=0), size=WIDE) as demo:
        await demo.open("incidents")
        await demo.sees("No incidents yet.")
        assert "s export" not in demo.footer
        await demo.press("s")
        await demo.settle()
        assert "Save the incidents as" not in demo.text


async def test_what_is_gone_before_it_is_saved_leaves_no_empty_file(tmp_path: Path):
    entrance = FakeEntrance(incidents=3)
    async with portal(entrance, size=WIDE) as demo:
        await demo.open("incidents")
        await demo.sees("s export")
        entrance.incidents.incidents.clear()
        await saving(demo, tmp_path / "x.csv")
        await demo.sees("There is nothing to save here.")
    assert [*tmp_path.glob("*x*")] == []


async def test_no_file_is_saved_over_another_one(tmp_path: Path):
    place = tmp_path / "x.csv"
    place.write_text("mine")
    async with portal(FakeEntrance(incidents=3), size=WIDE) as demo:
        await demo.open("incidents")
        await saving(demo, place)
        await demo.sees("already")
        await demo.settle()
    assert place.read_text() == "mine"


async def test_a_full_disk_is_told_and_nothing_half_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with portal(FakeEntrance(incidents=3), size=WIDE) as demo:
        await demo.open("incidents")
        monkeypatch.setattr(whole_files.os, "fsync", full)
        await saving(demo, tmp_path / "x.csv")
        await demo.sees("disk is full")
    assert [*tmp_path.glob("*x*")] == []


async def test_a_list_that_cannot_be_had_leaves_no_file(tmp_path: Path):
    entrance = FakeEntrance(incidents=3)
    async with portal(entrance, size=WIDE) as demo:
        await demo.open("incidents")
        await demo.sees("#1 ")
        entrance.script.fail("incidents.list", Unavailable(Fault.CUT_OFF, place="https://x"))
        await saving(demo, tmp_path / "x.csv")
        await demo.settle()
        assert "Saved: " not in demo.text
    assert [*tmp_path.glob("*x*")] == []


async def test_in_an_open_incident_s_saves_no_list():
    async with portal(FakeEntrance(incidents=3), size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("enter")
        await demo.sees("#1  Wage run 1")
        await demo.press("s")
        await demo.settle()
        assert "Save the incidents as" not in demo.text
