"""The shell: which tabs there are, and that every key has one meaning."""

import gc
import os
from dataclasses import replace
from itertools import chain, combinations
from pathlib import Path

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import portal
from tui import app as app_module
from tui import i18n
from tui.api.errors import Fault, Reason, Unauthenticated, Unavailable
from tui.api.ids import new_id
from tui.api.models.session import Language
from tui.api.policy import Kind, Role
from tui.drafts import Drafts
from tui.screens import shell
from tui.screens.navigation import SessionEnded

# Written by hand from the table of permissions: what each set of roles sees, in this order.
EVERYTHING = "releases incidents courses organisation contacts invoices consultancy profile"
TABS = {
    frozenset[Role](): "profile",
    frozenset({Role.EMPLOYEE}): "releases incidents courses profile",
    frozenset({Role.INCIDENT_MANAGER}): "incidents profile",
    frozenset({Role.EMPLOYEE, Role.INCIDENT_MANAGER}): "releases incidents courses profile",
    frozenset({Role.ADMINISTRATOR}): EVERYTHING,
    frozenset({Role.ADMINISTRATOR, Role.EMPLOYEE}): EVERYTHING,
    frozenset({Role.ADMINISTRATOR, Role.INCIDENT_MANAGER}): EVERYTHING,
    frozenset(Role): EVERYTHING,
}
VENDOR_TABS = {
    Kind.SUPPORT: "support publishing mailings profile",
    Kind.OPERATOR: "support publishing mailings profile",
}
DIGITS = "1234567"


def _expected(names: str) -> list[str]:
    areas = names.split()
    keys = [*DIGITS[: len(areas) - 1], "0"]
    return [f"{key} {name}" for key, name in zip(keys, areas, strict=True)]


def _shown(demo) -> list[str]:
    from tui.widgets.bars import TabBar

    return [f"{tab.key} {tab.name}" for tab in demo.app.screen.query_one(TabBar).tabs]


def test_every_combination_of_roles_is_in_the_table():
    every = chain.from_iterable(combinations(Role, size) for size in range(len(Role) + 1))
    assert {frozenset(roles) for roles in every} == set(TABS)


@pytest.mark.parametrize("roles", TABS, ids=lambda roles: "+".join(sorted(roles)) or "none")
async def test_the_tabs_are_those_that_the_permissions_allow(roles: frozenset[Role]):
    async with portal(FakeEntrance(roles=roles, notes=5)) as demo:
        await demo.wait_for(lambda: _shown(demo) == _expected(TABS[roles]), "the tabs")


@pytest.mark.parametrize("kind", VENDOR_TABS)
async def test_the_vendors_people_have_their_own_tabs(kind: Kind):
    async with portal(FakeEntrance(roles=(), kind=kind)) as demo:
        await demo.wait_for(lambda: _shown(demo) == _expected(VENDOR_TABS[kind]), "the tabs")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_widest_role_fits_80_columns_with_every_tab_unread(language: str):
    i18n.use(language)
    async with portal(FakeEntrance(roles=Role, notes=5)) as demo:
        from tui.screens.navigation import UnreadChanged

        for name in EVERYTHING.split()[:-1]:  # nothing of one's own data is ever unread
            demo.app.screen.post_message(UnreadChanged(name, unread=True))
        await demo.settle()
        tabs = demo.lines[1]
        assert len(tabs) <= 80
        assert tabs.count("•") == 7
        assert tabs.endswith(i18n.t("area.profile.short"))


async def test_an_area_of_a_later_version_says_so():
    async with portal() as demo:
        await demo.open("courses")
        await demo.sees("Not in this version yet")


async def test_digits_and_brackets_open_tabs():
    async with portal() as demo:
        await demo.press("2")
        await demo.sees("23 incidents")
        await demo.press("left_square_bracket")
        await demo.sees("250 notes")
        await demo.press("left_square_bracket")
        await demo.sees("What you may do")


