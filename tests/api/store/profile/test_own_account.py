"""Own password and sessions: what is written of it, and what a busy store does to it."""

import pytest

from tests.api.store.world import ANNA, PASSWORD, Store
from tui.api.errors import Fault, Invalid, Reason, Unauthenticated, Unavailable
from tui.api.models.profile import PasswordChange
from tui.api.portal import SignedIn
from tui.api.store.profile import password_change
from tui.api.store.session.sessions import ABSOLUTE
from tui.secret import Secret

NEW = "a longer password"
AUDITED = "SELECT action, object_id FROM audit WHERE action <> 'session.sign_in' ORDER BY action"


async def _change(signed_in: SignedIn, current: str = PASSWORD, new: str = NEW) -> None:
    change = PasswordChange(current=Secret(current), new=Secret(new))
    await signed_in.portal.profile.change_password(change)


async def test_a_new_password_and_the_sessions_that_it_ends_are_audited_without_values(
    store: Store,
) -> None:
    other, here = await store.sign_in(), await store.sign_in()
    await _change(here)
    assert store.rows(AUDITED) == [
        ("profile.change_password", ANNA),
        ("session.revoke", other.session.id),
    ]
    assert store.rows("SELECT * FROM change") == []


async def test_ending_a_session_is_audited_once(store: Store) -> None:
    other, here = await store.sign_in(), await store.sign_in()
    await here.portal.session.revoke(other.session.id)
    assert store.rows(AUDITED) == [("session.revoke", other.session.id)]


async def test_a_session_that_lay_idle_under_all_its_hats_is_not_open(store: Store) -> None:
    await store.sign_in()
    store.clock.forward(days=10)
    here = await store.sign_in()
    assert len(await here.portal.session.list()) == 2
    store.clock.forward(days=5)
    assert [each.current for each in await here.portal.session.list()] == [True]


async def test_a_right_present_password_is_no_failure_where_the_store_is_busy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in = await store.sign_in()

    def busy(*_: object) -> None:
        raise Unavailable(Fault.BUSY)

    with monkeypatch.context() as patch:
        patch.setattr(password_change, "finish", busy)
        for _ in range(10):
            with pytest.raises(Unavailable):
                await _change(signed_in)
    for _ in range(5):
        with pytest.raises(Invalid):
            await _change(signed_in, "wrong")
    with pytest.raises(Unauthenticated) as caught:
        await _change(signed_in)
    assert caught.value.reason is Reason.SLOWED_DOWN
    store.clock.forward(seconds=1)
    await _change(signed_in)
    await store.sign_in(password=NEW)


async def test_a_password_that_changed_meanwhile_is_not_written_over(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in = await store.sign_in()
    make = store.hasher.hash

    def slowly(password: Secret) -> str:
        if password == Secret(NEW):
            store.rows("UPDATE person SET password_hash = 'kept another' WHERE id = ?", [ANNA])
        return make(password)

    monkeypatch.setattr(store.hasher, "hash", slowly)
    with pytest.raises(Invalid):
        await _change(signed_in)
    kept = "SELECT password_hash FROM person WHERE id = ?"
    assert store.rows(kept, [ANNA]) == [("kept another",)]


async def test_a_session_that_reached_its_end_is_not_open_however_much_it_was_used(
    store: Store,
) -> None:
    worn_out = await store.sign_in()
    for _ in range(ABSOLUTE.days - 1):
        store.clock.forward(days=1)
        await store.entrance.resume(worn_out.token)
    here = await store.sign_in()
    assert len(await here.portal.session.list()) == 2
    store.clock.forward(days=1)
    assert [each.current for each in await here.portal.session.list()] == [True]
