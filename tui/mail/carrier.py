"""Carrying messages to the mail server, and what can come of it."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterator
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from tui.api.cleaning import clean_line
from tui.api.outbox import Held
from tui.mail.settings import MailSettings, Security

ANSWER_SECONDS = 60.0
"""For each answer of the mail server."""

OPENING_SECONDS = 120.0
"""For the line: to be connected, private and let in."""

MESSAGE_SECONDS = 300.0
"""For a whole message: with the line less than the time that its piece was taken for."""

_FOR_GOOD = 500
_MISUNDERSTOOD = range(500, 510)
"""What a server answers that may repeat what it was told (RFC 5321, 4.2.2)."""


class NotCarried(Exception):
    """A message was not accepted; `args[0]` says why, in the words of whoever said so."""


class Refused(NotCarried):
    """It never will be."""


class Postponed(NotCarried):
    """It may be later."""


class Unreachable(NotCarried):
    """Nothing is at present, whomever it is for."""


class Login:
    """How lines of one round log in: one after the other, and none after one was refused.

    Who tells a wrong password again and again has the account locked in the end.
    """

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._turn = asyncio.Lock()
        self._refusal = ""

    async def on(self, smtp: SMTP) -> None:
        """Log in on a line, where the settings say as whom; raises `Unreachable`."""
        if not self._settings.user:
            return
        async with self._turn:
            self._refusal = self._refusal or await self._refused(smtp)
            if self._refusal:
                raise Unreachable(self._refusal)

    async def _refused(self, smtp: SMTP) -> str:
        """Log in, or return why that is refused: not as the error says, which may repeat all."""
        await smtp.ehlo()
        password = self._settings.password
        told = Held.NO_LOGIN.value
        for way in _ways(smtp):
            try:
                await way(self._settings.user, password.reveal() if password else "")
            except SMTPAuthenticationError as error:
                is_unknown = error.code in _MISUNDERSTOOD
                told = f"{Held.LOGIN_REFUSED.value} {error.code if is_unknown else _words(error)}"
                if not is_unknown:
                    break
            else:
                return ""
        return told


def _ways(smtp: SMTP) -> Iterator[Callable[[str, str], Awaitable[object]]]:
    """Yield the ways to log in that a server offers; on a private line any is as good."""
    ways = {"plain": smtp.auth_plain, "login": smtp.auth_login, "cram-md5": smtp.auth_crammd5}
    return (way for name, way in ways.items() if name in smtp.supported_auth_methods)


class Carrier:
    """A line to the mail server, opened for the first message and kept for the next ones."""

    def __init__(self, settings: MailSettings, login: Login | None = None) -> None:
        self._settings = settings
        self._login = login or Login(settings)
        self._smtp = SMTP(
            hostname=settings.host,
            port=settings.port,
            use_tls=settings.security is Security.TLS,
            start_tls=settings.security is Security.STARTTLS,
            tls_context=_trust(settings),
            timeout=ANSWER_SECONDS,
        )

    async def carry(self, message: EmailMessage, address: str) -> None:
        """Have a message accepted; raises `Refused`, `Postponed` or `Unreachable`."""
        await self._connect()
        try:
            async with asyncio.timeout(MESSAGE_SECONDS):
                await self._smtp.send_message(
                    message, sender=self._settings.sender, recipients=[address]
                )
        except SMTPRecipientsRefused as error:
            raise _answer(error.recipients[0]) from error
        except SMTPDataError as error:
            raise _answer(error) from error
        except (SMTPNotSupported, UnicodeError, ValueError) as error:
            raise Refused(_words(error)) from error
        except SMTPResponseException as error:  # the sender, or what we may do at all
            raise Unreachable(_words(error)) from error
        except (SMTPException, OSError) as error:
            self._smtp.close()
            raise Postponed(_words(error)) from error

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._smtp.is_connected:
            try:
                async with asyncio.timeout(1):
                    await self._smtp.quit()
            except (SMTPException, OSError):
                self._smtp.close()

    async def _connect(self) -> None:
        if self._smtp.is_connected:
            return
        try:
            async with asyncio.timeout(OPENING_SECONDS):
                await self._smtp.connect()
                await self._login.on(self._smtp)
        except Unreachable:
            self._smtp.close()
            raise
        except (SMTPException, OSError, ValueError) as error:
            self._smtp.close()
            raise Unreachable(_words(error)) from error


def _trust(settings: MailSettings) -> ssl.SSLContext | None:
    if settings.security is Security.NONE:
        return None
    return ssl.create_default_context(cafile=settings.ca_file)


def _answer(error: SMTPResponseException) -> NotCarried:
    return (Refused if error.code >= _FOR_GOOD else Postponed)(_words(error))


def _words(error: Exception) -> str:
    """Return what went wrong on one line; a server's words are those of a stranger."""
    match error:
        case SMTPResponseException(code=code, message=message):
            return clean_line(f"{code} {message}")
        case _:
            return clean_line(str(error)) or type(error).__name__