async def test_a_digit_without_a_tab_does_nothing():
    async with portal() as demo:
        await demo.sees("250 notes")
        before = demo.text
        await demo.press("7")
        assert demo.text == before


async def test_help_names_every_key_and_closes_again():
    async with portal() as demo:
        await demo.sees("250 notes")  # the figures, which come after the rows
        before = demo.text
        await demo.press("question_mark")
        await demo.sees("Keys that act here", "Search the release notes")
        await demo.press("escape")
        assert demo.text == before


async def test_commands_are_found_by_name():
    async with portal() as demo:
        await demo.press("colon")
        await demo.sees("Search the release notes")
        await demo.type("unread")
        await demo.wait_for(lambda: "Search the release notes" not in demo.text, "the match")
        await demo.sees("Show only what is unread")
        await demo.press("enter", "enter")
        await demo.sees("unread only")


async def test_q_at_the_top_quits():
    async with portal() as demo:
        await demo.pilot.press("q")
        await demo.wait_for(lambda: not demo.app.is_running, "the end")


async def test_who_cannot_come_in_can_try_again():
    entrance = FakeEntrance()
    entrance.script.fail("sign_in_as", Unavailable(Fault.UNREACHABLE, place="there"))
    async with portal(entrance) as demo:
        await demo.sees("try again")
        entrance.script.mend("sign_in_as")
        await demo.press("r")
        await demo.sees("250 notes")


async def test_a_session_that_ended_asks_who_is_there_and_says_why():
    async with portal() as demo:
        demo.script.fail("releases.show", Unauthenticated(Reason.SESSION_ENDED))
        await demo.press("j", "enter")
        await demo.sees("Who would you like to be?", "not signed in any more", "go on where you")


async def test_who_signs_in_again_goes_on_where_one_was():
    async with portal() as demo:
        await demo.press("j", "j", "j")
        room = demo.app.screen.query_one("ReleasesRoom")
        demo.script.fail("releases.show", Unauthenticated(Reason.SESSION_ENDED))
        await demo.press("enter")
        await demo.sees("Who would you like to be?")
        demo.script.mend("releases.show")
        await demo.press("1")
        await demo.sees("signed in again")
        assert demo.app.screen.query_one("ReleasesRoom") is room
        assert len(demo.app.screen_stack) == 1
        await demo.sees("Note 247 about leave", "Text of")


async def test_what_failed_as_the_session_ended_is_asked_again():
    async with portal() as demo:
        demo.script.fail("releases.list", Unauthenticated(Reason.SESSION_ENDED))
        await demo.press("u")
        await demo.sees("Who would you like to be?")
        demo.script.mend("releases.list")
        await demo.press("1")
        await demo.sees("signed in again", "Note 240")


async def test_somebody_else_who_signs_in_finds_nothing_of_it():
    async with portal() as demo:
        room = demo.app.screen.query_one("ReleasesRoom")
        demo.app.post_message(SessionEnded(Unauthenticated(Reason.SESSION_ENDED)))
        await demo.sees("Who would you like to be?")
        demo.entrance.session = replace(demo.entrance.session, person_id=new_id())
        await demo.press("1")
        await demo.sees("Note 250")
        assert demo.app.screen.query_one("ReleasesRoom") is not room


async def test_the_first_paint_does_not_wait_for_the_portal():
    entrance = FakeEntrance()
    entrance.script.hold("sign_in_as")
    async with portal(entrance) as demo:
        await demo.sees("klantportal", "One moment")
        await demo.press("question_mark")
        await demo.sees("Keys that act here")
        await demo.press("escape")
        entrance.script.let_go("sign_in_as")
        await demo.sees("250 notes")


async def test_ascii_draws_nothing_else():
    async with portal(ascii_only=True, size=(120, 40)) as demo:
        await demo.press("j", "enter")
        from tui.terminal.line_filter import AsciiFilter

        assert any(isinstance(item, AsciiFilter) for item in demo.app.get_line_filters())
        assert demo.text.isascii()


