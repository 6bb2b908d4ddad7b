"""The line to the mail server is as private as its address says, or nothing is sent."""

import ssl
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from tests.mail.mail_server import mail_server
from tests.mail.test_writing import LETTER
from tui.mail.carrier import Carrier, Unreachable
from tui.mail.settings import MailSettings, Security
from tui.mail.writing import message

PRIVATE = [Security.STARTTLS, Security.TLS]


@pytest.fixture
def authority() -> trustme.CA:
    """An authority that nobody trusts by itself."""
    return trustme.CA()


def _context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


async def _carry(settings: MailSettings) -> None:
    async with Carrier(settings) as carrier:
        await carrier.carry(message(LETTER, settings), LETTER.address)


@pytest.mark.parametrize("security", PRIVATE)
async def test_what_is_private_arrives(
    authority: trustme.CA, tmp_path: Path, security: Security
) -> None:
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    async with mail_server(security, _context(authority)) as server:
        await _carry(replace(server.settings, ca_file=str(trusted)))
        assert [to for _, to in server.envelopes] == [LETTER.address]


@pytest.mark.parametrize("security", PRIVATE)
async def test_who_is_not_trusted_is_sent_nothing(
    authority: trustme.CA, security: Security
) -> None:
    async with mail_server(security, _context(authority)) as server:
        with pytest.raises(Unreachable):
            await _carry(server.settings)
        assert server.envelopes == []


async def test_a_server_that_offers_no_privacy_is_sent_nothing() -> None:
    async with mail_server() as server:
        with pytest.raises(Unreachable):
            await _carry(replace(server.settings, security=Security.STARTTLS))
        assert server.envelopes == []
