"""Which mail server is used and who the mail is from: in the environment, as what a server needs.

KLANTPORTAL_SMTP=smtp://portal@mail.example.net:587   (STARTTLS; smtps:// is TLS at once)
KLANTPORTAL_SMTP_PASSWORD=... or KLANTPORTAL_SMTP_PASSWORD_FILE=/run/secrets/smtp
KLANTPORTAL_MAIL_FROM="Klantportal <portal@example.net>"
KLANTPORTAL_ADDRESS=https://portal.example.net        (optional: for how to get there)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from enum import Enum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tui import i18n
from tui.portals import shown
from tui.secret import Secret


class Security(Enum):
    """How the line to the mail server is kept private, by the scheme of its address."""

    STARTTLS = "smtp"
    TLS = "smtps"
    NONE = "smtp+plain"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


class MailSettingsWrong(Exception):
    """A setting is wrong; the text is `mail.settings.<code>` with these parameters."""

    def __init__(self, code: str, **parameters: str) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters

    @property
    def text(self) -> str:
        """What is wrong, in the language of who runs the program."""
        return i18n.t(f"mail.settings.{self.code}", **self.parameters)


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """How mail is sent."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: Secret | None = None
    sender_name: str = ""
    sender: str
    portal_url: str = ""
    language: str = "en"
    """For those who chose none."""
    ca_file: str | None = None
    """Certificates of the authorities to trust the mail server by, instead of the usual ones."""

    @property
    def domain(self) -> str:
        """The domain that the mail is from."""
        return self.sender.rpartition("@")[2]


def from_environment(environ: Mapping[str, str]) -> MailSettings | None:
    """Return the settings, None where no mail server is named; raises `MailSettingsWrong`."""
    address = environ.get("KLANTPORTAL_SMTP")
    if not address:
        return None
    host, port, security, user = _server(address)
    if user and security is Security.NONE:  # whoever is on the way would have the password
        raise MailSettingsWrong("login_in_clear", address=shown(address))
    name, sender = _sender(environ.get("KLANTPORTAL_MAIL_FROM", ""))
    return MailSettings(
        host=host,
        port=port,
        security=security,
        user=user,
        password=_password(environ),
        sender_name=name,
        sender=sender,
        portal_url=environ.get("KLANTPORTAL_ADDRESS", ""),
        language=i18n.from_environment(),
        ca_file=environ.get("KLANTPORTAL_CA_FILE"),
    )


def _server(address: str) -> tuple[str, int, Security, str]:
    parts = urlsplit(address)
    try:
        security = Security(parts.scheme)
        port = parts.port or _PORTS[security]
    except ValueError as error:
        raise MailSettingsWrong("server", address=shown(address)) from error
    if not parts.hostname or parts.path.strip("/") or parts.password is not None:
        raise MailSettingsWrong("server", address=shown(address))
    return parts.hostname, port, security, unquote(parts.username or "")


def _sender(given: str) -> tuple[str, str]:
    from email_validator import EmailNotValidError, validate_email

    name, sender = parseaddr(given)
    try:
        checked = validate_email(sender, check_deliverability=False)
    except EmailNotValidError as error:
        raise MailSettingsWrong("sender", sender=given) from error
    return name, checked.ascii_email or checked.normalized


def _password(environ: Mapping[str, str]) -> Secret | None:
    if file := environ.get("KLANTPORTAL_SMTP_PASSWORD_FILE"):
        try:
            return Secret(Path(file).read_text(encoding="utf-8").rstrip("\r\n"))
        except (OSError, UnicodeDecodeError) as error:
            raise MailSettingsWrong("password_file", file=file) from error
    given = environ.get("KLANTPORTAL_SMTP_PASSWORD")
    return Secret(given) if given else None
