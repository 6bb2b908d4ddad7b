"""Signing in: patience, silence about strangers, and sessions that end."""

import asyncio

import pytest

from tests.api.store.world import ANNA, BAKERY, PASSWORD, Store
from tui.api.errors import (
    Fault,
    Forbidden,
    NotFound,
    Reason,
    Remedy,
    Unauthenticated,
    Unavailable,
)
from tui.api.models.releases import NoteQuery
from tui.api.models.session import Hat
from tui.api.models.sign_in import SignIn
from tui.api.policy import Kind
from tui.api.portal import ChooseHat
from tui.api.store.session import sign_in
from tui.api.store.session.passwords import Argon2
from tui.api.store.session.sessions import ABSOLUTE, IDLE
from tui.secret import Secret

EMAILS = ["anna@example.nl", "nobody@example.nl"]


async def _refusal(store: Store, email: str, password: str = "wrong") -> Unauthenticated:
    with pytest.raises(Unauthenticated) as caught:
        await store.sign_in(email, password)
    return caught.value


async def test_a_stranger_costs_the_same_work_and_gets_the_same_answer(store: Store) -> None:
    answers = []
    for email in EMAILS:
        refusal = await _refusal(store, email)
        answers.append((refusal.key, refusal.remedy, refusal.retry_after))
    assert answers[0] == answers[1]
    assert len(store.hasher.looked_at) == 2
    assert len(set(store.hasher.looked_at)) == 2


@pytest.mark.parametrize("email", EMAILS)
async def test_who_guesses_waits_longer_and_longer_but_never_for_ever(
    store: Store, email: str
) -> None:
    for _ in range(5):
        assert (await _refusal(store, email)).reason is Reason.WRONG_CREDENTIALS
    for seconds in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900):
        refusal = await _refusal(store, email)
        assert (refusal.reason, refusal.remedy) == (Reason.SLOWED_DOWN, Remedy.WAIT)
        assert refusal.retry_after == seconds
        store.clock.forward(seconds=seconds)
        assert (await _refusal(store, email)).reason is Reason.WRONG_CREDENTIALS


async def test_the_right_password_waits_as_well_and_then_wipes_the_slate(store: Store) -> None:
    for _ in range(5):
        await _refusal(store, EMAILS[0])
    looked_at = len(store.hasher.looked_at)
    assert (await _refusal(store, EMAILS[0], PASSWORD)).reason is Reason.SLOWED_DOWN
    assert len(store.hasher.looked_at) == looked_at
    store.clock.forward(seconds=1)
    await store.sign_in()
    for _ in range(5):
        assert (await _refusal(store, EMAILS[0])).reason is Reason.WRONG_CREDENTIALS


async def test_many_guesses_at_once_are_no_way_around_the_waiting(store: Store) -> None:
    refusals = await asyncio.gather(*(_refusal(store, EMAILS[0]) for _ in range(20)))
    assert sum(each.reason is Reason.WRONG_CREDENTIALS for each in refusals) == 5
    assert len(store.hasher.looked_at) == 5


