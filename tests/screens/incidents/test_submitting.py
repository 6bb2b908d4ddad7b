"""Submitting an incident: asked for, kept until it is sent, and sent once."""

import errno
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tests.screens.lost import answers_lost
from tui.api.errors import Fault, FieldError, Invalid, Unavailable
from tui.api.ids import new_id
from tui.api.models.incidents import IncidentType
from tui.api.policy import Role
from tui.drafts import Draft, DraftKey, Drafts, Typed
from tui.terminal import key_turns

WIDE = (120, 40)


def newest(demo: PortalDriver):
    return max(demo.entrance.incidents.incidents.values(), key=lambda one: one.number)


async def fill(demo: PortalDriver, subject: str = "Printer", text: str = "It burns") -> None:
    await demo.open("incidents")
    await demo.press("a")
    await demo.type(subject)
    await demo.press("enter")
    await demo.type(text)
    await demo.press("escape")


async def test_a_asks_submits_and_shows_the_new_one_under_the_cursor():
    async with portal(size=WIDE) as demo:
        await fill(demo)
        await demo.press("ctrl+s")
        await demo.sees("#31 is submitted")
        row = next(line for line in demo.lines if "#31 " in line and "Printer" in line)
        assert row.startswith("▌")
        assert "new" in row
        assert newest(demo).description == "It burns"


async def test_it_begins_in_the_subject_and_esc_leaves_the_field():
    async with portal(size=WIDE) as demo:
        await demo.open("incidents")
        await demo.burst("a", "jqG")
        await demo.sees("jqG", "^s send", "esc leave field")
        await demo.press("escape", "j")
        assert next(line for line in demo.lines if "▌" in line).split()[1] == "Description"


