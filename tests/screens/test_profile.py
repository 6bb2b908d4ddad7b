"""Profile, by keys and visible text."""

from dataclasses import replace

from tests.fakes import FakeEntrance
from tests.screens.driver import portal
from tui import i18n
from tui.api.errors import Fault, Unavailable
from tui.api.models.session import Hat
from tui.api.policy import Kind


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
