"""Signing in, by keys."""

import re

import pytest
from textual.widgets import Input

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.errors import Fault, Reason, Unauthenticated, Unavailable
from tui.api.models.session import Hat
from tui.api.policy import Kind
from tui.screens.sign_in import SignInScreen
from tui.widgets.answer import Answer
from tui.widgets.states import Failed


async def test_the_demo_offers_its_people_and_one_key_signs_in():
    async with portal(signed_in=False) as demo:
        await demo.sees("Who would you like to be?", "1  Anna de Vries", "5  Ahmed Yıldız")
        await demo.press("1")
        await demo.sees("1 Update", "0 ")


async def test_the_language_changes_at_once():
    async with portal(signed_in=False) as demo:
        await demo.press("l")
        await demo.sees("Wie wil je zijn?")
        await demo.press("l")
        await demo.sees("Who would you like to be?")


async def test_a_wrong_password_says_so_and_the_right_one_goes_in():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await own.type("anna@voorbeeld.example")
        await own.press("enter")
        await own.type("wrong")
        await own.press("enter")
        await own.sees("do not belong together")
        await own.type("right horse battery")
        await own.press("enter")
        await own.sees("Anna de Vries · Employee")


async def _is_slowed_down(own: PortalDriver, seconds: float) -> None:
    slowed = Unauthenticated(Reason.SLOWED_DOWN, retry_after=seconds)
    own.script.fail("sign_in", slowed)
    await own.type("a@b.example")
    await own.press("enter")
    await own.type("x")
    await own.press("enter")


async def test_a_slowed_down_account_counts_down_until_the_next_try():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await _is_slowed_down(own, 3600)
        await own.sees("Too many wrong attempts. Try again in 3")
        await own.wait_for(lambda: bool(re.search(r"Try again in 35\d\d s", own.text)), "a tick")


async def test_when_a_slowed_down_account_may_try_again_nothing_is_wrong_any_more():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await _is_slowed_down(own, 0.4)
        screen = own.app.screen
        assert isinstance(screen, SignInScreen)
        await own.wait_for(lambda: isinstance(screen.result, Failed), "the refusal")
        await own.wait_for(lambda: "Too many" not in own.text, "the end of the wait")
        assert not screen.query_one(Answer)._countdown.is_counting


async def test_who_has_several_hats_chooses_one_after_the_password():
    hats = (
        Hat(kind=Kind.CONTACT, organisation_id=None, name="Voorbeeld BV"),
        Hat(kind=Kind.OPERATOR, name="Voorbeeld Software"),
    )
    async with portal(FakeEntrance(seats=False, hats=hats), signed_in=False) as own:
        await own.type("a@b.example")
        await own.press("enter")
        await own.type("right horse battery")
        await own.press("enter")
        await own.sees("1  Voorbeeld BV", "2  Voorbeeld Software")
        await own.press("2")
        await own.sees("Anna de Vries")


async def test_a_portal_that_does_not_answer_is_tried_again_by_a_key():
    entrance = FakeEntrance()
    entrance.script.fail("info", Unavailable(Fault.UNREACHABLE, place="the portal"))
    async with portal(entrance, signed_in=False) as demo:
        await demo.sees("r  try again")
        entrance.script.mend("info")
        await demo.press("r")
        await demo.sees("Who would you like to be?")


@pytest.mark.parametrize("size", [(20, 5), (39, 24), (80, 9)])
async def test_a_screen_that_is_too_small_says_so(size: tuple[int, int]):
    async with portal(size=size) as demo:
        await demo.sees("40 x")
        assert "Update" not in demo.text


async def test_the_password_never_stands_on_the_screen():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await own.press("enter")
        await own.type("a@b.example")
        await own.press("enter")
        await own.type("secret")
        assert "secret" not in own.text


async def test_a_burst_of_keys_puts_each_word_in_its_field():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await own.burst("anna", "enter", "secret")
        fields = own.app.screen.query("Input").results(Input)
        assert [field.value for field in fields] == ["anna", "secret"]
        assert "secret" not in own.text


async def test_signing_in_says_that_it_is_under_way():
    entrance = FakeEntrance(seats=False)
    entrance.script.hold("sign_in")
    async with portal(entrance, signed_in=False) as own:
        await own.burst("a", "enter", "b", "enter")
        await own.sees("One moment")
        entrance.script.let_go("sign_in")


@pytest.mark.parametrize("around", ["{}\n", "\n{}", "{}\r\n\r\n", " {} \n"])
async def test_an_address_is_pasted_with_whatever_breaks_stand_around_it(around: str):
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await own.paste(around.format("anna@voorbeeld.example"))
        assert [field.value for field in own.app.screen.query(Input)] == [
            "anna@voorbeeld.example",
            "",
        ]
        assert fields_with_focus(own) == ["email"]


async def test_a_pasted_password_keeps_its_blanks_and_signs_nobody_in():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await own.type("a@b.example")
        await own.press("enter")
        await own.paste("\n  right horse  battery \r\n")
        assert own.app.screen.query_one("#password", Input).value == "  right horse  battery "
        assert fields_with_focus(own) == ["password"]
        assert "sign_in" not in own.script.calls


async def test_what_was_copied_in_the_program_is_pasted_as_one_line():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        own.app.copy_to_clipboard("anna@voorbeeld.example\n")
        await own.press("ctrl+v")
        assert own.app.screen.query_one("#email", Input).value == "anna@voorbeeld.example"


async def test_no_cursor_blinks():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        assert not any(field.cursor_blink for field in own.app.screen.query(Input))


def fields_with_focus(own: PortalDriver) -> list[str | None]:
    return [field.id for field in own.app.screen.query(Input) if field.has_focus]