async def _meet_a_busy_store(store: Store, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Sign in with the right password, and let the session not be written."""

    def busy(*_: object) -> None:
        raise Unavailable(Fault.BUSY)

    with monkeypatch.context() as patch:
        patch.setattr(sign_in, "finish", busy)
        for _ in range(times):
            with pytest.raises(Unavailable):
                await store.sign_in()


async def test_a_right_password_is_no_failure_where_the_store_is_busy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _meet_a_busy_store(store, monkeypatch, times=20)
    await store.sign_in()


async def test_a_right_password_that_met_a_busy_store_makes_nobody_wait(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        await _refusal(store, EMAILS[0])
    await _meet_a_busy_store(store, monkeypatch, times=2)
    await store.sign_in()


async def test_a_busy_store_gives_no_guess_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _meet_a_busy_store(store, monkeypatch, times=3)
    for _ in range(5):
        assert (await _refusal(store, EMAILS[0])).reason is Reason.WRONG_CREDENTIALS
    refusal = await _refusal(store, EMAILS[0])
    assert (refusal.reason, refusal.retry_after) == (Reason.SLOWED_DOWN, 1)


async def test_an_excuse_lasts_until_the_store_takes_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        await _refusal(store, EMAILS[0])
    await _meet_a_busy_store(store, monkeypatch, times=1)

    def busy(*_: object) -> None:
        raise Unavailable(Fault.BUSY)

    with monkeypatch.context() as patch:
        patch.setattr(sign_in, "begin", busy)
        with pytest.raises(Unavailable):
            await store.sign_in()
    await store.sign_in()


async def test_whose_password_changed_meanwhile_does_not_come_in(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = store.hasher.verify

    def slowly(password: Secret, kept: str) -> bool:
        store.rows("UPDATE person SET password_hash = 'kept another' WHERE id = ?", [ANNA])
        return verify(password, kept)

    monkeypatch.setattr(store.hasher, "verify", slowly)
    assert (await _refusal(store, EMAILS[0], PASSWORD)).reason is Reason.WRONG_CREDENTIALS


async def test_what_was_typed_as_an_email_is_not_kept(store: Store) -> None:
    await _refusal(store, "my-password-in-the-wrong-field")
    assert b"my-password" not in store.path.read_bytes()


async def test_a_session_that_is_not_used_ends(store: Store) -> None:
    signed_in = await store.sign_in()
    store.clock.forward(seconds=IDLE.total_seconds() - 1)
    await store.entrance.resume(signed_in.token)
    store.clock.forward(seconds=IDLE.total_seconds())
    with pytest.raises(Unauthenticated):
        await signed_in.portal.releases.count(NoteQuery())


async def test_a_session_that_is_only_read_goes_on(store: Store) -> None:
    signed_in = await store.sign_in()
    for _ in range(3):
        store.clock.forward(seconds=IDLE.total_seconds() - 1)
        await signed_in.portal.releases.count(NoteQuery())


async def test_reading_writes_at_most_once_a_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in = await store.sign_in()
    desk = signed_in.portal.releases._desk  # type: ignore[attr-defined]
    write, writes = desk.write, []

    async def counted(*arguments: object) -> object:
        writes.append(arguments)
        return await write(*arguments)

    monkeypatch.setattr(desk, "write", counted)
    for _ in range(48):
        await signed_in.portal.releases.count(NoteQuery())
        store.clock.forward(hours=1)
    assert len(writes) == 1


async def test_a_store_that_cannot_be_written_is_asked_in_vain_once_a_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in = await store.sign_in()
    desk = signed_in.portal.releases._desk  # type: ignore[attr-defined]
    tries: list[object] = []

    async def refused(*arguments: object) -> object:
        tries.append(arguments)
        raise Unavailable(Fault.READ_ONLY)

    monkeypatch.setattr(desk, "write", refused)
    store.clock.forward(days=2)
    for _ in range(3):
        assert (await signed_in.portal.releases.count(NoteQuery())).exact
    assert len(tries) == 1


async def test_a_session_ends_however_much_it_is_used(store: Store) -> None:
    signed_in = await store.sign_in()
    for _ in range(ABSOLUTE.days - 1):
        store.clock.forward(days=1)
        await store.entrance.resume(signed_in.token)
    store.clock.forward(days=1)
    with pytest.raises(Unauthenticated):
        await store.entrance.resume(signed_in.token)


async def _bram(store: Store) -> tuple[Secret, Hat]:
    """Sign in who has two hats, under the first; returns the token and the other hat."""
    attempt = SignIn(email="bram@example.nl", password=Secret(PASSWORD))
    choice = await store.entrance.sign_in(attempt)
    assert isinstance(choice, ChooseHat)
    first, other = choice.hats
    signed_in = await store.entrance.sign_in(attempt.model_copy(update={"hat": first}))
    assert not isinstance(signed_in, ChooseHat)
    return signed_in.token, other


async def test_putting_on_a_hat_twice_makes_one_session(store: Store) -> None:
    token, other = await _bram(store)
    worn = [await store.entrance.resume(token, other) for _ in range(2)]
    assert worn[0].token == worn[1].token != token
    assert store.rows("SELECT count(*) FROM session") == [(2,)]


async def test_signing_out_under_one_hat_ends_the_session_under_all(store: Store) -> None:
    token, other = await _bram(store)
    worn = await store.entrance.resume(token, other)
    await worn.portal.session.sign_out()
    for each in (token, worn.token):
        with pytest.raises(Unauthenticated):
            await store.entrance.resume(each)


async def test_tokens_and_passwords_are_not_in_the_file(store: Store) -> None:
    token, other = await _bram(store)
    worn = await store.entrance.resume(token, other)
    kept = store.path.read_bytes()
    assert token.reveal().encode() not in kept
    assert worn.token.reveal().encode() not in kept


async def test_a_portal_without_demo_people_lets_nobody_in_without_a_password(
    store: Store,
) -> None:
    with pytest.raises(Forbidden) as caught:
        await store.entrance.sign_in_as("employee")
    assert caught.value.reason is Reason.DEMO_ONLY
    store.rows("INSERT INTO demo_seat VALUES ('employee', 0, ?, 'job')", [ANNA])
    with pytest.raises(NotFound):
        await store.entrance.sign_in_as("support")
    signed_in = await store.entrance.sign_in_as("employee")
    assert signed_in.session.kind is Kind.CONTACT
    assert signed_in.session.organisation_id == BAKERY


def test_the_password_is_kept_as_argon2id_at_the_cost_of_the_store() -> None:
    quick, real = Argon2(quick=True), Argon2()
    kept = quick.hash(Secret("p\ud800"))
    assert kept.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert real.verify(Secret("p\ud800"), kept)
    assert not real.verify(Secret("p"), kept)
    assert not real.verify(Secret("p"), "no hash at all")
    assert real.hash(Secret("p")).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_changing_hats_makes_no_session_last_longer(store: Store) -> None:
    token, other = await _bram(store)
    for _ in range(ABSOLUTE.days - 1):
        store.clock.forward(days=1)
        await store.entrance.resume(token)
    worn = await store.entrance.resume(token, other)
    store.clock.forward(days=1)
    with pytest.raises(Unauthenticated):
        await store.entrance.resume(worn.token)


async def test_a_hat_that_was_not_worn_for_long_can_be_put_on_again(store: Store) -> None:
    token, other = await _bram(store)
    await store.entrance.resume(token, other)
    for _ in range(IDLE.days + 1):
        store.clock.forward(days=1)
        await store.entrance.resume(token)
    worn = await store.entrance.resume(token, other)
    assert worn.session.kind is other.kind


async def test_who_only_works_under_the_other_hat_stays_signed_in(store: Store) -> None:
    token, other = await _bram(store)
    for _ in range(IDLE.days * 2):
        store.clock.forward(days=1)
        await store.entrance.resume(token, other)
    await store.entrance.resume(token)


async def test_the_first_hat_counts_as_a_sign_in_however_it_is_put_on(store: Store) -> None:
    attempt = SignIn(email="bram@example.nl", password=Secret(PASSWORD))
    choice = await store.entrance.sign_in(attempt)
    assert isinstance(choice, ChooseHat)
    contact, operator = choice.hats
    store.rows("UPDATE organisation SET product_version = '1'")
    signed_in = await store.entrance.sign_in(attempt.model_copy(update={"hat": operator}))
    assert not isinstance(signed_in, ChooseHat)
    worn = await store.entrance.resume(signed_in.token, contact)
    baseline = "SELECT read_until_key FROM contact WHERE last_login_at IS NOT NULL"
    assert store.rows(baseline) == [("2026-01-01",)]
    assert (await worn.portal.releases.count(NoteQuery(unread=True))).value == 0
    audited = store.rows("SELECT kind FROM audit WHERE action = 'session.sign_in' ORDER BY at, id")
    assert audited == [("operator",), ("contact",)]