async def test_what_is_typed_ahead_waits_for_a_form_that_is_slow_to_come(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(key_turns, "PATIENCE", 0.0)
    async with portal(size=WIDE) as demo:
        await demo.open("incidents")
        await demo.burst("a", "jqG")
        await demo.sees("jqG", "^s send")


async def test_a_filter_that_would_hide_it_goes():
    async with portal() as demo:
        await demo.open("incidents")
        await demo.press("u", "O")
        await fill(demo)
        await demo.press("ctrl+s")
        await demo.sees("#31", "Printer", "highest number first")
        assert "with something new " not in demo.lines[2]


async def test_everything_that_can_be_told_arrives():
    async with portal(size=WIDE) as demo:
        await fill(demo)
        await demo.press("j", "enter", "o", "enter", "down", "down", "enter")  # outage, urgent
        for words in ("Profit 6", "Payroll", "test", "INK-77"):
            await demo.type(words)
            await demo.press("enter")
        await demo.press("enter", "space", "escape")
        await demo.sees("Bram Öz")
        await demo.press("ctrl+s")
        await demo.sees("#31 is submitted")
        made = newest(demo)
        told = (made.product_version, made.product_area, made.environment, made.customer_reference)
        assert told == ("Profit 6", "Payroll", "test", "INK-77")
        assert made.type is IncidentType.OUTAGE
        assert made.priority == "urgent"
        assert [one.display_name for one in made.watchers] == ["Bram Öz"]


async def test_one_does_not_watch_what_one_submits():
    async with portal(size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("a", "escape", "G", "enter")
        await demo.sees("[ ] Bram Öz")
        assert "[ ] Anna" not in demo.text


async def test_what_is_missing_is_said_beside_its_field_and_nothing_is_sent():
    async with portal(size=WIDE) as demo:
        await demo.open("incidents")
        await demo.press("a", "ctrl+s")
        await demo.sees("✗")
        assert "incidents.submit" not in demo.script.calls


async def test_what_the_portal_refuses_is_said_beside_its_field():
    async with portal(size=WIDE) as demo:
        await fill(demo)
        demo.script.fail("incidents.submit", Invalid((FieldError("watcher_ids", "no_reader"),)))
        await demo.press("ctrl+s")
        await demo.sees("✗ This contact cannot read incidents")


async def test_sent_twice_it_is_one(tmp_path: Path):
    drafts = Drafts(tmp_path)
    async with portal(size=WIDE, drafts=drafts) as demo:
        await fill(demo)
        incidents = demo.entrance.incidents
        with answers_lost(incidents, "submit"):
            await demo.press("ctrl+s")
            await demo.sees("Submit an incident", "Printer", "too long")
        await demo.press("escape", "enter")  # leaves the form
        await demo.press("k", "enter", "ctrl+s")
        await demo.sees("#31 is submitted")
        assert sum(one.subject == "Printer" for one in incidents.incidents.values()) == 1


# Changed after it had arrived


def kept(demo: PortalDriver, drafts: Drafts, form: str) -> list[Mapping[str, Typed]]:
    session = demo.entrance.session
    found = drafts.all_of(form, session.owner, session.organisation_id or "")
    return [draft.typed for draft in found.values()]


async def fill_and_lose_the_answer(demo: PortalDriver) -> None:
    await fill(demo)
    with answers_lost(demo.entrance.incidents, "submit"):
        await demo.press("ctrl+s")
        await demo.sees("too long")


async def test_what_was_changed_after_its_answer_was_lost_is_the_draft_of_a_reply(tmp_path: Path):
    drafts = Drafts(tmp_path)
    async with portal(size=WIDE, drafts=drafts) as demo:
        await fill_and_lose_the_answer(demo)
        await demo.press("k", "k", "enter")
        await demo.type("s")
        await demo.press("enter", "ctrl+end")
        await demo.type(" and smokes")
        await demo.press("escape", "G", "enter", "space", "escape", "ctrl+s")
        await demo.sees("#31  Printer", "The earlier version has been sent already, as #31.")
        await demo.sees("Draft of your reply", "Printers", "It burns and smokes")
        assert newest(demo).description == "It burns"
        assert kept(demo, drafts, "incidents.submit") == []
        await demo.press("r", "escape", "ctrl+s")
        await demo.sees("Your answer is sent.")
        incidents = demo.entrance.incidents
        (entry,) = incidents.said[newest(demo).id]
        told = "- Subject: Printers\n- Watchers: Bram Öz\n\nIt burns and smokes"
        assert entry.body == told
        assert sum("Printer" in one.subject for one in incidents.incidents.values()) == 1


async def test_a_draft_that_its_incident_has_already_stays_before_what_was_changed(
    tmp_path: Path,
):
    drafts = Drafts(tmp_path)
    async with portal(size=WIDE, drafts=drafts) as demo:
        await fill_and_lose_the_answer(demo)
        await demo.press("enter", "ctrl+end")
        await demo.type("!")
        await demo.press("escape")
        session, made = demo.entrance.session, newest(demo)
        key = DraftKey("incidents.reply", made.id, session.owner, session.organisation_id or "")
        before = Draft({"body": "By the way"}, None, new_id(), datetime.now(UTC))
        drafts.save(key, before)
        await demo.press("ctrl+s")
        await demo.sees("Draft of your reply", "By the way It burns!")
        assert drafts.load(key).idempotency_key == before.idempotency_key


async def test_a_file_that_was_named_after_the_rest_had_arrived_goes_with_the_reply(
    tmp_path: Path,
):
    for name in ("first.log", "second.log"):
        (tmp_path / name).write_text(name)
    drafts = Drafts(tmp_path / "drafts")
    async with portal(size=WIDE, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.press("a")
        await demo.type("Printer")
        await demo.press("enter")
        await demo.type("It burns")
        await demo.press("escape", "a", *str(tmp_path / "first.log"), "enter", "escape")
        await demo.sees("first.log", "9 B")
        with answers_lost(demo.entrance.incidents, "submit"):
            await demo.press("ctrl+s")
            await demo.sees("too long")
        await demo.press("a", *str(tmp_path / "second.log"), "enter", "escape")
        await demo.sees("second.log", "10 B")
        await demo.press("ctrl+s")
        await demo.sees("The earlier version has been sent already, as #31.")
        files = (str(tmp_path / "second.log"),)
        assert kept(demo, drafts, "incidents.reply") == [{"attachments": files}]
        assert [each.name for each in newest(demo).attachments] == ["first.log"]


async def test_what_was_changed_stays_in_the_form_until_it_is_kept_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    drafts = Drafts(tmp_path)
    async with portal(size=WIDE, drafts=drafts) as demo:
        await fill_and_lose_the_answer(demo)
        await demo.press("enter", "ctrl+end")
        await demo.type("!")
        await demo.press("escape")
        await demo.sees("draft kept")
        demo.script.fail("incidents.show", Unavailable(Fault.CUT_OFF))
        await demo.press("ctrl+s")
        await demo.sees("Submit an incident", "broke off", "It burns!")
        demo.script.mend("incidents.show")
        with monkeypatch.context() as patched:
            patched.setattr(drafts, "save", full)
            await demo.press("ctrl+s")
            await demo.sees("Submit an incident", "disk is full", "It burns!")
        await demo.press("ctrl+s")
        await demo.sees("The earlier version has been sent already, as #31.", "It burns!")


async def test_what_was_typed_is_offered_after_a_crash_and_gone_once_it_is_sent(tmp_path: Path):
    entrance, drafts = FakeEntrance(), Drafts(tmp_path)
    async with portal(entrance, size=WIDE, drafts=drafts) as demo:
        await fill(demo)
        await demo.sees("draft kept")
    async with portal(entrance, size=WIDE, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.sees("draft ")
        await demo.press("k", "enter")
        await demo.sees("Printer", "It burns")
        await demo.press("ctrl+s")
        await demo.sees("#31 is submitted")
    session = entrance.session
    assert drafts.all_of("incidents.submit", session.owner, session.organisation_id or "") == {}


async def test_watchers_are_kept_with_the_draft(tmp_path: Path):
    entrance, drafts = FakeEntrance(), Drafts(tmp_path)
    async with portal(entrance, size=WIDE, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.press("a", "escape", "G", "enter", "space", "escape")
        await demo.sees("draft kept")
    async with portal(entrance, size=WIDE, drafts=drafts) as demo:
        await demo.open("incidents")
        await demo.press("k", "enter")
        await demo.wait_for(lambda: "Bram Öz" in demo.text)


async def test_without_the_portal_one_can_write_all_the_same(tmp_path: Path):
    drafts = Drafts(tmp_path)
    async with portal(size=WIDE, drafts=drafts) as demo:
        demo.script.fail("incidents.colleagues", Unavailable(Fault.BUSY))
        await fill(demo)
        await demo.sees("It burns", "draft kept")


async def test_nobody_waits_for_the_colleagues_before_typing():
    async with portal(size=WIDE) as demo:
        demo.script.hold("incidents.colleagues")
        await fill(demo)
        await demo.sees("It burns")
        await demo.press("G", "enter", "space")
        await demo.sees("nothing to choose")
        demo.script.let_go("incidents.colleagues")
        await demo.sees("[ ] Bram Öz")


async def test_watchers_of_a_draft_are_sent_though_the_colleagues_cannot_be_had(tmp_path: Path):
    entrance, drafts = FakeEntrance(), Drafts(tmp_path)
    async with portal(entrance, size=WIDE, drafts=drafts) as demo:
        await fill(demo)
        await demo.press("G", "enter", "space", "escape")
        await demo.sees("Bram Öz", "draft kept")
        demo.script.fail("incidents.colleagues", Unavailable(Fault.BUSY))
        await demo.press("escape")
        await demo.press("enter", "k", "enter", "ctrl+s")
        await demo.sees("#31 is submitted")
        assert [one.display_name for one in newest(demo).watchers] == ["Bram Öz"]


async def test_who_may_not_submit_is_not_offered_it():
    async with portal(FakeEntrance(roles=(Role.INCIDENT_MANAGER,))) as demo:
        await demo.open("incidents")
        assert "a submit" not in demo.footer
        await demo.press("a")
        assert "Submit an incident" not in demo.text
