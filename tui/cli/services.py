"""`services`: the vendor's own systems, under the vendor's hat; each has a token of its own."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from functools import partial

from tui import i18n
from tui.api.ids import new_id
from tui.api.models.invalid import checked
from tui.api.models.paging import Count, Page
from tui.api.models.services import Service, ServiceNew
from tui.api.models.wire import plain
from tui.api.policy import Permission
from tui.cli.failures import Exit
from tui.cli.lists import add_json, in_columns, say_page
from tui.cli.options import Options, on_terminal
from tui.cli.output import complain, say, say_json, say_separated
from tui.cli.parser import add_verbs
from tui.cli.visit import Visit, visit
from tui.i18n import formats

_NEEDED = Permission.SERVICES_MANAGE


def declare(parser: ArgumentParser) -> None:
    """Declare `services` and its verbs."""
    add_verbs(
        parser,
        {
            "list": "tui.cli.services:declare_list",
            "create": "tui.cli.services:declare_create",
            "revoke": "tui.cli.services:declare_revoke",
        },
    )


def declare_list(parser: ArgumentParser) -> None:
    """Declare `services list`."""
    add_json(parser)
    parser.set_defaults(run=listed)


def declare_create(parser: ArgumentParser) -> None:
    """Declare `services create`."""
    parser.add_argument("name", metavar=i18n.t("cli.word.name"), help=i18n.t("cli.services.name"))
    add_json(parser)
    parser.set_defaults(run=create)


def declare_revoke(parser: ArgumentParser) -> None:
    """Declare `services revoke`."""
    parser.add_argument("service_id", metavar="ID", help=i18n.t("cli.services.id"))
    parser.set_defaults(run=revoke)


def listed(arguments: Namespace, options: Options) -> int:
    """List the services."""
    return visit(options, partial(_list, as_json=bool(arguments.json)), needs=_NEEDED)


def create(arguments: Namespace, options: Options) -> int:
    """Make a service and show its token."""
    with checked():
        new = ServiceNew(id=new_id(), name=arguments.name)
    return visit(options, partial(_create, new=new, as_json=bool(arguments.json)), needs=_NEEDED)


def revoke(arguments: Namespace, options: Options) -> int:
    """Let a token open nothing any more."""
    return visit(options, partial(_revoke, service_id=str(arguments.service_id)), needs=_NEEDED)


async def _list(here: Visit, *, as_json: bool) -> Exit:
    found = await here.portal.services.list()
    say_page(
        Page(found),
        Count(len(found)),
        as_json=as_json,
        lines=partial(in_columns, partial(_words, zone=here.session.time_zone)),
        fields=_facts,
        nothing="cli.services.none",
    )
    return Exit.DONE


async def _create(here: Visit, *, new: ServiceNew, as_json: bool) -> Exit:
    made = await here.portal.services.create(new, key=new.id)
    token = made.token.reveal() if made.token else ""
    if as_json:
        say_json({"service": plain(made.service), "token": token or None})
    elif on_terminal():
        say(i18n.t("cli.services.made", name=made.service.name))
        say(f"\n  {token}\n")
    else:
        say_separated([(made.service.id, made.service.name, token)])
    complain(i18n.t("cli.services.once" if token else "cli.services.made_before"))
    return Exit.DONE


async def _revoke(here: Visit, *, service_id: str) -> Exit:
    service = await here.portal.services.revoke(service_id)
    say(i18n.t("cli.services.revoked", name=service.name))
    return Exit.DONE


def _facts(service: Service) -> tuple[str, ...]:
    moments = (service.made_at, service.last_used_at, service.revoked_at)
    return (service.id, service.name, service.made_by, *map(_written, moments))


def _written(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _words(service: Service, zone: str) -> tuple[str, ...]:
    made = i18n.t(
        "cli.services.made_by", day=formats.day_of(service.made_at, zone), name=service.made_by
    )
    if service.revoked_at:
        state = i18n.t("cli.services.ended", day=formats.day_of(service.revoked_at, zone))
    elif service.last_used_at:
        state = i18n.t("cli.services.used", day=formats.day_of(service.last_used_at, zone))
    else:
        state = i18n.t("cli.services.unused")
    return service.id, service.name, state, made
