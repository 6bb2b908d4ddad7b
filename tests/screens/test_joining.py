"""Joining with the code of an invitation, by keys."""

import re

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tests.screens.test_pictures import SIZES, looks_as_before
from tui import i18n
from tui.api.errors import FieldError, Invalid, Reason, Remedy, Unauthenticated
from tui.api.models.session import Language
from tui.widgets.answer import Answer

CODE = "XNFS5-2DR2M-BPV4G-RYAKH-PQNRR"
PASSWORD = "een molen met wieken"


async def _open(own: PortalDriver) -> None:
    await own.press("escape", "J")
    await own.sees(i18n.t("join.title"))


async def _fill_in(own: PortalDriver, password: str = PASSWORD, again: str = PASSWORD) -> None:
    await _open(own)
    await own.press("enter")
    for words in (CODE, "Mila van der Molen", password, again):
        await own.type(words)
        await own.press("enter")


async def test_who_has_a_code_joins_and_is_signed_in():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await _fill_in(own)
        await own.press("ctrl+s")
        await own.sees("1 Update")
        (join,) = own.entrance.joined
        assert (join.code, join.name) == (CODE, "Mila van der Molen")
        assert (join.password.reveal(), join.language) == (PASSWORD, Language.ENGLISH)


async def test_one_joins_in_the_language_that_is_spoken():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await own.press("escape", "l")
        await _fill_in(own)
        await own.press("ctrl+s")
        await own.sees("1 Update")
        assert own.entrance.joined[0].language == Language.DUTCH


async def test_a_code_that_does_not_work_says_so_and_loses_nothing():
    entrance = FakeEntrance(seats=False)
    entrance.script.fail("join", Unauthenticated(Reason.WRONG_CODE, Remedy.ASK_VENDOR))
    async with portal(entrance, signed_in=False) as own:
        await _fill_in(own)
        await own.press("ctrl+s")
        await own.sees("This code does not work", CODE, "Mila van der Molen")
        entrance.script.mend("join")
        await own.press("ctrl+s")
        await own.sees("1 Update")


async def _is_slowed_down(own: PortalDriver, seconds: float) -> None:
    own.script.fail("join", Unauthenticated(Reason.SLOWED_DOWN, retry_after=seconds))
    await _fill_in(own)
    await own.press("ctrl+s")


async def test_joining_that_is_slowed_down_counts_down_until_the_next_try():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await _is_slowed_down(own, 3600)
        await own.sees("Too many wrong attempts. Try again in 3")
        await own.wait_for(lambda: bool(re.search(r"Try again in 35\d\d s", own.text)), "a tick")


async def test_when_one_may_try_again_nothing_is_wrong_and_what_was_typed_is_sent():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await _is_slowed_down(own, 0.4)
        await own.wait_for(lambda: "Too many" not in own.text, "the end of the wait")
        answer = own.app.screen.query_one(Answer)
        assert not answer._countdown.is_counting
        assert answer.has_class("-silent")
        own.script.mend("join")
        await own.press("ctrl+s")
        await own.sees("1 Update")
        assert own.entrance.joined[0].code == CODE


async def test_leaving_the_sheet_ends_the_countdown():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await _is_slowed_down(own, 3600)
        answer = own.app.screen.query_one(Answer)
        assert answer._countdown.is_counting
        await own.press("escape", "enter")
        await own.sees("Stay signed in on this machine")
        assert not answer._countdown.is_counting


async def test_what_is_wrong_with_the_password_stands_beside_it():
    entrance = FakeEntrance(seats=False)
    wrong = FieldError("password", "account_password")
    entrance.script.fail("join", Invalid((wrong,)))
    async with portal(entrance, signed_in=False) as own:
        await _fill_in(own)
        await own.press("ctrl+s")
        await own.sees("account here already")


async def test_passwords_that_differ_are_not_sent():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await _fill_in(own, again="een molen zonder")
        await own.press("ctrl+s")
        await own.sees("These are not the same")
        assert own.entrance.joined == []


async def test_the_password_never_stands_on_the_screen():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await _fill_in(own)
        assert PASSWORD not in own.text


async def test_leaving_goes_back_to_signing_in():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await _open(own)
        await own.press("escape")
        await own.sees("E-mail", "Stay signed in on this machine")
        assert own.entrance.joined == []


async def test_a_letter_typed_into_a_field_opens_nothing():
    async with portal(FakeEntrance(seats=False), signed_in=False) as own:
        await own.type("J")
        assert i18n.t("join.title") not in own.text


@pytest.mark.parametrize("seats", [True, False], ids=["demo", "own"])
async def test_joining_is_offered_where_people_have_accounts(seats: bool):
    async with portal(FakeEntrance(seats=seats), signed_in=False) as own:
        await own.press("escape")
        assert ("join with a code" in own.footer) is not seats
        await own.press("J")
        assert (i18n.t("join.title") in own.text) is not seats


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@SIZES
def test_joining_looks_as_before(snap_compare, size: tuple[int, int], language: str):
    i18n.use(language)

    async def filled_in(own: PortalDriver) -> None:
        await _fill_in(own, again="another one")
        await own.press("ctrl+s")

    entrance = FakeEntrance(seats=False)
    words = (i18n.t("join.title"), i18n.t("invalid.password_differs"))
    assert looks_as_before(snap_compare, entrance, filled_in, *words, size=size, signed_in=False)
