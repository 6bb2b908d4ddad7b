"""`support figures`: how the desk stands."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from tui import i18n
from tui.api.models.paging import Count
from tui.api.models.support import CustomerFigure, Figure, QueueFigures
from tui.api.models.wire import plain
from tui.cli import lists
from tui.cli.failures import Exit
from tui.cli.options import Options, on_terminal
from tui.cli.output import aligned, say, say_json, say_separated, width
from tui.cli.support.finding import NEEDED
from tui.cli.visit import Visit, visit
from tui.i18n import formats

_KEYS = {
    "statuses": ("status", "support.status"),
    "priorities": ("priority", "incident.priority"),
    "ages": ("age", "support.age"),
    "hands": ("hand", "support.hand"),
}
"""What is counted by, and how the text keys of its words begin."""


def declare(parser: ArgumentParser) -> None:
    """Declare `support figures`."""
    lists.add_json(parser)
    parser.set_defaults(run=show_figures)


def show_figures(arguments: Namespace, options: Options) -> int:
    """Write how many incidents there are by status, priority, age, hand and customer."""

    async def verb(here: Visit) -> Exit:
        figures = await here.portal.support.figures()
        if arguments.json:
            say_json(plain(figures))
        elif on_terminal():
            for line in aligned([*_to_person(figures)], width()):
                say(line)
        else:
            say_separated(_fields(figures))
        return Exit.DONE

    return visit(options, verb, needs=NEEDED)


def _fields(figures: QueueFigures) -> Iterator[list[str]]:
    """Return a figure as fields for programs: by what, the word or the customer, how many."""
    for kind, (name, _) in _KEYS.items():
        for each in getattr(figures, kind):
            yield [name, each.word, _written(each.count), ""]
    for each in figures.customers:
        yield ["customer", each.name, _written(each.count), each.id]


def _written(count: Count) -> str:
    return str(count.value) if count.exact else f"{count.value}+"


def _to_person(figures: QueueFigures) -> Iterator[list[str]]:
    for kind, (name, words) in _KEYS.items():
        for each in getattr(figures, kind):
            yield [i18n.t(f"cli.support.by.{name}"), i18n.word(f"{words}.{each.word}"), _told(each)]
    for each in figures.customers:
        yield [i18n.t("cli.support.by.customer"), each.name, _told(each)]


def _told(each: Figure | CustomerFigure) -> str:
    return formats.number(each.count.value, exact=each.count.exact)