async def test_a_session_that_ends_under_a_sheet_asks_once_over_it():
    async with portal() as demo:
        await demo.press("question_mark")
        for _ in range(3):
            demo.app.post_message(SessionEnded(Unauthenticated(Reason.SESSION_ENDED)))
        await demo.sees("Who would you like to be?")
        await demo.press("1")
        await demo.sees("Keys that act here")


async def test_the_persons_language_is_spoken_from_the_first_screen():
    entrance = FakeEntrance()
    entrance.session = replace(entrance.session, language=Language.DUTCH)
    async with portal(entrance) as demo:
        await demo.sees("Medewerker", "Mijn gegevens", "ongelezen")
        assert "Employee" not in demo.text


async def test_a_principal_without_areas_is_told_so():
    async with portal(FakeEntrance(roles=(), kind=Kind.SERVICE)) as demo:
        await demo.sees("nothing to do here")


async def test_what_cannot_be_kept_for_next_time_does_not_end_the_app():
    class FullDisk:
        def entered(self, signed_in: object, *, keep: bool) -> None:
            raise OSError(28, "No space left on device", "tokens.json")

        def left(self) -> None:
            raise OSError(28, "No space left on device", "tokens.json")

        def saw(self, signed_in: object, rooms: object) -> None:
            raise OSError(28, "No space left on device", "last_seen")

    async with portal(memory=FullDisk()) as demo:
        await demo.sees("250 notes", "tokens.json")


async def test_at_the_far_end_of_a_line_q_asks_once():
    async with portal(asks_before_leaving=True) as demo:
        await demo.press("q")
        await demo.sees("Press q once more")
        await demo.pilot.press("q")
        await demo.wait_for(lambda: not demo.app.is_running, "the end")


async def test_who_signs_out_is_not_told_that_the_session_ended():
    async with portal() as demo:
        demo.script.hold("needs.list")
        demo.script.hold("session.sign_out")
        demo.script.fail("needs.list", Unauthenticated(Reason.SESSION_ENDED))
        await demo.open("profile")
        await demo.press("S")
        demo.script.let_go("needs.list")
        await demo.settle()
        demo.script.let_go("session.sign_out")
        await demo.sees("Who would you like to be?")
        assert "not signed in any more" not in demo.text


async def test_a_session_that_ended_before_one_signs_out_is_left_all_the_same():
    async with portal() as demo:
        demo.script.fail("session.sign_out", Unauthenticated(Reason.SESSION_ENDED))
        await demo.open("profile")
        await demo.press("S")
        await demo.sees("Who would you like to be?")
        assert "not signed in any more" not in demo.text


async def test_signing_out_that_fails_says_so_and_can_be_tried_again():
    async with portal() as demo:
        demo.script.fail("session.sign_out", Unavailable(Fault.BUSY, place="portal.sqlite"))
        await demo.open("profile")
        await demo.press("S")
        await demo.sees("The portal is busy", "Profile")
        demo.script.fail("profile.show", Unauthenticated(Reason.SESSION_ENDED))
        await demo.open("releases")
        await demo.open("profile")
        await demo.sees("not signed in any more")


async def test_what_an_app_leaves_is_not_carried_through_the_tests_that_follow():
    frozen = gc.get_freeze_count()
    async with portal():
        gc.disable()
        app_module._collect_garbage_again()
    assert gc.isenabled()
    assert gc.get_freeze_count() <= frozen


async def test_what_killed_programs_left_of_drafts_goes_once_the_start_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shell, "AFTER_START", 0.01)
    left = tmp_path / ".0a1b.json.k2_9xyz0"
    left.write_bytes(b"{")
    os.utime(left, (0, 0))
    async with portal(drafts=Drafts(tmp_path)) as demo:
        await demo.wait_for(lambda: not left.exists(), "the end of it")
