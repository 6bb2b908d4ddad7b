"""`outbox`: the mail of a store in its owner's hands, for who runs no server."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tui import i18n
from tui.api.connect import open_backend
from tui.api.errors import Unavailable
from tui.api.outbox import Outbox, Posted
from tui.cli import mailing
from tui.cli.failures import Exit, Stopped, text_of
from tui.cli.lists import add_json
from tui.cli.options import Options, on_terminal
from tui.cli.output import aligned, complain, say, say_json, say_separated, width
from tui.cli.parser import add_verbs
from tui.cli.stores import add_database, named_store, own_store
from tui.i18n import formats
from tui.mail.settings import MailSettings

T = TypeVar("T")


def declare(parser: ArgumentParser) -> None:
    """Declare `outbox` and its verbs."""
    add_verbs(
        parser,
        {"send": "tui.cli.outbox:declare_send", "list": "tui.cli.outbox:declare_list"},
    )


def declare_send(parser: ArgumentParser) -> None:
    """Declare `outbox send`."""
    add_database(parser)
    parser.set_defaults(run=send)


def declare_list(parser: ArgumentParser) -> None:
    """Declare `outbox list`."""
    add_database(parser)
    add_json(parser)
    parser.set_defaults(run=listed)


def send(arguments: Namespace, options: Options) -> int:
    """Send all that is due, once."""
    settings = mailing.settings()
    if settings is None:
        raise Stopped("cli.outbox.no_server")
    return _with_outbox(arguments, options, lambda outbox: _send(outbox, settings))


def listed(arguments: Namespace, options: Options) -> int:
    """List what was posted, the newest first."""
    posted = _with_outbox(arguments, options, lambda outbox: outbox.list())
    if arguments.json:
        say_json({"items": [_plain(each) for each in posted], "total": len(posted)})
    elif not posted:
        complain(i18n.t("cli.outbox.empty"))
    elif on_terminal():
        for line in aligned([*map(_row, posted)], width()):
            say(line)
    else:
        say_separated(map(_row, posted))
    return Exit.DONE


def _with_outbox(
    arguments: Namespace, options: Options, work: Callable[[Outbox], Awaitable[T]]
) -> T:
    address = own_store(named_store(arguments) or options.portal)

    async def do() -> T:
        backend = await asyncio.to_thread(open_backend, address)
        try:
            return await work(backend.outbox)
        finally:
            await backend.close()

    return asyncio.run(do())


async def _send(outbox: Outbox, settings: MailSettings) -> Exit:
    from tui.mail.postman import Postman

    done = await Postman(outbox, settings).go_round()
    say(i18n.t("cli.outbox.done", **done.counts))
    match done.trouble:
        case None:
            return Exit.REFUSED if done.failed else Exit.DONE
        case Unavailable() as busy:
            complain(text_of(busy))
        case unreachable:
            complain(i18n.t("cli.outbox.trouble", reason=mailing.told(str(unreachable))))
    return Exit.UNREACHABLE


def _row(posted: Posted) -> list[str]:
    outcome = i18n.word(f"outbox.{posted.outcome}")
    when = formats.moment(posted.posted_at, "")
    number = f"#{posted.number}"
    return [
        when,
        posted.organisation_name,
        number,
        posted.receiver,
        outcome,
        mailing.told(posted.reason),
    ]


def _plain(posted: Posted) -> dict[str, object]:
    return {
        "posted_at": posted.posted_at.isoformat(),
        "organisation_name": posted.organisation_name,
        "number": posted.number,
        "receiver": posted.receiver,
        "outcome": posted.outcome.value,
        "reason": posted.reason,
        "tries": posted.tries,
    }
