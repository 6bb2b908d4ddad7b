"""`init`: an own embedded portal, with its organisation and its first administrator."""

import asyncio
from argparse import ArgumentParser, Namespace
from contextlib import closing
from datetime import UTC, datetime

from tui import i18n, portals
from tui.api.administration import NewContact, NewOrganisation, NewPerson, NewPortal
from tui.api.cleaning import clean_line
from tui.api.connect import administer, connect
from tui.api.errors import Conflict, FieldError, Invalid
from tui.api.ids import new_id
from tui.api.models.email import address
from tui.api.models.names import parts_of
from tui.api.models.session import Hat
from tui.api.models.sign_in import SignIn
from tui.api.models.text import LINE_LENGTH
from tui.api.policy import Kind, Role
from tui.api.portal import SignedIn
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options
from tui.cli.output import say
from tui.cli.passwords import new_password
from tui.cli.visit import sign_in_under, token_store
from tui.secret import Secret


def declare(parser: ArgumentParser) -> None:
    """Declare `init`."""
    name = i18n.t("cli.word.name")
    parser.add_argument(
        "--organisation", metavar=name, required=True, help=i18n.t("cli.init.organisation")
    )
    parser.add_argument(
        "--email", metavar=i18n.t("cli.word.email"), required=True, help=i18n.t("cli.init.email")
    )
    parser.add_argument("--password-stdin", action="store_true", help=i18n.t("cli.password.stdin"))
    for option in ("name", "product", "vendor"):
        parser.add_argument(
            f"--{option}", metavar=name, default="", help=i18n.t(f"cli.init.{option}")
        )
    version = i18n.t("cli.word.version")
    parser.add_argument(
        "--product-version", metavar=version, default="", help=i18n.t("cli.init.product_version")
    )
    parser.set_defaults(run=init)


def init(arguments: Namespace, options: Options) -> int:
    """Make the portal and sign its administrator in."""
    address = options.named_portal or portals.store_address(options.paths.own_store)
    if address == portals.DEMO:
        raise Stopped("cli.init.demo")
    email = _email(arguments.email)
    with closing(administer(address)) as store:
        if store.exists():
            raise _there_already(address)
        password = new_password(from_stdin=arguments.password_stdin)
        portal = _portal(arguments, email, password)
        try:
            store.create(portal)
        except Conflict:
            raise _there_already(address) from None
    say(i18n.t("cli.init.done", organisation=portal.name, place=portals.shown(address)))
    signed_in = asyncio.run(_sign_in(address, portal, password))
    _keep(signed_in.token, address, options)
    say(i18n.t("cli.init.next", file=options.paths.tokens_file))
    return Exit.DONE


def _keep(token: Secret, address: str, options: Options) -> None:
    try:
        token_store(options).save(address, token)
        portals.remember(options.paths, address)
    except OSError as error:  # the portal is there, and that should not be in doubt
        place, reason = error.filename, error.strerror
        raise Stopped("cli.init.not_kept", Exit.REFUSED, place=place, reason=reason) from error


async def _sign_in(address: str, portal: NewPortal, password: Secret) -> SignedIn:
    organisation = portal.organisations[0]
    hat = Hat(kind=Kind.CONTACT, organisation_id=organisation.id, name=organisation.name)
    entrance = connect(address)
    try:
        attempt = SignIn(email=portal.people[0].email, password=password)
        return await sign_in_under(entrance, attempt, hat)
    finally:
        await entrance.close()


def _portal(arguments: Namespace, email: str, password: Secret) -> NewPortal:
    organisation = _line(arguments.organisation, "--organisation")
    if not organisation:
        raise Stopped("cli.empty_option", option="--organisation")
    name = _line(arguments.name, "--name") or email.partition("@")[0]
    given_name, prefix, family_name = parts_of(name)
    person = NewPerson(
        id=new_id(),
        email=email,
        given_name=given_name,
        surname_prefix=prefix,
        family_name=family_name,
        password=password,
        kind=Kind.OPERATOR,
    )
    contact = NewContact(id=new_id(), person_id=person.id, roles=frozenset({Role.ADMINISTRATOR}))
    return NewPortal(
        name=organisation,
        vendor_name=_line(arguments.vendor, "--vendor") or i18n.t("cli.init.vendor_default"),
        product_name=_line(arguments.product, "--product") or i18n.t("cli.init.product_default"),
        people=(person,),
        organisations=(
            NewOrganisation(
                id=new_id(),
                name=organisation,
                legal_name=organisation,
                product_version=_line(arguments.product_version, "--product-version"),
                contacts=(contact,),
            ),
        ),
        made_at=datetime.now(UTC),
    )


def _email(text: str) -> str:
    try:
        return address(text)
    except ValueError:
        raise Stopped("cli.init.not_an_email", text=text) from None


def _line(text: str, option: str) -> str:
    line = clean_line(text)
    if len(line) > LINE_LENGTH:
        sizes = {"actual_length": len(line), "max_length": LINE_LENGTH}
        raise Invalid((FieldError(option, "too_long", sizes),))
    return line


def _there_already(address: str) -> Stopped:
    return Stopped("cli.init.there_already", Exit.REFUSED, place=portals.shown(address))
