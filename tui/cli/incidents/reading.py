"""`incidents list` and `show`: what the caller may read, for scripts and for reading."""

from argparse import ArgumentParser, Namespace
from functools import partial

from tui import i18n
from tui.api.models.incidents import (
    IncidentQuery,
    IncidentSort,
    IncidentState,
    IncidentType,
    Priority,
)
from tui.api.models.invalid import checked
from tui.api.models.paging import gather
from tui.api.models.wire import parse, plain
from tui.api.policy import IncidentStatus
from tui.cli import lists
from tui.cli.conversations.lines import markdown, say_list
from tui.cli.conversations.reading import conversation
from tui.cli.failures import Exit
from tui.cli.incidents.finding import add_name, named
from tui.cli.options import Options
from tui.cli.output import say, say_json
from tui.cli.visit import Visit, visit

_WORDS = {
    "state": IncidentState,
    "status": IncidentStatus,
    "type": IncidentType,
    "priority": Priority,
}


def declare_list(parser: ArgumentParser) -> None:
    """Declare `incidents list`."""
    for name in ("mine", "unread"):
        parser.add_argument(f"--{name}", action="store_true", help=i18n.t(f"cli.incidents.{name}"))
    parser.add_argument(
        "--words",
        metavar=i18n.t("cli.word.text"),
        default="",
        help=i18n.t("cli.incidents.words"),
    )
    for name, words in _WORDS.items():
        parser.add_argument(f"--{name}", choices=[*words], help=i18n.t(f"cli.incidents.{name}"))
    parser.add_argument(
        "--sort",
        choices=[*IncidentSort],
        default=IncidentSort.UPDATED,
        help=i18n.t("cli.incidents.sort"),
    )
    lists.add_paging(parser)
    lists.add_json(parser)
    parser.set_defaults(run=list_incidents)


def declare_show(parser: ArgumentParser) -> None:
    """Declare `incidents show`."""
    add_name(parser)
    lists.add_json(parser)
    parser.set_defaults(run=show_incident)


def list_incidents(arguments: Namespace, options: Options) -> int:
    """List the incidents that the filters leave."""
    names = ("mine", "unread", "words", *_WORDS, "sort")
    with checked():
        query = parse(IncidentQuery, {name: getattr(arguments, name) for name in names})

    async def verb(here: Visit) -> Exit:
        incidents = here.portal.incidents
        page = await gather(partial(incidents.list, query), arguments.limit, arguments.after)
        count = await incidents.count(query) if arguments.json else None
        say_list(page, count, here.session.time_zone, as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb)


def show_incident(arguments: Namespace, options: Options) -> int:
    """Write one incident with its conversation, and leave it as unread as it was."""

    async def verb(here: Visit) -> Exit:
        incidents = here.portal.incidents
        incident = await named(incidents, arguments.incident)
        entries = await conversation(incidents, incident)
        if arguments.json:
            say_json(plain(incident) | {"entries": [plain(each) for each in entries]})
        else:
            say(markdown(incident, entries, here.session.time_zone))
        return Exit.DONE

    return visit(options, verb)
