"""What the environment says about mail, and what is the matter with it."""

from collections.abc import Iterator
from importlib.util import find_spec
from os import environ

from tui import i18n
from tui.api.outbox import OutboxFigures
from tui.cli.failures import Exit, Stopped
from tui.mail.settings import MailSettings, MailSettingsWrong, from_environment


def settings() -> MailSettings | None:
    """Return how mail is sent, None where nobody said; raises `Stopped`."""
    try:
        found = from_environment(environ)
    except MailSettingsWrong as wrong:
        raise Stopped(f"mail.settings.{wrong.code}", Exit.USAGE, **wrong.parameters) from wrong
    if found is not None and not find_spec("aiosmtplib"):
        raise Stopped("cli.outbox.not_installed", Exit.REFUSED)
    return found


def advice(figures: OutboxFigures, place: str) -> Iterator[str]:
    """Say where mail waits and nobody sends it, and where it is not accepted."""
    try:
        is_named = from_environment(environ) is not None
    except MailSettingsWrong as wrong:
        yield wrong.text
        is_named = True
    if figures.waiting and not is_named:
        yield i18n.plural("cli.doctor.mail_waits", figures.waiting, place=place)
    if figures.tried:
        reason = told(figures.reason)
        yield i18n.plural("cli.doctor.mail_tried", figures.tried, place=place, reason=reason)
    if figures.failed:
        yield i18n.plural("cli.doctor.mail_failed", figures.failed, place=place)


def told(reason: str) -> str:
    """Return why a piece was not sent; what a mail server says itself is as it says it."""
    code, _, words = reason.partition(" ")
    for kind in ("dropped", "held"):
        if i18n.has(key := f"outbox.{kind}.{code}"):
            return i18n.t(key, words=words)
    return reason
