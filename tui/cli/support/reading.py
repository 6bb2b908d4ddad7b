"""`support list` and `show`: the queue of all customers, and one incident with internal notes."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from functools import partial

from tui import i18n
from tui.api.models.incidents import IncidentState, IncidentType, Priority
from tui.api.models.invalid import checked
from tui.api.models.paging import gather
from tui.api.models.support import Age, Hand, QueueQuery, QueueSort
from tui.api.models.wire import parse, plain
from tui.api.policy import IncidentStatus
from tui.cli import lists
from tui.cli.conversations.lines import markdown
from tui.cli.conversations.reading import conversation
from tui.cli.failures import Exit
from tui.cli.options import Options
from tui.cli.output import say, say_json
from tui.cli.support.finding import NEEDED, add_name, customer_called, named
from tui.cli.support.lines import say_queue
from tui.cli.visit import Visit, visit

_WORDS = {
    "hand": Hand,
    "state": IncidentState,
    "status": IncidentStatus,
    "priority": Priority,
    "type": IncidentType,
    "age": Age,
}


def declare_list(parser: ArgumentParser) -> None:
    """Declare `support list`."""
    for name, words in _WORDS.items():
        parser.add_argument(f"--{name}", choices=[*words], help=i18n.t(f"cli.support.{name}"))
    parser.add_argument(
        "--customer", metavar=i18n.t("cli.word.customer"), help=i18n.t("cli.support.customer")
    )
    parser.add_argument(
        "--words", metavar=i18n.t("cli.word.text"), default="", help=i18n.t("cli.support.words")
    )
    parser.add_argument(
        "--sort",
        choices=[*QueueSort],
        default=QueueSort.PRIORITY,
        help=i18n.t("cli.support.sort"),
    )
    lists.add_paging(parser)
    lists.add_json(parser)
    parser.set_defaults(run=list_queue)


def declare_show(parser: ArgumentParser) -> None:
    """Declare `support show`."""
    add_name(parser)
    lists.add_json(parser)
    parser.set_defaults(run=show_incident)


def list_queue(arguments: Namespace, options: Options) -> int:
    """List the incidents that the filters leave."""
    with checked():
        given = {name: getattr(arguments, name) for name in (*_WORDS, "words", "sort")}
        query = parse(QueueQuery, given)

    async def verb(here: Visit) -> Exit:
        support, wanted = here.portal.support, query
        if arguments.customer is not None:
            customer = await customer_called(support, arguments.customer)
            wanted = replace(query, organisation_id=customer.id)
        page = await gather(partial(support.list, wanted), arguments.limit, arguments.after)
        count = await support.count(wanted) if arguments.json else None
        say_queue(page, count, here.session.time_zone, as_json=arguments.json)
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)


def show_incident(arguments: Namespace, options: Options) -> int:
    """Write one incident with its conversation and the internal notes."""

    async def verb(here: Visit) -> Exit:
        incident = await named(here.portal, arguments.incident)
        entries = await conversation(here.portal.incidents, incident)
        if arguments.json:
            say_json(plain(incident) | {"entries": [plain(each) for each in entries]})
        else:
            say(markdown(incident, entries, here.session.time_zone, for_vendor=True))
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)
