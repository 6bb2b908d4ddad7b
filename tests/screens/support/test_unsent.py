"""The queue says where an answer or an internal note waits that was written and not sent."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fake_incidents import incident_id
from tests.screens.driver import PortalDriver, portal
from tests.screens.support.desk import desk, numbers
from tui.api.ids import new_id
from tui.drafts import Draft, DraftKey, Drafts

SIGN = "✎"


def signed(demo: PortalDriver) -> set[int]:
    """Return the numbers of the rows with the sign."""
    rows = [line for line in demo.lines if SIGN in line]
    return {int(row.partition(f"{SIGN}#")[2].split()[0]) for row in rows}


@pytest.mark.parametrize(
    ("key", "told", "sent"),
    [
        ("r", "Draft of your reply, ", "Your answer is sent."),
        ("h", "Draft of your internal note, ", "Your note is kept."),
    ],
)
async def test_what_one_leaves_is_marked_and_shown_until_it_is_sent(
    tmp_path: Path, key: str, told: str, sent: str
):
    async with portal(desk(), drafts=Drafts(tmp_path)) as demo:
        await demo.open("support")
        await demo.wait_for(lambda: len(numbers(demo)) == 8)
        (first, second) = numbers(demo)[:2]
        assert not signed(demo)
        await demo.press("home", "enter", key)
        await demo.type("half of it")
        await demo.press("escape", "right_curly_bracket")
        await demo.sees(f"#{second}  Wage run")
        await demo.press("escape")
        await demo.wait_for(lambda: signed(demo) == {first}, "the sign")
        await demo.press("home", "enter")
        await demo.sees(told, "half of it")
        await demo.press(key, "ctrl+s")
        await demo.sees(sent)
        await demo.press("escape")
        await demo.wait_for(lambda: len(numbers(demo)) == 8 and not signed(demo), "no sign")


async def test_what_was_left_before_is_marked_at_once_and_only_for_whom_wrote_it(tmp_path: Path):
    made, drafts = desk(), Drafts(tmp_path)
    owner, organisation = made.session.owner, made.session.organisation_id or ""
    mine = DraftKey("support.answer", incident_id(1), owner, organisation)
    draft = Draft({"body": "half"}, None, new_id(), datetime.now(UTC))
    for key in (
        mine,
        replace(mine, form="support.note"),
        replace(mine, record=incident_id(2), form="support.note"),
        replace(mine, record=incident_id(3), person="somebody"),
        replace(mine, record=incident_id(6), form="incidents.reply"),
    ):
        drafts.save(key, draft)
    async with portal(made, drafts=drafts) as demo:
        await demo.open("support")
        await demo.wait_for(lambda: signed(demo) == {1, 2}, "the signs")
        await demo.press("slash")
        await demo.type("run 1 ")
        await demo.press("enter", "enter")
        await demo.sees("Draft of your reply, ", "Draft of your internal note, ")
