"""`releases list`, `search` and `show`: the release notes, for scripts and for reading."""

from argparse import ArgumentParser, Namespace
from functools import partial

from tui import i18n
from tui.api.models.paging import Count, gather
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.models.session import Language
from tui.api.models.wire import plain
from tui.api.policy import Permission
from tui.cli import lists
from tui.cli.failures import Exit
from tui.cli.options import Options
from tui.cli.output import say, say_json
from tui.cli.releases.filters import add_filters, query_of
from tui.cli.releases.lines import markdown, say_list
from tui.cli.visit import Visit, visit


def declare_list(parser: ArgumentParser) -> None:
    """Declare `releases list`."""
    add_filters(parser)
    parser.add_argument(
        "--sort", choices=[*NoteSort], default=NoteSort.NEWEST, help=i18n.t("cli.releases.sort")
    )
    lists.add_paging(parser)
    lists.add_json(parser)
    parser.set_defaults(run=list_notes)


def declare_search(parser: ArgumentParser) -> None:
    """Declare `releases search`."""
    parser.add_argument(
        "words",
        nargs="+",
        metavar=i18n.t("cli.word.word"),
        help=i18n.t("cli.releases.words"),
    )
    add_filters(parser)
    lists.add_paging(parser)
    lists.add_json(parser)
    parser.set_defaults(run=search_notes)


def declare_show(parser: ArgumentParser) -> None:
    """Declare `releases show`."""
    parser.add_argument("id", metavar="ID", help=i18n.t("cli.releases.id"))
    lists.add_json(parser)
    parser.set_defaults(run=show_note)


def list_notes(arguments: Namespace, options: Options) -> int:
    """List the notes that the filters leave."""

    async def verb(here: Visit) -> Exit:
        releases, query = here.portal.releases, query_of(arguments, sort=arguments.sort)
        page = await gather(partial(releases.list, query), arguments.limit, arguments.after)
        say_list(page, await releases.count(query), arguments)
        return Exit.DONE

    return visit(options, verb, needs=_needed(arguments))


def search_notes(arguments: Namespace, options: Options) -> int:
    """List the notes that hold every word, the best match first."""

    async def verb(here: Visit) -> Exit:
        releases, query = here.portal.releases, query_of(arguments)
        found = partial(releases.search, " ".join(arguments.words), query)
        page = await gather(found, arguments.limit, arguments.after)
        whole = page.after is None and arguments.after is None
        say_list(page, Count(len(page.items)) if whole else None, arguments)
        return Exit.DONE

    return visit(options, verb, needs=_needed(arguments))


def _needed(arguments: Namespace) -> Permission | None:
    return Permission.RELEASES_PUBLISH if arguments.withdrawn else None


def show_note(arguments: Namespace, options: Options) -> int:
    """Write one note, and leave it as unread as it was."""

    async def verb(here: Visit) -> Exit:
        query = NoteQuery(language=Language(i18n.language()))
        note = await here.portal.releases.show(arguments.id, query)
        if arguments.json:
            say_json(plain(note))
        else:
            say(markdown(note))
        return Exit.DONE

    return visit(options, verb)
