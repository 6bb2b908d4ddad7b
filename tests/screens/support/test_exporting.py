"""Taking the queue along: whose incidents they are stands in the file, and no internal note."""

import csv
from pathlib import Path

import pytest

from tests.fake_incidents import incident_id, said
from tests.screens.driver import portal
from tests.screens.exporting import numbers, saving
from tests.screens.support.desk import WIDE, desk
from tui.api.models.incidents import EntryKind
from tui.screens import all_pages


@pytest.mark.parametrize(
    ("form", "ending", "words"),
    [
        ("spreadsheet", ".csv", "Voorbeeld BV,2,Wage run 2 stops at 40 %,with customer,"),
        ("markdown", ".md", "| Voorbeeld BV | 2 | Wage run 2 stops at 40 % | with customer |"),
        ("program", ".json", '"customer": "Voorbeeld BV",\n    "number": 2,'),
    ],
)
async def test_s_saves_what_the_filter_leaves_of_all_customers(
    tmp_path: Path, form: str, ending: str, words: str
):
    place = tmp_path / f"x{ending}"
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 incidents")
        await saving(demo, place, form)
        await demo.sees("Saved: ")
    content = place.read_text()
    assert words in content
    assert "Wage run 10 " not in content  # it is closed


async def test_s_saves_the_marked_rows_of_the_queue_alone(tmp_path: Path):
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.press("slash")
        await demo.type("run 1")
        await demo.press("enter", "space", "space")
        await demo.sees("2 marked")
        marked = sorted(one.number for one in demo.app.screen.query_one("#rows").selection)
        await saving(demo, tmp_path / "x.json", "program")
        await demo.sees("Saved: ")
    assert sorted(numbers(tmp_path / "x.json")) == marked


async def test_what_the_queue_has_not_read_yet_is_saved_up_to_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(all_pages, "MAX_PAGES", 2)
    async with portal(desk(900), size=WIDE) as demo:
        await demo.open("support")
        await saving(demo, tmp_path / "x.csv")
        await demo.sees("At most 400 incidents go into a file")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert len(rows) == len({row["Id"] for row in rows}) == 400
    assert {row["Customer"] for row in rows} == {"Voorbeeld BV", "Havenlicht"}


@pytest.mark.parametrize("ending", [".csv", ".md", ".json"])
async def test_no_internal_note_is_in_a_file_of_the_desk(tmp_path: Path, ending: str):
    entrance = desk(3)
    note = said(1, "They have not paid.", kind=EntryKind.NOTE)
    entrance.incidents.said[incident_id(1)] = [note]
    async with portal(entrance, size=WIDE) as demo:
        await demo.open("support")
        await demo.press("slash")
        await demo.type("run 1")
        await demo.press("enter", "enter")
        await demo.sees("They have not paid.")
        await demo.press("escape")
        await saving(demo, tmp_path / f"x{ending}")
        await demo.sees("Saved: ")
    content = (tmp_path / f"x{ending}").read_text()
    assert "Wage run 1 " in content
    assert "paid" not in content


async def test_in_an_incident_of_the_desk_s_saves_no_queue():
    async with portal(desk(3), size=WIDE) as demo:
        await demo.open("support")
        await demo.press("enter")
        await demo.sees("Wage run", "r answer")
        await demo.press("s")
        await demo.settle()
        assert "Save the incidents as" not in demo.text
