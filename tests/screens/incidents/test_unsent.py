"""The list says where a reply waits that was written and not sent."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.fake_incidents import incident_id
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.ids import new_id
from tui.drafts import Draft, DraftKey, Drafts

SIGN = "✎"


def signed(demo: PortalDriver) -> list[int]:
    """Return the numbers of the rows with the sign."""
    rows = [line for line in demo.lines if SIGN in line]
    return [int(row.partition("#")[2].split()[0]) for row in rows]


async def test_a_reply_that_one_leaves_is_marked_until_it_is_sent(tmp_path: Path):
    async with portal(FakeEntrance(incidents=6), drafts=Drafts(tmp_path)) as demo:
        await demo.open("incidents")
        await demo.sees("#2 ")
        assert not signed(demo)
        await demo.press("j", "enter", "r")
        await demo.type("half an ans")
        await demo.press("escape", "escape", "enter")
        await demo.sees("half an ans")
        await demo.press("escape")
        await demo.wait_for(lambda: signed(demo) == [2], "the sign")
        await demo.press("enter", "r", "ctrl+s")
        await demo.sees("Your answer is sent.")
        await demo.press("escape")
        await demo.wait_for(lambda: "#6 " in demo.text and not signed(demo), "no sign")


async def test_what_was_left_before_is_marked_at_once_and_only_for_whom_wrote_it(tmp_path: Path):
    made, drafts = FakeEntrance(incidents=6), Drafts(tmp_path)
    owner, organisation = made.session.owner, made.session.organisation_id or ""
    mine = DraftKey("incidents.reply", incident_id(5), owner, organisation)
    draft = Draft({"body": "half"}, None, new_id(), datetime.now(UTC))
    drafts.save(mine, draft)
    drafts.save(replace(mine, record=incident_id(1), person="somebody"), draft)
    drafts.save(replace(mine, record=incident_id(2), organisation="another"), draft)
    drafts.save(replace(mine, record=incident_id(3), form="support.answer"), draft)
    async with portal(made, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.wait_for(lambda: signed(demo) == [5], "the sign")


async def test_what_was_left_elsewhere_is_marked_as_the_tab_is_opened_again(tmp_path: Path):
    made, drafts = FakeEntrance(incidents=6), Drafts(tmp_path)
    owner, organisation = made.session.owner, made.session.organisation_id or ""
    async with portal(made, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.sees("#2 ")
        await demo.open("releases")
        key = DraftKey("incidents.reply", incident_id(2), owner, organisation)
        drafts.save(key, Draft({"body": "half"}, None, new_id(), datetime.now(UTC)))
        await demo.open("incidents")
        await demo.wait_for(lambda: signed(demo) == [2], "the sign")
