"""Replying, closing, opening again, rating and watching: each as the portal allows it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fake_actions import ANNA, BRAM
from tests.fake_incidents import FakeIncidents, incident_id, said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tests.screens.lost import answers_lost
from tui.api.errors import Fault, Unavailable
from tui.api.models.incidents import Incident
from tui.api.policy import IncidentStatus
from tui.drafts import Drafts

WIDE = (120, 40)


def entrance(**changed: object) -> FakeEntrance:
    made = FakeEntrance(incidents=6)
    made.incidents.change(1, **changed)
    made.incidents.tell(1, said(1), said(2))
    return made


def first(demo: PortalDriver) -> Incident:
    return demo.entrance.incidents.incidents[incident_id(1)]


async def opened(demo: PortalDriver) -> None:
    await demo.open("incidents")
    await demo.press("enter")
    await demo.sees("#1  Wage run 1", "esc back")


async def typed(demo: PortalDriver, words: str = "We did") -> None:
    await demo.press("r")
    await demo.type(words)
    await demo.press("escape")


def bodies(incidents: FakeIncidents) -> list[str]:
    return [entry.body for entry in incidents.said[incident_id(1)] if entry.body]


# Replying


async def test_a_reply_stands_in_the_conversation_and_opens_what_waited_for_it():
    async with portal(entrance(status=IncidentStatus.PENDING)) as demo:
        await opened(demo)
        await demo.sees("waiting for you · ")
        await typed(demo)
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.", "open · ")
        assert bodies(demo.entrance.incidents)[-1] == "We did"
        assert "^s send" not in demo.footer


async def test_r_opens_in_the_text_where_letters_type_that_come_at_once():
    async with portal(entrance(), size=WIDE) as demo:
        await opened(demo)
        await demo.burst("r", "wCR")
        await demo.sees("wCR", "^s send")
        assert not demo.entrance.incidents.sent
        await demo.press("escape")
        await demo.sees("C close")


async def test_r_goes_on_in_the_text_of_an_answer_that_was_left():
    async with portal(entrance()) as demo:
        await opened(demo)
        await typed(demo)
        await demo.press("tab", "r")
        await demo.type("!")
        await demo.sees("We did!")


async def test_the_conversation_can_be_read_while_one_replies():
    made = entrance()
    made.incidents.tell(1, *(said(number) for number in range(3, 40)))
    async with portal(made) as demo:
        await opened(demo)
        await typed(demo)
        await demo.press("tab", "g")
        await demo.sees("number 1.", "We did")
        await demo.press("tab", "ctrl+s")
        await demo.sees("Your answer is sent.")


async def test_a_reply_is_kept_for_each_incident_and_gone_once_it_is_sent(tmp_path: Path):
    made, drafts = entrance(), Drafts(tmp_path)
    async with portal(made, drafts=drafts) as demo:
        await opened(demo)
        await typed(demo, "First")
        await demo.press("q", "enter", "escape")  # out of the form and of the incident
        await demo.press("j", "enter")
        await typed(demo, "Second")
        await demo.sees("draft kept")
    async with portal(made, drafts=drafts) as demo:
        await opened(demo)
        await demo.sees("Draft of your reply", "First")
        await demo.press("r")
        assert "Draft of your reply" not in demo.text
        await demo.sees("First")
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.")
    session = made.session
    left = drafts.all_of("incidents.reply", session.owner, session.organisation_id or "")
    assert [draft.typed for draft in left.values()] == [{"body": "Second"}]


async def test_a_reply_that_is_kept_shows_on_its_incident_and_on_no_other(tmp_path: Path):
    async with portal(entrance(), drafts=Drafts(tmp_path)) as demo:
        await opened(demo)
        await typed(demo)
        await demo.press("escape", "enter")
        await demo.sees("Draft of your reply", "We did")
        await demo.press("escape", "j", "enter")
        await demo.sees("#2  Wage run 2")
        assert "Draft of your reply" not in demo.text
        await demo.press("escape", "k", "enter", "r", "escape", "escape", "x")
        await demo.sees("#1  Wage run 1")
        assert "Draft of your reply" not in demo.text


async def test_leaving_the_incident_goes_by_the_form_which_asks(tmp_path: Path):
    async with portal(entrance(), drafts=Drafts(tmp_path)) as demo:
        await opened(demo)
        await typed(demo)
        await demo.press("tab", "escape")  # from the conversation to the form
        await demo.press("escape")
        await demo.sees("enter")
        assert "We did" in demo.text
        await demo.press("enter")
        await demo.sees("Draft of your reply")
        await demo.press("escape")
        await demo.sees("5 incidents")


async def test_in_the_field_every_letter_types_and_the_footer_offers_none():
    async with portal(entrance(), size=WIDE) as demo:
        await opened(demo)
        await demo.press("r")
        await demo.type("rwC")
        await demo.press("plus", "asterisk")
        await demo.sees("rwC+*")
        live = ("r reply", "w watch", "C close", "+ watchers", "* rate", "m read")
        assert not [key for key in live if key in demo.footer]


async def test_a_reply_whose_answer_was_lost_is_there_once_when_it_is_sent_again():
    async with portal(entrance()) as demo:
        await opened(demo)
        await typed(demo)
        incidents = demo.entrance.incidents
        with answers_lost(incidents, "comment"):
            await demo.press("ctrl+s")
            await demo.sees("We did", "too long")
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.")
        assert bodies(incidents).count("We did") == 1


async def test_a_reply_that_was_changed_after_its_answer_was_lost_goes_as_another_one(
    tmp_path: Path,
):
    made, drafts = entrance(), Drafts(tmp_path)
    async with portal(made, size=WIDE, drafts=drafts) as demo:
        await opened(demo)
        await typed(demo)
        with answers_lost(made.incidents, "comment"):
            await demo.press("ctrl+s")
            await demo.sees("too long")
        await demo.press("enter")
        await demo.type(" and more")
        await demo.press("escape", "ctrl+s")
        await demo.sees("The earlier version has been sent already.", "We did and more")
        await demo.wait_for(lambda: demo.text.count("We did") == 2, "both of them")
        assert bodies(made.incidents)[-1] == "We did"
    async with portal(made, size=WIDE, drafts=drafts) as demo:  # the key is kept as well
        await opened(demo)
        await demo.press("r", "escape", "ctrl+s")
        await demo.sees("Your answer is sent.")
    assert bodies(made.incidents)[-2:] == ["We did", "We did and more"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"status": IncidentStatus.CLOSED}, ("was closed meanwhile", "esc, then R")),
        ({"merged_into": 4, "status": IncidentStatus.CLOSED}, ("merged with #4", "reply there")),
    ],
)
async def test_what_happened_meanwhile_is_shown_and_the_reply_stays(
    changed: dict[str, object], words: tuple[str, ...]
):
    async with portal(entrance(), size=WIDE) as demo:
        await opened(demo)
        await typed(demo)
        demo.entrance.incidents.change(1, **changed)
        demo.entrance.incidents.tell(1, said(3, "We close this one."))
        await demo.press("ctrl+s")
        await demo.sees("closed · ", "We close this one.", "We did", *words)
        assert "We did" not in bodies(demo.entrance.incidents)


async def test_after_opening_it_again_the_reply_can_be_sent():
    async with portal(entrance(), size=WIDE) as demo:
        await opened(demo)
        await typed(demo)
        demo.entrance.incidents.change(1, status=IncidentStatus.CLOSED)
        await demo.press("ctrl+s")
        await demo.sees("was closed meanwhile")
        await demo.press("R", "enter")
        await demo.sees("open · ")
        await demo.press("ctrl+s")
        await demo.sees("Your answer is sent.")


# Closing, opening again, rating


async def test_closing_asks_first_and_takes_a_rating_or_none():
    async with portal(entrance()) as demo:
        await opened(demo)
        await demo.press("C")
        await demo.sees("Close #1?")
        await demo.press("escape")
        assert first(demo).status is IncidentStatus.OPEN
        await demo.press("C", "7", "enter")
        await demo.sees("a number from 1 to 5")
        await demo.press("backspace", "4", "enter")
        await demo.sees("closed · ", "rated 4 of 5")
        assert first(demo).rating == 4


async def test_closing_without_a_rating_is_one_key_more():
    async with portal(entrance()) as demo:
        await opened(demo)
        await demo.press("C", "enter")
        await demo.sees("closed · ", "— closed · ")
        assert first(demo).rating is None


async def test_what_was_answered_meanwhile_is_shown_before_one_closes_it():
    async with portal(entrance(), size=WIDE) as demo:
        await opened(demo)
        demo.entrance.incidents.change(1, status=IncidentStatus.PENDING)
        demo.entrance.incidents.tell(1, said(3, "Please wait."))
        await demo.press("C", "enter")
        await demo.sees("Please wait.", "waiting for you · ", "do it again if you still want")
        assert first(demo).status is IncidentStatus.PENDING
        await demo.press("C", "enter")
        await demo.sees("closed · ")


async def test_opening_again_asks_on_one_line():
    async with portal(entrance(status=IncidentStatus.CLOSED)) as demo:
        await opened(demo)
        await demo.press("R")
        await demo.sees("Open #1 again? enter/esc")
        await demo.press("asterisk", "m", "y")  # nothing else acts meanwhile
        await demo.sees("Open #1 again? enter/esc")
        assert "How content" not in demo.text
        await demo.press("escape")
        assert first(demo).status is IncidentStatus.CLOSED
        await demo.press("R", "enter")
        await demo.sees("open · ", "— open")


async def test_a_rating_can_be_given_afterwards():
    async with portal(entrance(status=IncidentStatus.SOLVED)) as demo:
        await opened(demo)
        await demo.press("asterisk")
        await demo.sees("How content are you with #1?")
        await demo.press("enter")
        await demo.sees("a number from 1 to 5")
        await demo.press("5", "enter")
        await demo.sees("rated 5 of 5")


async def test_a_change_that_fails_says_so():
    async with portal(entrance()) as demo:
        await opened(demo)
        demo.script.fail("incidents.close", Unavailable(Fault.BUSY))
        await demo.press("C", "enter")
        await demo.sees("busy")


# Watching


async def test_w_watches_and_no_more():
    async with portal(entrance(requester=BRAM, watchers=(ANNA,))) as demo:
        await opened(demo)
        await demo.sees("watched by Anna de Vries")
        await demo.press("w")
        await demo.sees("You watch it no more.")
        assert "watched by" not in demo.text


async def test_who_submitted_it_stays_with_it():
    async with portal(entrance()) as demo:
        await opened(demo)
        await demo.press("w")
        assert "incidents.watch" not in demo.script.calls
        assert "w watch" not in demo.footer


async def test_a_colleague_is_chosen_to_watch_and_taken_away_again():
    async with portal(entrance()) as demo:
        await opened(demo)
        await demo.press("plus")
        await demo.sees("Who watches?", "Bram Öz")
        await demo.press("enter")
        await demo.sees("watched by Bram Öz")
        await demo.press("plus")
        await demo.sees("✓ Bram Öz")
        await demo.press("enter")
        await demo.wait_for(lambda: "watched by" not in demo.text)


# Offered only where the portal allows it


@pytest.mark.parametrize(
    ("status", "offered", "not_offered"),
    [
        (IncidentStatus.OPEN, "r C plus", "R asterisk"),
        (IncidentStatus.SOLVED, "r C plus asterisk", "R"),
        (IncidentStatus.CLOSED, "R asterisk", "r C plus"),
    ],
)
async def test_only_what_the_portal_allows_is_offered(
    status: IncidentStatus, offered: str, not_offered: str
):
    async with portal(entrance(status=status), size=WIDE) as demo:
        await opened(demo)
        live = {
            binding.binding.key
            for binding in demo.app.screen.active_bindings.values()
            if binding.enabled and (binding.binding.id or "").startswith("incident.")
        }
        assert live >= {*offered.split()}
        assert not live & {*not_offered.split()}


async def test_where_nothing_is_allowed_nothing_is_offered():
    made = entrance()
    one = made.incidents.incidents[incident_id(1)]
    made.incidents.incidents[one.id] = replace(one, allowed=frozenset())
    async with portal(made) as demo:
        await opened(demo)
        await demo.stand_still()
        before = len(demo.script.calls)
        await demo.press("r", "C", "R", "asterisk", "w", "plus")
        await demo.sees("Answer 2.", "esc back")
        assert demo.script.calls[before:] == []
