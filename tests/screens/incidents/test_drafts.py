"""Any number of incidents that are not submitted yet, above the list."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.ids import new_id
from tui.api.policy import Role
from tui.drafts import Draft, DraftKey, Drafts

WIDE = (120, 40)
FORM = "incidents.submit"


def lay(drafts: Drafts, made: FakeEntrance, *subjects: str) -> None:
    """Keep a draft for each subject, the later ones later."""
    session = made.session
    for number, subject in enumerate(subjects):
        key = DraftKey(FORM, new_id(), session.owner, session.organisation_id or "")
        typed = {"subject": subject, "description": "It burns again"} if subject else {}
        kept_at = datetime.now(UTC) - timedelta(hours=len(subjects) - number)
        drafts.save(key, Draft(typed, None, new_id(), kept_at))


def kept(drafts: Drafts, made: FakeEntrance) -> list[object]:
    session = made.session
    found = drafts.all_of(FORM, session.owner, session.organisation_id or "")
    return [draft.typed.get("subject") for draft in found.values()]


def rows(demo: PortalDriver) -> list[str]:
    """The drafts as they are listed."""
    return [line.strip(" ▌") for line in demo.lines if line.strip(" ▌").startswith("draft")]


async def test_a_always_begins_another_one_and_all_are_listed_the_latest_first(tmp_path: Path):
    made, drafts = FakeEntrance(), Drafts(tmp_path)
    async with portal(made, drafts=drafts) as demo:
        await demo.open("incidents")
        for subject in ("Printer", "Scanner"):
            await demo.press("a")
            await demo.type(subject)
            await demo.press("enter")
            await demo.type("It burns")
            await demo.press("escape", "escape", "enter")
        assert [row.split()[1] for row in rows(demo)] == ["Scanner", "Printer"]
        assert rows(demo)[0].split()[2:4] == ["2", "words"]
        await demo.sees("Wage run 1 stops", "tab drafts")
    assert kept(drafts, made) == ["Scanner", "Printer"]


async def test_up_from_the_first_row_leads_to_them_enter_goes_on_and_down_leads_back(
    tmp_path: Path,
):
    made, drafts = FakeEntrance(), Drafts(tmp_path)
    lay(drafts, made, "Printer", "Scanner")
    async with portal(made, drafts=drafts, size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("up", "enter")
        await demo.sees("Submit an incident", "Printer")
        await demo.type("!")
        await demo.press("ctrl+s")
        await demo.sees("#31 is submitted")
        assert [row.split()[1] for row in rows(demo)] == ["Scanner"]
        await demo.press("tab", "down", "enter")
        await demo.sees("#31  Printer!")
    assert kept(drafts, made) == ["Scanner"]


async def test_x_throws_one_away_and_z_brings_it_back(tmp_path: Path):
    made, drafts = FakeEntrance(), Drafts(tmp_path)
    lay(drafts, made, "Printer", "Scanner")
    async with portal(made, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.press("tab", "x")
        await demo.sees("z takes it back")
        assert kept(drafts, made) == ["Printer"]
        await demo.press("x")
        assert rows(demo) == []
        await demo.press("j", "z", "z")  # from the list, where the keys act now
        assert kept(drafts, made) == ["Scanner", "Printer"]
        assert len(rows(demo)) == 2
        assert "z take back" not in demo.footer


async def test_one_without_a_subject_says_so(tmp_path: Path):
    made, drafts = FakeEntrance(), Drafts(tmp_path)
    lay(drafts, made, "")
    async with portal(made, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.sees("no subject", "0 words")


@pytest.mark.parametrize("changed", ["person_id", "organisation_id"])
async def test_nobody_else_on_this_machine_is_shown_them(tmp_path: Path, changed: str):
    made, drafts = FakeEntrance(), Drafts(tmp_path)
    lay(drafts, made, "Printer")
    async with portal(made, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.sees("Printer")
    made.session = replace(made.session, **{changed: new_id()})
    async with portal(made, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.sees("Wage run 1 stops")
        assert "Printer" not in demo.text
        await demo.press("up")
        assert "discard" not in demo.footer


async def test_another_portal_has_others(tmp_path: Path):
    made = FakeEntrance()
    lay(Drafts.of_portal(tmp_path, "https://one.example"), made, "Printer")
    for address, words in (
        ("https://one.example", "Printer"),
        ("https://two.example", "Wage run 1 stops"),
    ):
        async with portal(made, drafts=Drafts.of_portal(tmp_path, address)) as demo:
            await demo.open("incidents")
            await demo.sees(words)
            assert ("Printer" in demo.text) == (words == "Printer")


async def test_who_may_not_submit_is_not_shown_what_cannot_be_sent(tmp_path: Path):
    made, drafts = FakeEntrance(roles=(Role.INCIDENT_MANAGER,)), Drafts(tmp_path)
    lay(drafts, made, "Printer")
    async with portal(made, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.sees("Wage run 1 stops")
        assert "Printer" not in demo.text


async def test_they_go_while_an_incident_is_read(tmp_path: Path):
    made, drafts = FakeEntrance(), Drafts(tmp_path)
    lay(drafts, made, "Printer")
    async with portal(made, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.press("enter")
        await demo.sees("Wage run 1")
        assert "Printer" not in demo.text
        await demo.press("escape")
        await demo.sees("Printer")


class Unreadable(Drafts):
    """A folder that cannot be read."""

    def all_of(self, form: str, person: str, organisation: str = "") -> dict[DraftKey, Draft]:
        raise PermissionError(13, "Permission denied", "drafts")


async def test_drafts_that_cannot_be_read_are_told_of_and_the_list_is_there(tmp_path: Path):
    async with portal(drafts=Unreadable(tmp_path)) as demo:
        await demo.open("incidents")
        await demo.sees("Wage run 1 stops", "drafts")
