"""Changing one's own password."""

import asyncio

import pytest
from pydantic import ValidationError

from tests.contract.stage import Stage, short
from tests.contract.world import BAKERY_HAT, FACTORY_HAT, PASSWORD, PEOPLE, WRONG_PASSWORD
from tui.api.errors import Invalid, Reason, Unauthenticated
from tui.api.models.profile import LONGEST_PASSWORD, SHORTEST_PASSWORD, PasswordChange
from tui.api.portal import Portal, SignedIn
from tui.secret import Secret

NEW = "een nieuw: wachtwoord, veertien é"


def _change(current: str = PASSWORD, new: str = NEW) -> PasswordChange:
    return PasswordChange(current=Secret(current), new=Secret(new))


async def _refusal(portal: Portal, current: str = WRONG_PASSWORD) -> tuple[str, str] | Reason:
    try:
        await portal.profile.change_password(_change(current))
    except Invalid as error:
        (wrong,) = error.fields
        return wrong.field, wrong.code
    except Unauthenticated as error:
        return error.reason
    raise AssertionError("the password was changed")


async def _opens(stage: Stage, name: str, password: str) -> bool:
    try:
        return isinstance(await stage.sign_in(name, password), SignedIn)
    except Unauthenticated:
        return False


WRONG = ("current", "wrong_password")


async def test_the_new_password_signs_in_and_the_old_one_does_not(stage: Stage) -> None:
    portal = await stage.portal("employee")
    await portal.profile.change_password(_change())
    assert await _opens(stage, "employee", NEW)
    assert not await _opens(stage, "employee", PASSWORD)
    assert await _opens(stage, "administrator", PASSWORD)


@pytest.mark.parametrize(
    "current", ["", WRONG_PASSWORD, PASSWORD + " ", PASSWORD.upper(), "\x00", "\ud800"], ids=short
)
async def test_without_the_present_password_nothing_changes(stage: Stage, current: str) -> None:
    portal = await stage.portal("employee")
    assert await _refusal(portal, current) == WRONG
    assert await _opens(stage, "employee", PASSWORD)
    assert await portal.session.list()


@pytest.mark.parametrize("length", [0, SHORTEST_PASSWORD - 1, LONGEST_PASSWORD + 1])
def test_a_new_password_has_a_fit_length(length: int) -> None:
    with pytest.raises(ValidationError) as caught:
        _change(new="x" * length)
    (wrong,) = caught.value.errors()
    assert (wrong["loc"], wrong["type"]) == (("new",), "password_length")
    assert "xxx" not in str(caught.value)


@pytest.mark.parametrize("length", [SHORTEST_PASSWORD, LONGEST_PASSWORD])
async def test_a_new_password_of_any_characters_is_taken(stage: Stage, length: int) -> None:
    new = "\ud800 é\x00" + "日" * (length - 4)
    await (await stage.portal("employee")).profile.change_password(_change(new=new))
    assert await _opens(stage, "employee", new)
    assert not await _opens(stage, "employee", new[:-1])


async def test_every_other_session_ends_under_all_its_hats(stage: Stage) -> None:
    other = await stage.sign_in("both", hat=BAKERY_HAT)
    assert isinstance(other, SignedIn)
    worn = await stage.entrance.resume(other.token, FACTORY_HAT)
    here = await stage.sign_in("both", hat=BAKERY_HAT)
    assert isinstance(here, SignedIn)
    also_here = await stage.entrance.resume(here.token, FACTORY_HAT)
    await also_here.portal.profile.change_password(_change())
    for gone in (other, worn):
        with pytest.raises(Unauthenticated):
            await gone.portal.profile.show()
        with pytest.raises(Unauthenticated):
            await stage.entrance.resume(gone.token)
    for kept in (here, also_here):
        await kept.portal.profile.show()
        assert [each.current for each in await kept.portal.session.list()] == [True]


async def test_nobody_elses_session_ends(stage: Stage) -> None:
    colleague = await stage.portal("administrator")
    await (await stage.portal("employee")).profile.change_password(_change())
    await colleague.profile.show()


async def test_being_signed_in_makes_no_guess_a_free_one(stage: Stage) -> None:
    portal = await stage.portal("employee")
    answers = [await _refusal(portal) for _ in range(6)]
    assert answers == [WRONG] * 5 + [Reason.SLOWED_DOWN]
    stage.lengthen_the_wait()
    assert await _refusal(portal, PASSWORD) is Reason.SLOWED_DOWN
    assert not await _opens(stage, "employee", PASSWORD)
    await portal.profile.show()


async def test_guesses_at_the_entrance_count_here_as_well(stage: Stage) -> None:
    portal = await stage.portal("employee")
    for _ in range(5):
        assert not await _opens(stage, "employee", WRONG_PASSWORD)
    stage.lengthen_the_wait()
    assert await _refusal(portal, PASSWORD) is Reason.SLOWED_DOWN


async def test_the_right_password_wipes_the_slate(stage: Stage) -> None:
    portal = await stage.portal("employee")
    for _ in range(4):
        assert await _refusal(portal) == WRONG
    await portal.profile.change_password(_change())
    for _ in range(5):
        assert await _refusal(portal) == WRONG


async def test_of_two_changes_at_the_same_moment_one_wins(stage: Stage) -> None:
    portal = await stage.portal("employee")
    news = [f"{NEW} {number}" for number in range(3)]
    results = await asyncio.gather(
        *(portal.profile.change_password(_change(new=new)) for new in news),
        return_exceptions=True,
    )
    assert [type(each) for each in results if each is not None] == [Invalid] * 2
    assert [await _opens(stage, "employee", new) for new in news] == [r is None for r in results]


async def test_who_has_no_password_cannot_make_one_this_way(stage: Stage) -> None:
    statement = "UPDATE person SET password_hash = NULL WHERE id = ?"
    portal = await stage.portal("employee")
    stage.ground.execute(stage.url, statement, [PEOPLE["employee"].id])
    for current in ("", PASSWORD):
        assert await _refusal(portal, current) == WRONG
    assert not await _opens(stage, "employee", NEW)


async def test_neither_password_stands_in_the_store(stage: Stage) -> None:
    await (await stage.portal("employee")).profile.change_password(_change())
    contents = stage.ground.contents(stage.url)
    assert "profile.change_password" in contents
    assert PASSWORD not in contents
    assert NEW not in contents
