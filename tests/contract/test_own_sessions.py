"""Where one is signed in, and ending that from somewhere else."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.contract.stage import Stage, short
from tests.contract.world import BAKERY_HAT, FACTORY_HAT, OPERATOR_HAT, identity
from tui.api.errors import NotFound, Unauthenticated
from tui.api.models.session import Hat
from tui.api.portal import SignedIn


async def _signed_in(stage: Stage, name: str, hat: Hat | None = None) -> SignedIn:
    signed_in = await stage.sign_in(name, hat=hat)
    assert isinstance(signed_in, SignedIn)
    return signed_in


async def _current(signed_in: SignedIn) -> str:
    return next(each.id for each in await signed_in.portal.session.list() if each.current)


async def _is_over(stage: Stage, signed_in: SignedIn) -> bool:
    try:
        await signed_in.portal.profile.show()
        await stage.entrance.resume(signed_in.token)
    except Unauthenticated:
        return True
    return False


async def test_every_open_session_is_told_the_one_used_last_first(stage: Stage) -> None:
    before = datetime.now(UTC)
    for _ in range(2):
        await _signed_in(stage, "employee")
    signed_in = await _signed_in(stage, "employee")
    listed = await signed_in.portal.session.list()
    assert len(listed) == 4
    assert [each.current for each in listed] == [True, False, False, False]
    assert listed[0].id == signed_in.session.id
    used = [each.last_used_at for each in listed]
    assert used == sorted(used, reverse=True)
    for each in listed[:3]:
        assert before <= each.created_at <= each.last_used_at <= datetime.now(UTC)
        assert timedelta(days=1) < each.expires_at - each.created_at < timedelta(days=365)


async def test_a_session_is_one_under_whichever_hats(stage: Stage) -> None:
    bakery = await _signed_in(stage, "both", BAKERY_HAT)
    before = {each.id for each in await bakery.portal.session.list()}
    factory = await stage.entrance.resume(bakery.token, FACTORY_HAT)
    listed = await factory.portal.session.list()
    assert {each.id for each in listed} == before
    assert await _current(factory) == await _current(bakery) == listed[0].id


async def test_a_session_was_used_when_any_of_its_hats_was(stage: Stage) -> None:
    await _signed_in(stage, "two_hats", BAKERY_HAT)
    first = await _signed_in(stage, "two_hats", BAKERY_HAT)
    await _signed_in(stage, "two_hats", BAKERY_HAT)
    used = datetime.now(UTC)
    worn = await stage.entrance.resume(first.token, OPERATOR_HAT)
    listed = await worn.portal.session.list()
    assert (listed[0].current, listed[0].last_used_at >= used) == (True, True)
    assert listed[0].created_at < used


async def test_what_ended_is_not_told(stage: Stage) -> None:
    first, second = await _signed_in(stage, "employee"), await _signed_in(stage, "employee")
    gone = await _current(first)
    await first.portal.session.sign_out()
    assert gone not in {each.id for each in await second.portal.session.list()}
    stage.expire("employee")
    third = await _signed_in(stage, "employee")
    assert [each.id for each in await third.portal.session.list()] == [third.session.id]
    stage.leave_idle("employee")
    fourth = await _signed_in(stage, "employee")
    assert [each.id for each in await fourth.portal.session.list()] == [fourth.session.id]


async def test_nobody_elses_session_is_told(stage: Stage) -> None:
    theirs = await _signed_in(stage, "administrator")
    mine = await (await stage.portal("employee")).session.list()
    assert not {each.id for each in mine} & {each.id for each in await theirs.portal.session.list()}


async def test_a_session_that_is_ended_ends_at_once_and_for_good(stage: Stage) -> None:
    lost, here = await _signed_in(stage, "employee"), await _signed_in(stage, "employee")
    gone = await _current(lost)
    await here.portal.session.revoke(gone)
    assert await _is_over(stage, lost)
    assert not await _is_over(stage, here)
    assert gone not in {each.id for each in await here.portal.session.list()}
    with pytest.raises(NotFound):
        await here.portal.session.revoke(gone)


async def test_a_session_ends_under_all_its_hats(stage: Stage) -> None:
    bakery = await _signed_in(stage, "both", BAKERY_HAT)
    factory = await stage.entrance.resume(bakery.token, FACTORY_HAT)
    here = await _signed_in(stage, "both", BAKERY_HAT)
    await here.portal.session.revoke(await _current(factory))
    assert await _is_over(stage, bakery)
    assert await _is_over(stage, factory)
    with pytest.raises(Unauthenticated):
        await stage.entrance.resume(bakery.token, FACTORY_HAT)


async def test_one_can_end_the_session_that_asks(stage: Stage) -> None:
    here = await _signed_in(stage, "employee")
    await here.portal.session.revoke(await _current(here))
    assert await _is_over(stage, here)


async def test_a_session_under_another_hat_is_not_one_by_itself(stage: Stage) -> None:
    bakery = await _signed_in(stage, "both", BAKERY_HAT)
    factory = await stage.entrance.resume(bakery.token, FACTORY_HAT)
    assert factory.session.id != await _current(factory)
    with pytest.raises(NotFound):
        await bakery.portal.session.revoke(factory.session.id)
    assert not await _is_over(stage, factory)


async def test_nobody_ends_a_session_of_somebody_else(stage: Stage) -> None:
    theirs = await _signed_in(stage, "employee")
    for name in ("administrator", "other_administrator", "operator"):
        with pytest.raises(NotFound):
            await (await stage.portal(name)).session.revoke(await _current(theirs))
    assert not await _is_over(stage, theirs)


@pytest.mark.parametrize(
    "session_id",
    ["", "x", "%", "' OR 1=1 --", "\x00", "\ud800", "a" * 1000, identity(0xDEAD)],
    ids=short,
)
async def test_what_is_no_session_is_not_found(stage: Stage, session_id: str) -> None:
    portal = await stage.portal("employee")
    before = await portal.session.list()
    with pytest.raises(NotFound):
        await portal.session.revoke(session_id)
    assert await portal.session.list() == before
