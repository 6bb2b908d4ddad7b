"""Answering, noting, taking, changing, merging and activating, by keys."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fake_incidents import incident_id, said
from tests.screens.driver import PortalDriver, portal
from tests.screens.lost import answers_lost
from tests.screens.support.desk import WIDE, bodies, desk, numbers, present
from tui.api.errors import Fault, Forbidden, Unavailable
from tui.api.models.incidents import EntryKind
from tui.api.models.support import Activation
from tui.api.policy import IncidentStatus, Permission


async def opened(demo: PortalDriver, number: int = 1) -> None:
    await demo.open("support")
    await demo.press("slash")
    await demo.type(f"run {number} ")
    await demo.wait_for(lambda: number in numbers(demo))
    await demo.press("enter", "enter")
    await demo.sees(f"#{number}  Wage run {number}")


# In an incident


async def test_an_answer_goes_to_the_customer_who_is_waited_for_then():
    async with portal(desk()) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.type("Try the patch")
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.", "with customer · ")
        assert bodies(demo.entrance.incidents, 1) == ["Try the patch"]
        assert present(demo, 1).assignee == demo.entrance.support.me.display_name


async def test_a_file_goes_with_an_answer(tmp_path: Path):
    (tmp_path / "patch.sql").write_text("select 1")
    async with portal(desk(), size=WIDE) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.type("Run this")
        await demo.press("escape", "a")
        await demo.paste(str(tmp_path / "patch.sql"))
        await demo.sees("patch.sql  8 B")
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.")
        (answer,) = demo.entrance.support.answers
        (attached,) = answer.attachments
        assert demo.entrance.incidents.uploads[attached.id] == b"select 1"


async def test_an_answer_can_end_in_another_status():
    async with portal(desk()) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.type("Done")
        await demo.press("escape", "down", "enter", "down", "down", "enter")
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.")
        assert present(demo, 1).status is not IncidentStatus.PENDING


async def test_an_internal_note_says_that_no_customer_sees_it_and_stands_out():
    async with portal(desk(), size=WIDE) as demo:
        await opened(demo)
        await demo.press("h")
        await demo.sees("no customer sees it")
        await demo.type("Call the bank")
        await demo.press("ctrl+s")
        await demo.sees("Your note is kept.", "internal note · Ahmed", "Call the bank")
        (entry,) = demo.entrance.incidents.said[incident_id(1)]
        assert entry.kind is EntryKind.NOTE


async def test_an_internal_note_asks_for_its_text_alone():
    async with portal(desk()) as demo:
        await opened(demo)
        await demo.press("h")
        await demo.sees("Internal note")
        await demo.press("escape")
        assert "attachm" not in demo.text
        assert "a attach" not in demo.footer


async def test_the_reference_above_an_incident_is_the_customers():
    entrance = desk()
    entrance.incidents.change(1, customer_reference="INK-77")
    async with portal(entrance, size=WIDE) as demo:
        await opened(demo)
        await demo.sees("customer's: INK-77")


@pytest.mark.parametrize(("key", "verb"), [("r", "answer"), ("h", "note")])
async def test_what_was_changed_after_its_answer_was_lost_goes_as_another_one(key: str, verb: str):
    async with portal(desk(), size=WIDE) as demo:
        await opened(demo)
        await demo.press(key)
        await demo.type("We looked")
        await demo.press("escape")
        with answers_lost(demo.entrance.support, verb):
            await demo.press("ctrl+s")
            await demo.sees("too long")
        await demo.press("enter")
        await demo.type("!")
        await demo.press("escape", "ctrl+s")
        await demo.sees("The earlier version has been sent already.", "We looked!")
        incidents = demo.entrance.incidents
        assert bodies(incidents, 1)[-1] == "We looked"
        await demo.press("ctrl+s")
        await demo.wait_for(lambda: bodies(incidents, 1)[-2:] == ["We looked", "We looked!"])


async def test_an_answer_to_what_was_merged_meanwhile_is_kept_and_says_where():
    async with portal(desk()) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.type("Try the patch")
        demo.entrance.incidents.change(1, status="closed", merged_into=2)
        await demo.press("ctrl+s")
        await demo.sees("was merged with #2 meanwhile", "Try the patch")
        assert not bodies(demo.entrance.incidents, 1)


async def test_a_duplicate_is_merged_by_the_number_of_the_other():
    async with portal(desk(), size=WIDE) as demo:
        await opened(demo)
        await demo.press("equals_sign")
        await demo.sees("Of which incident is #1 a duplicate?")
        await demo.type("1")
        await demo.press("enter")
        await demo.sees("that is this incident itself")
        await demo.press("backspace", "x", "enter")
        await demo.sees("that is no number of an incident")
        await demo.press("backspace")
        await demo.type("2")
        await demo.press("enter")
        await demo.sees("closed · ", "#2")
        assert present(demo, 1).merged_into == 2
        assert "r answer" not in demo.footer  # a duplicate is answered in the other one


async def test_the_next_and_the_previous_incident_of_the_queue_are_one_key_away():
    async with portal(desk()) as demo:
        await demo.open("support")
        await demo.sees("8 incidents")
        queue = numbers(demo)
        await demo.press("right_curly_bracket")
        await demo.sees(f"#{queue[0]}  Wage run")
        await demo.press("right_curly_bracket")
        await demo.sees(f"#{queue[1]}  Wage run")
        await demo.press("left_curly_bracket")
        await demo.sees(f"#{queue[0]}  Wage run")


async def test_a_draft_stays_with_its_incident_as_one_goes_to_the_next():
    async with portal(desk()) as demo:
        await demo.open("support")
        await demo.sees("8 incidents")
        await demo.press("right_curly_bracket", "r")
        await demo.type("half an ans")
        await demo.press("escape", "right_curly_bracket")
        await demo.wait_for(lambda: "half an ans" not in demo.text)
        assert not any(bodies(demo.entrance.incidents, number) for number in range(1, 13))
        await demo.sees("r answer")  # the keys act in the next one
        await demo.press("escape")
        await demo.sees("8 incidents")


# One or many


async def test_one_key_takes_on_the_row_under_the_cursor():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 nobody's")
        first = numbers(demo)[0]
        await demo.press("I")
        await demo.sees("1 incident changed", "1 mine")
        assert present(demo, first).assignee == demo.entrance.support.me.display_name


async def test_the_marked_ones_are_given_to_a_colleague_together():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 incidents")
        chosen = numbers(demo)[:3]
        await demo.press("space", "space", "space", "P")
        await demo.sees("3 marked")
        await demo.type("marl")
        await demo.press("enter")
        await demo.sees("3 incidents changed")
        assert {present(demo, number).assignee for number in chosen} == {"Marloes Veenstra"}


async def test_one_sheet_changes_status_priority_and_type_by_a_few_letters():
    async with portal(desk(), size=WIDE) as demo:
        await opened(demo)
        for letters, words in (("urg", "urgent · "), ("hold", "on hold · "), ("wish", " · wish")):
            await demo.press("e")
            await demo.type(letters)
            await demo.press("enter")
            await demo.sees(words)


async def test_what_somebody_else_changed_first_is_left_alone_and_said():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 incidents")
        first, second = numbers(demo)[:2]
        demo.entrance.incidents.change(second, assignee="Marloes Veenstra")
        await demo.press("space", "space", "I")
        await demo.sees("1 incident changed · 1 left alone")
        assert present(demo, first).assignee == demo.entrance.support.me.display_name
        assert present(demo, second).assignee == "Marloes Veenstra"
        await demo.sees("Marloes Veenstra")


async def test_a_change_that_cannot_be_sent_changes_nothing_and_says_why():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 incidents")
        first = numbers(demo)[0]
        demo.script.fail("support.change", Unavailable(Fault.BUSY))
        await demo.press("I")
        await demo.sees("busy")
        assert not present(demo, first).assignee


async def test_a_portal_that_fails_on_the_way_tells_what_was_done_and_what_is_left():
    async with portal(desk(), size=WIDE) as demo:
        await demo.open("support")
        await demo.sees("8 incidents")
        first, second, third = numbers(demo)[:3]
        demo.script.hold("support.change")
        await demo.press("space", "space", "space", "I")
        let_go = demo.script.held.pop("support.change")
        demo.script.hold("support.change")
        let_go.set()
        await demo.sees("1 of 3")
        demo.script.fail("support.change", Unavailable(Fault.BUSY))
        demo.script.let_go("support.change")
        await demo.sees("1 incident changed · 2 still to do · ", "busy")
        me = demo.entrance.support.me.display_name
        assert present(demo, first).assignee == me
        assert not {present(demo, number).assignee for number in (second, third)} - {""}


# Activation


async def test_incident_management_is_activated_and_deactivated_after_one_question():
    async with portal(desk(), size=WIDE) as demo:
        await opened(demo)
        customer = present(demo, 1).organisation_id
        await demo.press("E")
        await demo.sees("Activate incident management for Voorbeeld BV?")
        await demo.press("escape")
        assert demo.entrance.support.activations[customer].activated_at is None
        await demo.press("E", "enter")
        await demo.sees("Incident management is active for Voorbeeld BV.")
        await demo.press("E")
        await demo.sees("Deactivate it for Voorbeeld BV? Its incident managers lose the role.")
        await demo.press("enter")
        await demo.sees("no longer active for Voorbeeld BV.")


async def test_a_right_that_was_lost_meanwhile_is_said():
    entrance = desk()
    customer = entrance.incidents.incidents[incident_id(1)].organisation_id
    active = Activation(
        organisation_id=customer,
        organisation_name="Voorbeeld BV",
        activated_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    entrance.support.activations[customer] = active
    async with portal(entrance, size=WIDE) as demo:
        await opened(demo)
        await demo.press("E")
        await demo.sees("Deactivate")
        entrance.script.fail("support.activate", Forbidden(Permission.INCIDENT_MANAGER_ACTIVATE))
        await demo.press("enter")
        await demo.wait_for(lambda: "Deactivate" not in demo.text)
        assert entrance.support.activations[customer] is active


async def test_a_note_of_the_vendor_is_drawn_as_text_whatever_it_holds():
    entrance = desk()
    hostile = said(1, "[red]no markup[/red]", kind=EntryKind.NOTE)
    entrance.incidents.tell(1, hostile)
    async with portal(entrance) as demo:
        await opened(demo)
        await demo.sees("[red]no markup[/red]")
