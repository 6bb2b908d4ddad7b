"""Logging in at the mail server: who is not let in is told what to do, and nobody the password."""

import logging
import traceback
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import trustme

from tests.cli.conftest import Klantportal
from tests.contract.incidents import contact_id, submitted
from tests.contract.posts import outbox_of
from tests.contract.stage import Stage
from tests.mail.mail_server import MailServer, certified, mail_server
from tests.mail.test_command_line import posted, run
from tests.mail.test_writing import LETTER
from tui.mail.carrier import Carrier, Unreachable
from tui.mail.postman import CARRIERS, Postman
from tui.mail.settings import MailSettings, Security
from tui.mail.writing import message
from tui.secret import Secret

__all__ = ["posted"]

USER, PASSWORD = "portal@x", "s3cret-f0r-mail"
RIGHT, OTHER, NONE = (USER, PASSWORD), (USER, "another"), None
FORMS = (
    PASSWORD,
    b64encode(PASSWORD.encode()).decode(),
    b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode(),
)
"""The password as it is, and as it goes over the line."""
REPEATED = f'500 5.5.1 Command unrecognized: "AUTH PLAIN {FORMS[-1]}"'


@dataclass(frozen=True)
class Door:
    """How mail servers of a test are private, and who vouches for them."""

    security: Security
    authority: trustme.CA
    ca_file: Path

    @asynccontextmanager
    async def server(
        self, login: tuple[str, str] | None, refusal: str | None = None
    ) -> AsyncIterator[tuple[MailServer, MailSettings]]:
        """Run a server with this login; the settings have the name and password of the portal."""
        private = certified(self.authority)
        async with mail_server(self.security, private, login, refusal) as server:
            settings = replace(
                server.settings, ca_file=str(self.ca_file), user=USER, password=Secret(PASSWORD)
            )
            yield server, settings


@pytest.fixture(params=[Security.STARTTLS, Security.TLS])
def door(request: pytest.FixtureRequest, authority: trustme.CA, tmp_path: Path) -> Door:
    """Each way to be private."""
    ca_file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    return Door(request.param, authority, ca_file)


async def _carry(settings: MailSettings) -> None:
    async with Carrier(settings) as carrier:
        await carrier.carry(message(LETTER, settings), LETTER.address)


def _nowhere_in(*told: str) -> None:
    for form in FORMS:
        assert form not in "\n".join(told)


async def test_who_logs_in_by_the_right_password_sends(door: Door) -> None:
    async with door.server(RIGHT) as (server, settings):
        await _carry(settings)
        assert server.logins == 1
        assert [to for _, to in server.envelopes] == [LETTER.address]


@pytest.mark.parametrize(
    ("login", "refusal", "told", "times"),
    [
        (OTHER, None, "login_refused 535 5.7.8 Authentication credentials invalid", 1),
        (OTHER, "454 4.7.0 Not \x1bnow", "login_refused 454 4.7.0 Not now", 1),
        (OTHER, REPEATED, "login_refused 500", 2),
        (NONE, None, "no_login", 0),
    ],
)
async def test_who_is_not_let_in_sends_nothing_and_says_why_without_the_password(
    door: Door,
    login: tuple[str, str] | None,
    refusal: str | None,
    told: str,
    times: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with door.server(login, refusal) as (server, settings):
        with pytest.raises(Unreachable) as caught:
            await _carry(settings)
        assert server.envelopes == []
        assert server.logins == times
    assert str(caught.value) == told
    ours = [each.getMessage() for each in caplog.records if not each.name.startswith("mail")]
    _nowhere_in(*traceback.format_exception(caught.value), *ours, repr(settings))


async def test_a_password_that_is_refused_is_told_once_in_a_round_however_many_lines_there_are(
    door: Door, stage: Stage
) -> None:
    emma = (await stage.portal("employee")).incidents
    for _ in range(2 * CARRIERS):
        await submitted(emma, watcher_ids=(contact_id("administrator"),))
    async with door.server(OTHER) as (server, settings), outbox_of(stage) as outbox:
        done = await Postman(outbox, settings).go_round()
        assert server.logins == 1
    assert (done.sent, done.failed) == (0, 0)
    assert str(done.trouble).startswith("login_refused 535")


async def test_a_way_to_log_in_that_the_server_offers_and_does_not_know_is_not_the_only_one(
    door: Door,
) -> None:
    async with door.server(RIGHT) as (server, settings):
        server.unknown_ways.add("PLAIN")
        await _carry(settings)
        assert [to for _, to in server.envelopes] == [LETTER.address]


@pytest.mark.parametrize(
    ("login", "refusal", "language", "told"),
    [
        (OTHER, None, "en", "does not accept the name and password (535 5.7.8"),
        (OTHER, None, "nl", "accepteert de naam en het wachtwoord niet (535 5.7.8"),
        (OTHER, REPEATED, "en", "does not accept the name and password (500)"),
        (NONE, None, "en", "offers no login. Take USER@ out of KLANTPORTAL_SMTP"),
        (NONE, None, "nl", "kun je niet inloggen. Haal WIE@ uit KLANTPORTAL_SMTP"),
    ],
)
async def test_the_owner_is_told_what_to_do_in_either_language_and_everything_waits(
    door: Door,
    posted: Stage,
    klantportal: Klantportal,
    monkeypatch: pytest.MonkeyPatch,
    login: tuple[str, str] | None,
    refusal: str | None,
    language: str,
    told: str,
) -> None:
    async with door.server(login, refusal) as (_, settings):
        address = f"{door.security.value}://portal%40x@127.0.0.1:{settings.port}"
        monkeypatch.setenv("KLANTPORTAL_SMTP", address)
        monkeypatch.setenv("KLANTPORTAL_SMTP_PASSWORD", PASSWORD)
        monkeypatch.setenv("KLANTPORTAL_MAIL_FROM", "Portal <portal@example.nl>")
        monkeypatch.setenv("KLANTPORTAL_CA_FILE", str(door.ca_file))
        sent = await run(klantportal, "--lang", language, "outbox", "send")
        listed = await run(klantportal, "--lang", language, "outbox", "list")
        words = ("--lang", language, "--portal", posted.url, "doctor", "--json")
        doctor = await run(klantportal, *words)
    assert sent.code == 4
    assert told in sent.err
    assert told in listed.out
    assert any(told in advice for advice in doctor.document["advice"])
    _nowhere_in(*(each.out + each.err for each in (sent, listed, doctor)))
