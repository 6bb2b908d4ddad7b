"""A visit to a portal: from what the person asked for to a signed-in portal, and out again."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tui import i18n, portals
from tui.api.connect import connect
from tui.api.errors import Unauthenticated
from tui.api.models.session import Hat, Session
from tui.api.models.sign_in import SignIn
from tui.api.policy import Kind, Permission
from tui.api.portal import Entrance, Portal, SignedIn
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options
from tui.cli.output import complain
from tui.secret import Secret
from tui.tokens import TokenStore


def address_of(options: Options) -> str:
    """Return the address of the portal that was asked for; makes the demo where that is it."""
    if options.portal is None:
        raise Stopped("cli.no_portal")
    if options.portal != portals.DEMO:
        return options.portal
    from tui.demo.opening import open_demo

    return open_demo(options.paths)


def token_store(options: Options) -> TokenStore:
    """Return the tokens, after a look at who else could read them."""
    tokens = TokenStore(options.paths)
    if tokens.close_to_others():
        complain(i18n.t("cli.tokens_closed", file=options.paths.tokens_file))
    return tokens


@dataclass(frozen=True)
class Visit:
    """What a verb has while it is signed in."""

    entrance: Entrance
    session: Session
    portal: Portal


Verb = Callable[[Visit], Awaitable[Exit]]


def visit(options: Options, verb: Verb, *, needs: Permission | None = None) -> Exit:
    """Sign in with what is kept, do `verb` and return its exit code.

    `needs` is a permission of the vendor's side: the person's other hat is put on for it.
    """

    _check_who(options)

    async def whole() -> Exit:
        async with entrance_of(options) as entrance:
            signed_in = await enter(entrance, options)
            if needs and needs not in signed_in.session.permissions:
                signed_in = await _under_vendor_hat(entrance, signed_in)
            if not options.language and signed_in.session.language:
                i18n.use(signed_in.session.language)
            return await verb(Visit(entrance, signed_in.session, signed_in.portal))

    return asyncio.run(whole())


@asynccontextmanager
async def entrance_of(options: Options) -> AsyncGenerator[Entrance]:
    """Open the entrance of the portal that was asked for, and close it at the end."""
    entrance = connect(address_of(options), ca_file=options.settings.authorities)
    try:
        yield entrance
    finally:
        await entrance.close()


async def enter(entrance: Entrance, options: Options) -> SignedIn:
    """Sign in: as a person of the demo, by the token of the environment, or by `login`'s."""
    if options.sign_in_as:
        return await entrance.sign_in_as(options.sign_in_as)
    if options.token:
        return await _by_token(entrance, options.token)
    token = token_store(options).load(options.portal or "")
    if token is None:
        raise Unauthenticated
    return await entrance.resume(token)


async def sign_in_under(entrance: Entrance, attempt: SignIn, hat: Hat) -> SignedIn:
    """Sign in where the hat is known."""
    result = await entrance.sign_in(attempt.model_copy(update={"hat": hat}))
    if not isinstance(result, SignedIn):
        raise TypeError("a hat was chosen, and the portal asks for one")
    return result


async def _by_token(entrance: Entrance, token: Secret) -> SignedIn:
    try:
        return await entrance.resume(token)
    except Unauthenticated:  # `login` would change nothing about it
        raise Stopped("cli.token_refused", Exit.SIGNED_OUT) from None


def _check_who(options: Options) -> None:
    in_demo = options.portal == portals.DEMO
    if in_demo and not (options.sign_in_as or options.token):
        raise Stopped("cli.demo_needs_as", Exit.SIGNED_OUT)
    if options.sign_in_as and not in_demo:
        raise Stopped("cli.as_elsewhere")


async def _under_vendor_hat(entrance: Entrance, signed_in: SignedIn) -> SignedIn:
    for hat in await signed_in.portal.session.hats():
        if hat.kind is not Kind.CONTACT:
            return await entrance.resume(signed_in.token, hat)
    return signed_in
