"""Profile, by keys and visible text."""

from tests.fakes import FakeEntrance
from tests.screens.driver import portal
from tui.api.errors import Fault, Unavailable


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
