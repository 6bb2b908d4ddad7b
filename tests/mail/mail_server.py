"""A real mail server on loopback, that takes what it is sent unless it was told otherwise."""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tui.mail.settings import MailSettings, Security

CUT = "cut"
"""Instead of an answer: the line is cut while the message is on its way."""


def certified(authority: trustme.CA) -> ssl.SSLContext:
    """Return how a server on loopback is private that an authority vouches for."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@dataclass
class MailServer:
    """What arrived, and what is answered instead of taking the next ones."""

    settings: MailSettings
    arrived: list[EmailMessage] = field(default_factory=list[EmailMessage])
    envelopes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    came: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the first message arrived."""
    logins: int = 0
    """How often somebody told a password."""
    unknown_ways: set[str] = field(default_factory=set[str])
    """How one can log in by what the server offers, but not by what it knows."""
    answers: deque[str] = field(default_factory=deque[str])
    """For the next messages, instead of taking them."""
    unwanted: dict[str, str] = field(default_factory=dict[str, str])
    """The answer to each receiver that is not taken."""

    async def handle_RCPT(  # noqa: N802 - the name that the server looks for
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Answer to a receiver."""
        if address in self.unwanted:
            return self.unwanted[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the same
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a message, or do what was told."""
        if self.answers:
            answer = self.answers.popleft()
            if answer != CUT:
                return answer
            assert server.transport is not None
            server.transport.abort()
            return "250 never heard"
        message = message_from_bytes(envelope.content or b"", policy=default)
        assert isinstance(message, EmailMessage)
        self.arrived.append(message)
        self.envelopes.append((str(envelope.mail_from), envelope.rcpt_tos[0]))
        self.came.set()
        return "250 OK"

    def texts(self) -> dict[str, str]:
        """Return what was written to each address."""
        return {
            address: message.get_content()
            for (_, address), message in zip(self.envelopes, self.arrived, strict=True)
        }


@asynccontextmanager
async def mail_server(
    security: Security = Security.NONE,
    tls: ssl.SSLContext | None = None,
    login: tuple[str, str] | None = None,
    refusal: str | None = None,
) -> AsyncGenerator[MailServer]:
    """Run a mail server as long as this lasts, private by `tls` in the way of `security`.

    Where there is a `login`, by name and password, one logs in by that and no other; `refusal` is
    what everybody else is told.
    """
    settings = MailSettings(
        host="127.0.0.1",
        port=0,
        security=security,
        sender_name="Klantportaal",
        sender="portal@portal.example.nl",
        portal_url="https://portal.example.nl",
    )
    made = MailServer(settings)
    loop = asyncio.get_running_loop()
    upgraded = tls if security is Security.STARTTLS else None

    def knows(
        _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, told: LoginPassword
    ) -> AuthResult:
        if mechanism in made.unknown_ways:
            return AuthResult(success=False, handled=False, message="504 5.5.4 Unknown to me")
        made.logins += 1
        is_right = (told.login.decode(), told.password.decode()) == login
        return AuthResult(success=is_right, handled=False, message=None if is_right else refusal)

    def session() -> SMTP:
        return SMTP(
            made,
            hostname="localhost",
            enable_SMTPUTF8=True,
            tls_context=upgraded,
            authenticator=knows,
            auth_require_tls=upgraded is not None,  # it knows of no other way to be private
            auth_exclude_mechanism=() if login else ("LOGIN", "PLAIN"),
        )

    at_once = tls if security is Security.TLS else None
    listening = await loop.create_server(session, "127.0.0.1", 0, ssl=at_once)
    port = listening.sockets[0].getsockname()[1]
    made.settings = MailSettings(**{**vars(settings), "port": port})
    try:
        yield made
    finally:
        listening.close()
        await listening.wait_closed()
