"""`join`: with the code of an invitation one becomes the administrator who is awaited."""

import asyncio
from argparse import ArgumentParser, Namespace

from tui import i18n
from tui.api.models.invalid import checked
from tui.api.models.session import Language
from tui.api.models.sign_in import Join
from tui.api.portal import SignedIn
from tui.cli.failures import Exit
from tui.cli.options import Options
from tui.cli.passwords import new_password, read_code
from tui.cli.portals import keep, own_portal
from tui.cli.visit import entrance_of


def declare(parser: ArgumentParser) -> None:
    """Declare `join`."""
    parser.add_argument(
        "--name", metavar=i18n.t("cli.word.name"), required=True, help=i18n.t("cli.join.name")
    )
    parser.add_argument("--stdin", action="store_true", help=i18n.t("cli.join.stdin"))
    parser.set_defaults(run=join)


def join(arguments: Namespace, options: Options) -> int:
    """Join, and keep the token."""
    portal = own_portal(options)
    from_stdin = bool(arguments.stdin)
    code = read_code(from_stdin=from_stdin)
    password = new_password(from_stdin=from_stdin, question="cli.join.password")
    language = Language(options.language) if options.language else None
    with checked():
        attempt = Join(code=code, name=arguments.name, password=password, language=language)

    async def enter() -> SignedIn:
        async with entrance_of(options) as entrance:
            return await entrance.join(attempt)

    keep(options, portal, asyncio.run(enter()))
    return Exit.DONE
