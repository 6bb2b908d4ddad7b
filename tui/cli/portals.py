"""`login` and `logout`: the session that the other verbs go on with."""

import asyncio
import os
import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from subprocess import list2cmdline

from tui import i18n, portals
from tui.api.errors import PortalError, Unauthenticated
from tui.api.models.invalid import checked
from tui.api.models.session import Hat
from tui.api.models.sign_in import SignIn
from tui.api.policy import Kind
from tui.api.portal import ChooseHat, Entrance, SignedIn
from tui.cli.failures import Exit, Stopped, text_of
from tui.cli.options import Options
from tui.cli.output import complain, say
from tui.cli.passwords import read_password
from tui.cli.stores import not_the_demo
from tui.cli.visit import entrance_of, sign_in_under, token_store


def declare_login(parser: ArgumentParser) -> None:
    """Declare `login`."""
    parser.add_argument(
        "--email", metavar=i18n.t("cli.word.email"), required=True, help=i18n.t("cli.login.email")
    )
    parser.add_argument("--password-stdin", action="store_true", help=i18n.t("cli.password.stdin"))
    side = parser.add_mutually_exclusive_group()
    side.add_argument(
        "--organisation", metavar=i18n.t("cli.word.name"), help=i18n.t("cli.login.organisation")
    )
    side.add_argument("--vendor-side", action="store_true", help=i18n.t("cli.login.vendor_side"))
    parser.set_defaults(run=login)


def declare_logout(parser: ArgumentParser) -> None:
    """Declare `logout`."""
    parser.set_defaults(run=logout)


def login(arguments: Namespace, options: Options) -> int:
    """Sign in and keep the token."""
    portal = own_portal(options)
    password = read_password(from_stdin=arguments.password_stdin)
    with checked():
        attempt = SignIn(email=arguments.email, password=password)

    async def sign_in() -> SignedIn:
        async with entrance_of(options) as entrance:
            return await _sign_in(entrance, attempt, arguments)

    keep(options, portal, asyncio.run(sign_in()))
    return Exit.DONE


def keep(options: Options, portal: str, signed_in: SignedIn) -> None:
    """Keep the session for the verbs to come, and say where."""
    tokens = token_store(options)
    tokens.save(portal, signed_in.token)
    portals.remember(options.paths, portal)
    session = signed_in.session
    say(i18n.t("cli.login.done", name=session.display_name, place=_side(session.hat)))
    kept = "cli.login.kept_in_keyring" if tokens.is_in_keyring(portal) else "cli.login.kept"
    say(i18n.t(kept, file=options.paths.tokens_file))


def logout(_arguments: Namespace, options: Options) -> int:
    """End the session, there as well as here."""
    portal = own_portal(options)
    tokens = token_store(options)
    token = tokens.load(portal)
    if token is None:
        say(i18n.t("cli.logout.was_out", place=portals.shown(portal)))
        return Exit.DONE

    async def sign_out() -> None:
        async with entrance_of(options) as entrance:
            await (await entrance.resume(token)).portal.session.sign_out()

    tokens.forget(portal)
    try:
        asyncio.run(sign_out())
    except Unauthenticated:  # over there it had ended already
        pass
    except PortalError as error:
        complain(i18n.t("cli.logout.only_here", reason=text_of(error)))
    say(i18n.t("cli.logout.done", place=portals.shown(portal)))
    return Exit.DONE


async def _sign_in(entrance: Entrance, attempt: SignIn, arguments: Namespace) -> SignedIn:
    signed_in = await entrance.sign_in(attempt)
    if isinstance(signed_in, ChooseHat):
        signed_in = await sign_in_under(entrance, attempt, _chosen(signed_in.hats, arguments))
    if not _fits(signed_in.session.hat, arguments):
        await signed_in.portal.session.sign_out()
        raise _choices((signed_in.session.hat,), "cli.login.other_place")
    return signed_in


def _chosen(hats: Sequence[Hat], arguments: Namespace) -> Hat:
    if not (arguments.organisation or arguments.vendor_side):
        raise _choices(hats, "cli.login.choose")
    fitting = [hat for hat in hats if _fits(hat, arguments)]
    if not fitting:
        raise _choices(hats, "cli.login.other_place")
    return fitting[0]


def _fits(hat: Hat, arguments: Namespace) -> bool:
    if arguments.vendor_side:
        return hat.kind is not Kind.CONTACT
    if not arguments.organisation:
        return True
    wished = str(arguments.organisation)
    return hat.kind is Kind.CONTACT and hat.name.casefold() == wished.casefold()


def _choices(hats: Sequence[Hat], key: str) -> Stopped:
    return Stopped(key, choices="\n".join(f"  {_way(hat)}" for hat in hats))


def _way(hat: Hat) -> str:
    """Return what to type: a name of somebody else's making stays one word in a shell."""
    if hat.kind is not Kind.CONTACT:
        return "--vendor-side"
    words = ("--organisation", hat.name)
    return shlex.join(words) if os.name == "posix" else list2cmdline(words)


def _side(hat: Hat) -> str:
    return hat.name if hat.kind is Kind.CONTACT else i18n.t("cli.login.vendor")


def own_portal(options: Options) -> str:
    """Return the address of a portal that has sessions of its own; the demo has none."""
    return not_the_demo(options.portal, "cli.login.demo")
