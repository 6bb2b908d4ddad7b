"""`support merge`: closing an incident as a duplicate of another one of the same customer."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from tui import i18n, links
from tui.api.models.incidents import Incident
from tui.api.models.support import Merge
from tui.api.policy import IncidentAction
from tui.cli import lists
from tui.cli.asking import agreed
from tui.cli.conversations.sending import allowed
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options
from tui.cli.support.finding import NEEDED, add_name, named
from tui.cli.support.lines import name_of, say_one
from tui.cli.visit import Visit, visit


def declare_merge(parser: ArgumentParser) -> None:
    """Declare `support merge`."""
    add_name(parser)
    parser.add_argument(
        "--into",
        type=_number,
        required=True,
        metavar=i18n.t("cli.word.number"),
        help=i18n.t("cli.support.merge_into"),
    )
    parser.add_argument("--yes", action="store_true", help=i18n.t("cli.yes_option"))
    lists.add_json(parser)
    parser.set_defaults(run=merge)


def merge(arguments: Namespace, options: Options) -> int:
    """Merge an incident into another, once somebody is sure."""

    async def verb(here: Visit) -> Exit:
        incident = await named(here.portal, arguments.incident)
        other = await named(here.portal, f"{incident.organisation_id}/{arguments.into}")
        if other.id == incident.id:
            raise Stopped("cli.support.itself", Exit.REFUSED, name=name_of(incident))
        if not (arguments.yes or agreed(_question(incident, other))):
            raise Stopped("cli.support.not_merged", Exit.REFUSED)
        into = Merge(into=other.number)
        merging = here.portal.support.merge(incident.id, into, incident.version)
        merged = await allowed(merging, IncidentAction.MERGE)
        say_one(merged, "cli.support.merged", as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)


def _question(incident: Incident, other: Incident) -> str:
    return i18n.t(
        "cli.support.merge_question",
        name=name_of(incident),
        subject=incident.subject,
        other=name_of(other),
        other_subject=other.subject,
    )


def _number(text: str) -> int:
    """Return the number that is meant, by `7` or `#7`; raises `ArgumentTypeError`."""
    link = links.incident(text)
    if link is None or link.customer:
        raise ArgumentTypeError(i18n.t("cli.support.no_number", text=text))
    return link.number
