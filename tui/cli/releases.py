"""`releases list`, `search` and `show`: the release notes, for scripts and for reading."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from tui import i18n
from tui.api.models.invalid import checked
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.releases import (
    Impact,
    Note,
    NoteHit,
    NoteKind,
    NoteQuery,
    NoteSort,
    NoteSummary,
)
from tui.api.models.session import Language
from tui.api.models.wire import parse, plain
from tui.cli import lists
from tui.cli.failures import Exit
from tui.cli.options import Options, on_terminal
from tui.cli.output import aligned, complain, say, say_json, say_separated, width
from tui.cli.parser import add_verbs
from tui.cli.visit import Visit, visit

_WIDE = 120
_AREA = 20


def declare(parser: ArgumentParser) -> None:
    """Declare `releases` and its verbs."""
    here = "tui.cli.releases"
    add_verbs(
        parser,
        {
            "list": f"{here}:declare_list",
            "search": f"{here}:declare_search",
            "show": f"{here}:declare_show",
            "actions": "tui.cli.actions:declare",
        },
    )


def declare_list(parser: ArgumentParser) -> None:
    """Declare `releases list`."""
    _add_filters(parser)
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
    _add_filters(parser)
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
        releases, query = here.portal.releases, _query(arguments, sort=arguments.sort)

        async def fetch(request: PageRequest) -> Page[NoteSummary]:
            return await releases.list(query, request)

        page = await lists.gather(fetch, arguments.limit, arguments.after)
        _say_list(page, await releases.count(query), arguments)
        return Exit.DONE

    return visit(options, verb)


def search_notes(arguments: Namespace, options: Options) -> int:
    """List the notes that hold every word, the best match first."""

    async def verb(here: Visit) -> Exit:
        releases, query = here.portal.releases, _query(arguments)

        async def fetch(request: PageRequest) -> Page[NoteHit]:
            return await releases.search(" ".join(arguments.words), query, request)

        page = await lists.gather(fetch, arguments.limit, arguments.after)
        whole = page.after is None and arguments.after is None
        _say_list(page, Count(len(page.items)) if whole else None, arguments)
        return Exit.DONE

    return visit(options, verb)


def show_note(arguments: Namespace, options: Options) -> int:
    """Write one note, and leave it as unread as it was."""

    async def verb(here: Visit) -> Exit:
        query = NoteQuery(language=Language(i18n.language()))
        note = await here.portal.releases.show(arguments.id, query)
        if arguments.json:
            say_json(plain(note))
        else:
            say(_markdown(note))
        return Exit.DONE

    return visit(options, verb)


def _add_filters(parser: ArgumentParser) -> None:
    for name in ("release", "product", "area"):
        parser.add_argument(
            f"--{name}", metavar=i18n.t("cli.word.text"), help=i18n.t(f"cli.releases.{name}")
        )
    parser.add_argument("--kind", choices=[*NoteKind], help=i18n.t("cli.releases.kind"))
    parser.add_argument("--impact", choices=[*Impact], help=i18n.t("cli.releases.impact"))
    parser.add_argument("--unread", action="store_true", help=i18n.t("cli.releases.unread"))


def _query(arguments: Namespace, sort: str = NoteSort.NEWEST) -> NoteQuery:
    asked = {
        "version": arguments.release,
        "product": arguments.product,
        "area": arguments.area,
        "kind": arguments.kind,
        "impact": arguments.impact,
        "unread": arguments.unread,
        "language": i18n.language(),
        "sort": sort,
    }
    with checked(version="release"):
        return parse(NoteQuery, asked)


def _say_list(
    page: Page[NoteSummary] | Page[NoteHit], count: Count | None, arguments: Namespace
) -> None:
    if arguments.json:
        say_json(lists.document(page.items, count, page.after))
    elif on_terminal():
        _say_to_person(page.items)
        if page.after:
            complain(i18n.t("cli.more", cursor=page.after))
    else:
        say_separated(map(_fields, page.items))


def _fields(note: NoteSummary) -> list[str]:
    return [
        note.id,
        note.product,
        note.version,
        note.release_date.isoformat() if note.release_date else "",
        note.area,
        note.kind,
        note.impact,
        "read" if note.read else "unread",
        note.title,
        *([note.excerpt] if isinstance(note, NoteHit) else []),
    ]


def _say_to_person(notes: Sequence[NoteSummary]) -> None:
    if not notes:
        return complain(i18n.t("cli.releases.none"))
    for note, line in zip(notes, aligned([_columns(note) for note in notes], width()), strict=True):
        say(line)
        if isinstance(note, NoteHit):
            say(*aligned([["  ", note.excerpt]], width()))
    return None


def _columns(note: NoteSummary) -> list[str]:
    from tui.i18n import formats

    return [
        " " if note.read else "*",
        note.version,
        formats.day(note.release_date),
        note.area[:_AREA],
        i18n.t(f"note.kind.{note.kind}"),
        "!" if note.is_pressing else " ",
        *([note.id] if width() >= _WIDE else []),
        note.title,
    ]


def _markdown(note: Note) -> str:
    from tui.i18n import formats

    facts = [
        note.full_version,
        formats.full_day(note.release_date),
        note.area,
        i18n.t(f"note.kind.{note.kind}"),
        i18n.t(f"note.impact.{note.impact}"),
    ]
    parts = [f"# {note.title}", " · ".join(filter(None, facts)), note.body.strip("\n"), note.url]
    return "\n\n".join(filter(None, parts))
