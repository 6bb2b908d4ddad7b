"""The line to the mail server is as private as its address says, or nothing is sent."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from tests.mail.mail_server import certified, mail_server
from tests.mail.test_writing import LETTER
from tui.mail import carrier
from tui.mail.carrier import Carrier, Unreachable
from tui.mail.settings import MailSettings, Security
from tui.mail.writing import message

PRIVATE = [Security.STARTTLS, Security.TLS]


async def _carry(settings: MailSettings) -> None:
    async with Carrier(settings) as line:
        await line.carry(message(LETTER, settings), LETTER.address)


@pytest.mark.parametrize("security", PRIVATE)
async def test_what_is_private_arrives(
    authority: trustme.CA, tmp_path: Path, security: Security
) -> None:
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    async with mail_server(security, certified(authority)) as server:
        await _carry(replace(server.settings, ca_file=str(trusted)))
        assert [to for _, to in server.envelopes] == [LETTER.address]


@pytest.mark.parametrize("security", PRIVATE)
async def test_who_is_not_trusted_is_sent_nothing(
    authority: trustme.CA, security: Security
) -> None:
    async with mail_server(security, certified(authority)) as server:
        with pytest.raises(Unreachable):
            await _carry(server.settings)
        assert server.envelopes == []


async def test_a_server_that_offers_no_privacy_is_sent_nothing() -> None:
    async with mail_server() as server:
        with pytest.raises(Unreachable):
            await _carry(replace(server.settings, security=Security.STARTTLS))
        assert server.envelopes == []


async def test_a_server_that_says_nothing_is_not_waited_for_longer_than_a_line_may_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def say_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append(writer)

    lines: list[asyncio.StreamWriter] = []
    monkeypatch.setattr(carrier, "OPENING_SECONDS", 0.1)
    async with mail_server() as server, asyncio.timeout(carrier.ANSWER_SECONDS / 2):
        silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
        port = silent.sockets[0].getsockname()[1]
        with pytest.raises(Unreachable):
            await _carry(replace(server.settings, port=port))
        silent.close()
        for line in lines:
            line.close()
