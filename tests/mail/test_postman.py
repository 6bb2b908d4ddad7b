"""Mail is carried at least once, and nobody's trouble holds up anybody else."""

import asyncio
import json
import logging
from dataclasses import replace

import pytest

from tests.contract.incidents import contact_id, submitted
from tests.contract.posts import let_the_lease_end, outbox_of, outcomes
from tests.contract.stage import Stage
from tests.contract.world import PEOPLE
from tests.mail.mail_server import CUT, MailServer
from tui.api.outbox import LEASE, Outbox, Outcome, Piece
from tui.mail import postman
from tui.mail.carrier import MESSAGE_SECONDS, OPENING_SECONDS
from tui.mail.postman import Postman, Round, on_rounds, wait_after
from tui.mail.settings import MailSettings
from tui.server.app import app_on

ADAM = PEOPLE["administrator"].email
MILA = PEOPLE["manager"].email
BOTH = (contact_id("administrator"), contact_id("manager"))


async def _post(stage: Stage, *watcher_ids: str, times: int = 1) -> None:
    emma = (await stage.portal("employee")).incidents
    for _ in range(times):
        await submitted(emma, watcher_ids=watcher_ids)


async def _go_round(stage: Stage, settings: MailSettings) -> Round:
    async with outbox_of(stage) as outbox:
        return await Postman(outbox, settings, lambda: 0.5).go_round()


async def test_what_is_posted_arrives_once(stage: Stage, server: MailServer) -> None:
    await _post(stage, *BOTH)
    assert await _go_round(stage, server.settings) == Round(sent=2)
    assert await _go_round(stage, server.settings) == Round()
    assert sorted(to for _, to in server.envelopes) == [ADAM, MILA]
    assert {sender for sender, _ in server.envelopes} == {server.settings.sender}


async def test_what_is_refused_for_now_is_accepted_later(stage: Stage, server: MailServer) -> None:
    await _post(stage, contact_id("administrator"))
    server.answers.append("451 4.7.1 come again")
    assert await _go_round(stage, server.settings) == Round(later=1)
    assert await outcomes(stage) == [(Outcome.WAITING, "451 4.7.1 come again")]
    assert await _go_round(stage, server.settings) == Round()
    let_the_lease_end(stage)
    assert await _go_round(stage, server.settings) == Round(sent=1)


async def test_what_is_refused_for_good_fails_with_the_reason_and_holds_up_nobody(
    stage: Stage, server: MailServer
) -> None:
    await _post(stage, *BOTH)
    server.unwanted[ADAM] = "550 5.1.1 nobody of that name"
    assert await _go_round(stage, server.settings) == Round(sent=1, failed=1)
    assert [to for _, to in server.envelopes] == [MILA]
    assert (Outcome.FAILED, "550 5.1.1 nobody of that name") in await outcomes(stage)
    assert await _go_round(stage, server.settings) == Round()


async def test_a_line_that_is_cut_in_the_middle_of_a_message_is_tried_again(
    stage: Stage, server: MailServer
) -> None:
    await _post(stage, *BOTH)
    server.answers.append(CUT)
    done = await _go_round(stage, server.settings)
    assert (done.sent, done.later, done.trouble) == (1, 1, None)
    let_the_lease_end(stage)
    assert await _go_round(stage, server.settings) == Round(sent=1)
    assert sorted(to for _, to in server.envelopes) == [ADAM, MILA]


class _Killed(BaseException):
    pass


class _DiesBeforeNoting:
    """An outbox whose process is killed between the mail server's yes and the note of it."""

    def __init__(self, outbox: Outbox) -> None:
        self.take, self.letter = outbox.take, outbox.letter
        self.failed, self.later, self.list = outbox.failed, outbox.later, outbox.list

    async def sent(self, piece: Piece) -> None:
        raise _Killed


