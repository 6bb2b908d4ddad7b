"""`releases actions`: what the releases ask of the organisation, as a list, a file, or singly."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tui import i18n
from tui.api.models.actions import Action, ActionQuery, ActionState
from tui.api.models.paging import Page, gather
from tui.api.models.session import Language, Session
from tui.cli import lists
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options
from tui.cli.output import complain, say_file
from tui.cli.releases.action_edits import edit
from tui.cli.releases.action_lines import say_list, say_one
from tui.cli.visit import Visit, visit
from tui.exchange.actions import SUFFIXES, ActionFormat, written
from tui.i18n.zones import zone
from tui.whole_files import write_whole

_OF_ONE = ("owner", "due", "done", "open")
_OF_MANY = ("state", "mine", "release", "limit", "after", "format", "output", "force")
_EVERY = 999_999_999


def declare(parser: ArgumentParser) -> None:
    """Declare `releases actions`."""
    words = {name: i18n.t(f"cli.actions.{name}") for name in ("id", *_OF_ONE, *_OF_MANY[:3])}
    parser.add_argument("id", nargs="?", metavar="ID", help=words["id"])
    parser.add_argument("--owner", metavar=i18n.t("cli.word.text"), help=words["owner"])
    parser.add_argument("--due", metavar=i18n.t("cli.word.date"), help=words["due"])
    ticks = parser.add_mutually_exclusive_group()
    ticks.add_argument("--done", action="store_true", help=words["done"])
    ticks.add_argument("--open", action="store_true", help=words["open"])
    parser.add_argument("--state", choices=[*ActionState], help=words["state"])
    parser.add_argument("--mine", action="store_true", help=words["mine"])
    parser.add_argument("--release", metavar=i18n.t("cli.word.text"), help=words["release"])
    lists.add_paging(parser)
    parser.set_defaults(limit=None)  # a file holds every action
    lists.add_json(parser)
    parser.add_argument("--format", choices=[*ActionFormat], help=i18n.t("cli.actions.format"))
    parser.add_argument(
        "--output",
        type=Path,
        metavar=i18n.t("cli.word.path"),
        help=i18n.t("cli.actions.output"),
    )
    parser.add_argument("--force", action="store_true", help=i18n.t("cli.actions.force"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, options: Options) -> int:
    """List actions, write them as a file, or show or change one."""
    _check(arguments)

    async def verb(here: Visit) -> Exit:
        now = _now(here.session)
        if arguments.id is not None:
            say_one(await edit(here, arguments, now), now, as_json=arguments.json)
        elif form := _form(arguments):
            await _write(here, arguments, form, now)
        else:
            await _list(here, arguments, now)
        return Exit.DONE

    return visit(options, verb)


def _check(arguments: Namespace) -> None:
    """Raise `Stopped` for options that do not belong together."""
    given = {name for name in (*_OF_ONE, *_OF_MANY) if _is_given(getattr(arguments, name))}
    for name in _OF_ONE if arguments.id is None else _OF_MANY:
        if name in given:
            key = "cli.actions.needs_id" if arguments.id is None else "cli.actions.not_with_id"
            raise Stopped(key, option=f"--{name}")
    if arguments.json and given & {"format", "output"}:
        raise Stopped("cli.actions.json_or_file")
    if arguments.output and not _form(arguments):
        raise Stopped("cli.actions.no_format", place=arguments.output)


def _is_given(value: object) -> bool:
    """An empty text is given too: it takes something away."""
    return value is not None and value is not False


def _form(arguments: Namespace) -> ActionFormat | None:
    if arguments.format:
        return ActionFormat(arguments.format)
    return SUFFIXES.get(arguments.output.suffix.lower()) if arguments.output else None


def _now(session: Session) -> datetime:
    """Return the time where the person is."""
    return datetime.now(UTC).astimezone(zone(session.time_zone))


async def _list(here: Visit, arguments: Namespace, now: datetime) -> None:
    query = await _query(here, arguments, now)
    page = await _page(here, query, arguments.limit or lists.DEFAULT_LIMIT, arguments.after)
    count = await here.portal.actions.count(query) if arguments.json else None
    say_list(page, count, now, as_json=arguments.json)


async def _write(here: Visit, arguments: Namespace, form: ActionFormat, now: datetime) -> None:
    query = await _query(here, arguments, now, only_open=form is ActionFormat.ICS)
    page = await _page(here, query, arguments.limit or _EVERY, arguments.after)
    organisation_id = here.session.organisation_id or ""
    content = written(page.items, form, organisation_id=organisation_id, now=now)
    if arguments.output is None:
        return say_file(content)
    return _write_file(arguments.output, content, force=arguments.force)


def _write_file(path: Path, content: bytes, *, force: bool) -> None:
    if path.exists() and not path.is_file():
        raise Stopped("cli.actions.not_a_file", Exit.REFUSED, place=path)
    try:
        # What a link leads to is replaced, and the link stays.
        write_whole(path.resolve() if force else path, content, over=force)
    except FileExistsError as error:
        raise Stopped("cli.actions.exists", Exit.REFUSED, place=path) from error
    complain(i18n.t("cli.actions.written", place=path))


async def _page(here: Visit, query: ActionQuery, limit: int, after: str | None) -> Page[Action]:
    return await gather(partial(here.portal.actions.list, query), limit, after)


async def _query(
    here: Visit, arguments: Namespace, now: datetime, *, only_open: bool = False
) -> ActionQuery:
    state = ActionState(arguments.state) if arguments.state else None
    return ActionQuery(
        state=state or (ActionState.OPEN if only_open else None),
        mine=arguments.mine,
        release_id=await _release_id(here, arguments.release) if arguments.release else None,
        today=now.date(),
        language=Language(i18n.language()),
    )


async def _release_id(here: Visit, version: str) -> str:
    """Return the release of this version, with or without its product; it may not be unclear."""
    releases = (await here.portal.releases.facets()).releases
    named = [each for each in releases if version in (each.version, each.full_version)]
    if not named:
        raise Stopped("cli.actions.no_release", Exit.REFUSED, version=version)
    if len(named) > 1:
        versions = ", ".join(each.full_version for each in named)
        raise Stopped(
            "cli.actions.several_releases", Exit.REFUSED, version=version, versions=versions
        )
    return named[0].id
