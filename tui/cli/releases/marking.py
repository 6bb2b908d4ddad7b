"""`releases mark` and `bookmark`: what one has read, and what one keeps."""

from argparse import ArgumentParser, Namespace

from tui import i18n
from tui.api.models.wire import plain
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options, on_terminal
from tui.cli.output import say, say_json, say_separated
from tui.cli.releases.changed import add_ids, say_changed
from tui.cli.releases.filters import add_filters, query_of
from tui.cli.visit import Verb, Visit, visit


def declare_mark(parser: ArgumentParser) -> None:
    """Declare `releases mark`."""
    add_ids(parser, "*")
    parser.add_argument("--unread", action="store_true", help=i18n.t("cli.releases.mark_unread"))
    parser.add_argument("--all", action="store_true", help=i18n.t("cli.releases.mark_all"))
    add_filters(parser, own=False)
    parser.set_defaults(run=mark)


def declare_bookmark(parser: ArgumentParser) -> None:
    """Declare `releases bookmark`."""
    add_ids(parser)
    parser.add_argument("--drop", action="store_true", help=i18n.t("cli.releases.drop"))
    parser.set_defaults(run=bookmark)


def mark(arguments: Namespace, options: Options) -> int:
    """Mark notes read or unread, or all that the filters leave read."""
    if bool(arguments.ids) is arguments.all or (arguments.all and arguments.unread):
        raise Stopped("cli.releases.mark_what")
    return visit(options, _mark_all(arguments) if arguments.all else _mark(arguments))


def bookmark(arguments: Namespace, options: Options) -> int:
    """Keep notes as bookmarks, or let them go."""

    async def verb(here: Visit) -> Exit:
        releases = here.portal.releases
        say_changed(await releases.bookmark(arguments.ids, kept=not arguments.drop), arguments)
        return Exit.DONE

    return visit(options, verb)


def _mark(arguments: Namespace) -> Verb:
    async def verb(here: Visit) -> Exit:
        releases = here.portal.releases
        say_changed(await releases.mark(arguments.ids, read=not arguments.unread), arguments)
        return Exit.DONE

    return verb


def _mark_all(arguments: Namespace) -> Verb:
    async def verb(here: Visit) -> Exit:
        query = query_of(_without_own(arguments))
        marked = await here.portal.releases.mark_all(query)
        if arguments.json:
            say_json(plain(marked))
        elif on_terminal():
            say(i18n.t("cli.releases.changed", count=marked.count))
        else:
            say_separated([[str(marked.count)]])
        return Exit.DONE

    return verb


def _without_own(arguments: Namespace) -> Namespace:
    """`--unread` says here how to mark, not what."""
    return Namespace(**{**vars(arguments), "unread": False})