async def test_who_is_killed_before_noting_it_leaves_a_duplicate_that_is_known_as_one(
    stage: Stage, server: MailServer
) -> None:
    await _post(stage, contact_id("administrator"))
    async with outbox_of(stage) as outbox:
        dying = Postman(_DiesBeforeNoting(outbox), server.settings)
        with pytest.raises(BaseExceptionGroup) as killed:
            await dying.go_round()
    assert killed.group_contains(_Killed)
    assert await _go_round(stage, server.settings) == Round()
    let_the_lease_end(stage)
    assert await _go_round(stage, server.settings) == Round(sent=1)
    first, second = server.arrived
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


async def test_two_servers_send_each_piece_once(stage: Stage, server: MailServer) -> None:
    await _post(stage, *BOTH, times=15)
    rounds = [_go_round(stage, server.settings) for _ in range(2)]
    done = await asyncio.gather(*rounds)
    assert sum(each.sent for each in done) == 30
    assert all(each.sent for each in done)
    ids = [message["Message-ID"] for message in server.arrived]
    assert len(ids) == len({*ids}) == 30


async def test_a_mail_server_that_is_not_there_is_asked_no_more_in_that_round(
    stage: Stage, server: MailServer
) -> None:
    await _post(stage, *BOTH, times=5)
    nobody = replace(server.settings, port=1)
    done = await _go_round(stage, nobody)
    assert done.trouble
    assert (done.sent, done.failed) == (0, 0)
    assert 0 < done.later <= postman.CARRIERS
    let_the_lease_end(stage)
    assert (await _go_round(stage, server.settings)).sent == 10


async def test_a_letter_that_cannot_be_written_holds_up_no_other(
    stage: Stage, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _post(stage, *BOTH)
    write = postman.message

    def unwritable(letter: object, settings: MailSettings) -> object:
        if getattr(letter, "address", "") == ADAM:
            raise LookupError("a fault of ours")
        return write(letter, settings)  # type: ignore[arg-type]

    monkeypatch.setattr(postman, "message", unwritable)
    assert await _go_round(stage, server.settings) == Round(sent=1, later=1)
    assert (Outcome.WAITING, "LookupError") in await outcomes(stage)


async def test_a_server_sends_as_it_runs_and_ends_when_told(
    stage: Stage, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    await _post(stage, *BOTH)
    caplog.set_level(logging.INFO, "tui")
    async with outbox_of(stage) as outbox:
        sent = asyncio.Event()
        noted = outbox.sent

        async def note(piece: Piece) -> None:
            await noted(piece)
            if all(outcome is Outcome.SENT for outcome, _ in await outcomes(stage)):
                sent.set()

        outbox.sent = note  # type: ignore[method-assign]
        async with asyncio.timeout(30), on_rounds(outbox, server.settings):
            await sent.wait()
    told = json.dumps([getattr(record, "told", None) for record in caplog.records])
    assert json.loads(told)[0]["sent"] == 2
    assert "@" not in told


async def test_what_is_served_is_mailed_where_a_mail_server_is_named(
    stage: Stage, server: MailServer
) -> None:
    await _post(stage, contact_id("administrator"))
    app = app_on(stage.url, mail=server.settings)
    async with asyncio.timeout(30), app.router.lifespan_context(app):
        await server.came.wait()
    assert [to for _, to in server.envelopes] == [ADAM]
    assert await outcomes(stage) == [(Outcome.SENT, "")]


def test_each_try_waits_longer_up_to_a_bound_and_not_at_the_same_moment() -> None:
    waits = [wait_after(tries, 1.0) for tries in range(30)]
    assert waits == sorted(waits)
    assert (waits[0].total_seconds(), waits[-1].total_seconds()) == (60, 7200)
    assert wait_after(3, 0.0) * 2 == wait_after(3, 1.0)


def test_a_message_takes_less_time_than_its_piece_was_taken_for() -> None:
    assert LEASE.total_seconds() >= (OPENING_SECONDS + MESSAGE_SECONDS) * 1.4
