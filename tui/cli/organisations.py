"""`organisations`: the vendor's customers, as its people and its systems make them."""

from argparse import ArgumentParser, Namespace
from functools import partial

from tui import i18n
from tui.api.ids import new_id
from tui.api.models.invalid import checked
from tui.api.models.organisations import Invitation, Invited, Organisation, OrganisationNew
from tui.api.models.paging import gather
from tui.api.models.wire import plain
from tui.api.policy import Permission
from tui.cli.failures import Exit
from tui.cli.lists import add_json, add_paging, in_columns, say_page
from tui.cli.options import Options, on_terminal
from tui.cli.output import complain, say, say_json, say_separated
from tui.cli.parser import add_verbs
from tui.cli.visit import Visit, visit
from tui.i18n import formats

_NEEDED = Permission.ORGANISATIONS_CREATE


def declare(parser: ArgumentParser) -> None:
    """Declare `organisations` and its verbs."""
    add_verbs(
        parser,
        {
            "list": "tui.cli.organisations:declare_list",
            "create": "tui.cli.organisations:declare_create",
            "invite": "tui.cli.organisations:declare_invite",
        },
    )


def declare_list(parser: ArgumentParser) -> None:
    """Declare `organisations list`."""
    add_paging(parser)
    add_json(parser)
    parser.set_defaults(run=listed)


def declare_create(parser: ArgumentParser) -> None:
    """Declare `organisations create`."""
    name = i18n.t("cli.word.name")
    parser.add_argument("legal_name", metavar=name, help=i18n.t("cli.organisations.legal_name"))
    _add_administrator(parser)
    parser.add_argument("--name", metavar=name, default="", help=i18n.t("cli.organisations.name"))
    parser.add_argument(
        "--product-version",
        metavar=i18n.t("cli.word.version"),
        default="",
        help=i18n.t("cli.organisations.product_version"),
    )
    parser.add_argument("--id", metavar="ID", help=i18n.t("cli.organisations.new_id"))
    add_json(parser)
    parser.set_defaults(run=create)


def declare_invite(parser: ArgumentParser) -> None:
    """Declare `organisations invite`."""
    parser.add_argument("organisation_id", metavar="ID", help=i18n.t("cli.organisations.id"))
    _add_administrator(parser)
    add_json(parser)
    parser.set_defaults(run=invite)


def listed(arguments: Namespace, options: Options) -> int:
    """List the customers."""
    return visit(options, partial(_list, arguments=arguments), needs=_NEEDED)


def create(arguments: Namespace, options: Options) -> int:
    """Make a customer and show the code of its first administrator."""
    with checked():
        new = OrganisationNew(
            id=arguments.id or new_id(),
            legal_name=arguments.legal_name,
            name=arguments.name,
            product_version=arguments.product_version,
            administrator=arguments.administrator,
        )

    async def verb(here: Visit) -> Exit:
        invited = await here.portal.organisations.create(new, key=new.id)
        return _say(here, invited, "cli.organisations.made", as_json=bool(arguments.json))

    return visit(options, verb, needs=_NEEDED)


def invite(arguments: Namespace, options: Options) -> int:
    """Invite the first administrator again."""
    with checked():
        invitation = Invitation(email=arguments.administrator)

    async def verb(here: Visit) -> Exit:
        organisations = here.portal.organisations
        invited = await organisations.invite(arguments.organisation_id, invitation, new_id())
        return _say(here, invited, "cli.organisations.invited", as_json=bool(arguments.json))

    return visit(options, verb, needs=_NEEDED)


async def _list(here: Visit, *, arguments: Namespace) -> Exit:
    organisations = here.portal.organisations
    page = await gather(organisations.list, arguments.limit, arguments.after)
    say_page(
        page,
        await organisations.count() if arguments.json else None,
        as_json=arguments.json,
        lines=partial(in_columns, partial(_words, zone=here.session.time_zone)),
        fields=_facts,
        nothing="cli.organisations.none",
    )
    return Exit.DONE


def _say(here: Visit, invited: Invited, done: str, *, as_json: bool) -> Exit:
    organisation = invited.organisation
    code = invited.code.reveal() if invited.code else ""
    if as_json:
        say_json({"organisation": plain(organisation), "code": code or None})
    elif on_terminal():
        until = _until(organisation, here.session.time_zone)
        say(i18n.t(done, name=organisation.name, email=organisation.invited, until=until))
        say(f"\n  {code}\n")
    else:
        say_separated([(*_facts(organisation), code)])
    complain(i18n.t("cli.organisations.once" if code else "cli.organisations.made_before"))
    return Exit.DONE


def _facts(organisation: Organisation) -> tuple[str, ...]:
    until = organisation.invited_until
    return (
        organisation.id,
        organisation.name,
        organisation.legal_name,
        organisation.product_version,
        "joined" if organisation.joined else "",
        organisation.invited,
        until.isoformat(timespec="seconds") if until else "",
    )


def _words(organisation: Organisation, zone: str) -> tuple[str, ...]:
    until = _until(organisation, zone)
    state = i18n.t("cli.organisations.awaited", email=organisation.invited, until=until)
    return organisation.id, organisation.name, state if organisation.invited else ""


def _until(organisation: Organisation, zone: str) -> str:
    until = organisation.invited_until
    return formats.day_of(until, zone) if until else ""


def _add_administrator(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--administrator",
        metavar=i18n.t("cli.word.email"),
        required=True,
        help=i18n.t("cli.organisations.administrator"),
    )
