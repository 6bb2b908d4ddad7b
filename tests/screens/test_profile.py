"""Profile, by keys and visible text."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui import i18n
from tui.api.errors import Fault, Reason, Remedy, Unauthenticated, Unavailable
from tui.api.models.session import Hat
from tui.api.policy import Kind
from tui.drafts import Drafts
from tui.screens.navigation import SessionEnded


async def test_it_tells_who_one_is_and_what_one_may():
    async with portal(size=(80, 50)) as demo:
        await demo.open("profile")
        await demo.sees(
            "Anna de Vries",
            "anna@voorbeeld.example",
            "✓ read release notes",
            "see invoices",
            "Bram Öz",
        )


async def test_the_language_changes_at_once_and_is_kept():
    async with portal() as demo:
        await demo.open("profile")
        await demo.press("l")
        await demo.sees("Mijn gegevens", "Wat je mag")
        assert "profile.edit" in demo.script.calls


async def test_the_colours_change_at_once_and_are_kept():
    async with portal() as demo:
        await demo.open("profile")
        await demo.press("t")
        await demo.sees("Light")
        assert demo.app.theme == "klantportal-light"
        await demo.press("t")
        assert demo.app.theme == "klantportal-dark"


async def test_what_cannot_be_kept_is_said():
    async with portal() as demo:
        await demo.open("profile")
        demo.script.fail("profile.edit", Unavailable(Fault.DISK_FULL, place="portal.sqlite"))
        await demo.press("t")
        await demo.sees("disk is full")
        assert demo.app.theme == "klantportal-dark"


async def test_signing_out_asks_who_is_there_next():
    async with portal() as demo:
        await demo.open("profile")
        await demo.press("S")
        await demo.sees("Who would you like to be?")
        assert "session.sign_out" in demo.script.calls


async def test_a_profile_that_cannot_be_read_is_tried_again():
    entrance = FakeEntrance()
    entrance.script.fail("profile.show", Unavailable(Fault.UNREACHABLE, place="there"))
    async with portal(entrance) as demo:
        await demo.open("profile")
        await demo.sees("r  try again")
        entrance.script.mend("profile.show")
        await demo.press("r")
        await demo.sees("What you may do")


async def test_changing_the_colours_changes_no_language():
    entrance = FakeEntrance()
    async with portal(entrance) as demo:
        await demo.open("profile")
        await demo.press("l")
        await demo.sees("Mijn gegevens")
        i18n.use("en")
        await demo.press("t")
        assert i18n.language() == "en"


async def test_two_quick_changes_are_one_after_the_other():
    async with portal() as demo:
        await demo.open("profile")
        await demo.burst("t", "t", "t")
        assert "changed" not in demo.lines[-2]
        assert demo.script.calls.count("profile.edit") >= 1


async def test_a_change_by_somebody_else_is_shown_and_the_next_one_works():
    entrance = FakeEntrance()
    async with portal(entrance) as demo:
        await demo.open("profile")
        profile = demo.profile
        profile.profile = replace(profile.profile, version=7)
        await demo.press("t")
        assert demo.app.theme == "klantportal-dark"
        await demo.press("t")
        await demo.sees("Light")


async def test_a_sign_out_that_failed_says_so_and_stays():
    async with portal() as demo:
        await demo.open("profile")
        demo.script.fail("session.sign_out", Unavailable(Fault.READ_ONLY, place="portal.sqlite"))
        await demo.press("S")
        await demo.sees("portal.sqlite", "Your data")


async def test_another_hat_is_worn_without_signing_in_again():
    hats = (
        Hat(kind=Kind.CONTACT, organisation_id=None, name="Voorbeeld BV"),
        Hat(kind=Kind.OPERATOR, name="Voorbeeld Software"),
    )
    async with portal(FakeEntrance(hats=hats)) as demo:
        await demo.open("profile")
        await demo.press("W")
        await demo.sees("Where do you work now?", "Voorbeeld Software")
        await demo.press("down", "enter")
        await demo.wait_for(lambda: "resume" in demo.script.calls, "the other hat")
        await demo.sees("250 notes")


# Where one is signed in


async def test_it_tells_where_one_is_signed_in_in_ones_own_time_zone():
    async with portal(size=(80, 50)) as demo:
        profile = demo.profile
        profile.profile = replace(profile.profile, time_zone="Asia/Tokyo")
        await demo.open("profile")
        await demo.sees(
            "Asia/Tokyo", "here, since 3 Nov 18:30", "used 12 Nov 18:30, since 23 Oct 18:30"
        )


async def test_coming_back_to_it_tells_of_sessions_that_came_and_went():
    async with portal() as demo:
        await demo.open("profile")
        await demo.sees("used 1 Nov")
        demo.entrance.sessions.open.pop()
        await demo.open("courses")
        await demo.open("profile")
        await demo.sees("used 12 Nov")
        assert "used 1 Nov" not in demo.text


async def test_ending_a_session_asks_once_and_names_it():
    async with portal() as demo:
        await demo.open("profile")
        await demo.press("X")
        await demo.sees("Your other sessions", "used 12 Nov", "used 1 Nov")
        await demo.press("j", "X")
        await demo.sees("End the session of 1 Nov", "enter/esc")
        await demo.press("escape")
        assert "session.revoke" not in demo.script.calls
        await demo.press("X", "enter")
        await demo.wait_for(lambda: "used 1 Nov" not in demo.lines[5], "the end of it")
        assert [each.last_used_at.day for each in demo.entrance.sessions.open] == [23, 12]
        await demo.press("escape")
        await demo.sees("here, since", "used 12 Nov")
        assert "used 1 Nov" not in demo.text


async def test_without_a_question_enter_ends_nothing():
    async with portal() as demo:
        await demo.open("profile")
        await demo.press("X", "enter", "enter")
        assert "enter end it" not in demo.footer
        assert "session.revoke" not in demo.script.calls


async def test_a_session_that_could_not_be_ended_says_so_and_stays():
    async with portal() as demo:
        await demo.open("profile")
        demo.script.fail("session.revoke", Unavailable(Fault.READ_ONLY, place="portal.sqlite"))
        await demo.press("X", "X", "enter")
        await demo.sees("portal.sqlite", "used 12 Nov")


async def test_who_is_signed_in_nowhere_else_is_told_so():
    async with portal() as demo:
        demo.entrance.sessions.open = demo.entrance.sessions.open[:1]
        await demo.open("profile")
        await demo.press("X")
        await demo.sees("You are signed in nowhere else.")


async def test_sessions_that_cannot_be_read_leave_the_rest_of_the_profile():
    entrance = FakeEntrance()
    entrance.script.fail("session.list", Unavailable(Fault.UNREACHABLE, place="there"))
    async with portal(entrance) as demo:
        await demo.open("profile")
        await demo.sees("does not answer", "Your data")
        await demo.press("X")
        await demo.sees("r  try again")
        entrance.script.mend("session.list")
        await demo.press("r")
        await demo.sees("used 12 Nov")


# Settings and password


async def test_the_time_zone_is_changed_in_a_form():
    async with portal() as demo:
        await demo.open("profile")
        await demo.press("enter", "j", "j", "enter", "ctrl+u")
        await demo.type("Mars")
        await demo.press("escape")
        await demo.sees("Not a time zone")
        await demo.press("enter", "ctrl+u")
        await demo.type("Asia/Tokyo")
        await demo.press("ctrl+s")
        await demo.sees("Asia/Tokyo", "here, since 3 Nov 18:30")
        assert demo.profile.profile.time_zone == "Asia/Tokyo"
        assert demo.profile.profile.language is None


async def test_days_follow_the_time_zone_at_once():
    entrance = FakeEntrance(notes=5)
    entrance.releases.change(5, corrected_at=datetime(2026, 11, 12, 23, 30, tzinfo=UTC))
    entrance.session = replace(entrance.session, time_zone="Europe/London")
    async with portal(entrance) as demo:
        await demo.press("enter")
        await demo.sees("corrected 12 Nov")
        await demo.open("profile")
        await demo.press("enter", "j", "j", "enter", "ctrl+u")
        await demo.type("Asia/Tokyo")
        await demo.press("ctrl+s")
        await demo.sees("Asia/Tokyo", "Your data")
        await demo.open("releases")
        await demo.press("enter")
        await demo.sees("corrected 13 Nov")


async def test_the_form_speaks_the_language_that_was_chosen_in_it():
    async with portal() as demo:
        await demo.open("profile")
        await demo.press("enter", "enter", "n", "ctrl+s")
        await demo.sees("Mijn gegevens")


async def test_somebody_elses_change_is_shown_in_the_form():
    async with portal() as demo:
        await demo.open("profile")
        await demo.press("enter", "j", "j", "enter", "ctrl+u")
        await demo.type("Asia/Tokyo")
        demo.profile.profile = replace(demo.profile.profile, time_zone="Europe/Rome", version=7)
        await demo.press("ctrl+s")
        await demo.sees("Europe/Rome", "space")


async def test_what_was_typed_into_the_settings_is_offered_again(tmp_path: Path):
    drafts = Drafts(tmp_path)
    async with portal(drafts=drafts) as demo:
        await demo.open("profile")
        await demo.press("enter", "j", "j", "enter", "ctrl+u")
        await demo.type("Asia/Tok")
        await demo.press("escape", "escape")
        await demo.sees("enter keeps a draft")
        await demo.press("enter", "enter")
        assert "Asia/Tok" not in demo.text
        await demo.press("enter")
        await demo.sees("Asia/Tok")


async def _type_passwords(demo: PortalDriver, current: str, new: str, again: str) -> None:
    await demo.press("p", "enter")
    for words in (current, new, again):
        await demo.type(words)
        await demo.press("enter")
    await demo.press("escape")


async def test_the_password_is_changed_and_nobody_sees_it():
    async with portal() as demo:
        await demo.open("profile")
        await _type_passwords(demo, FakeEntrance.PASSWORD, "another horse", "another horse")
        assert "horse" not in demo.text
        await demo.press("ctrl+s")
        await demo.sees("Your password was changed")
        assert "profile.change_password" in demo.script.calls


async def test_a_wrong_present_password_is_said_beside_it():
    async with portal() as demo:
        await demo.open("profile")
        await _type_passwords(demo, "wrong", "another horse", "another horse")
        await demo.press("ctrl+s")
        await demo.sees("This is not your present password.")


async def test_a_new_password_that_is_too_short_or_typed_otherwise_is_not_sent():
    async with portal() as demo:
        await demo.open("profile")
        await _type_passwords(demo, FakeEntrance.PASSWORD, "short", "shorter")
        await demo.press("ctrl+s")
        await demo.sees("10 to 256 characters")
        assert "profile.change_password" not in demo.script.calls
        await demo.press("escape", "x")
        await _type_passwords(demo, FakeEntrance.PASSWORD, "another horse", "another house")
        await demo.press("ctrl+s")
        await demo.sees("These are not the same.")
        assert "profile.change_password" not in demo.script.calls


async def test_too_many_tries_are_slowed_down_and_one_stays_signed_in():
    async with portal() as demo:
        await demo.open("profile")
        error = Unauthenticated(Reason.SLOWED_DOWN, Remedy.WAIT, retry_after=8)
        demo.script.fail("profile.change_password", error)
        await _type_passwords(demo, "wrong", "another horse", "another horse")
        await demo.press("ctrl+s")
        await demo.sees("8")
        assert "Change your password" in demo.text


async def test_what_was_typed_outlives_the_session_and_is_sent_under_the_next_one():
    async with portal() as demo:
        await demo.open("profile")
        ended = Unauthenticated(Reason.SESSION_ENDED)
        demo.script.fail("profile.change_password", ended)
        await _type_passwords(demo, FakeEntrance.PASSWORD, "another horse", "another horse")
        await demo.press("ctrl+s")
        await demo.sees("Who would you like to be?")
        demo.script.mend("profile.change_password")
        await demo.press("1")
        await demo.sees("Change your password")
        await demo.press("ctrl+s")
        await demo.sees("Your password was changed")


async def test_an_own_portal_asks_for_the_password_alone_of_whoever_was_there():
    async with portal(FakeEntrance(seats=False)) as demo:
        await demo.open("profile")
        demo.app.post_message(SessionEnded(Unauthenticated(Reason.SESSION_ENDED)))
        await demo.sees("anna@voorbeeld.example", "nothing that you typed is lost")
        await demo.type(FakeEntrance.PASSWORD)
        await demo.press("enter")
        await demo.sees("signed in again", "p password")
