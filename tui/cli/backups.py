"""`backup` and `restore`: all of a store to one file, and back into an empty one."""

import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from tui import i18n, portals
from tui.api.administration import BackupFacts, Stage, Told
from tui.api.connect import administer
from tui.api.errors import Conflict
from tui.api.models.wire import plain
from tui.cli.ending import as_by_hand
from tui.cli.failures import Exit, Stopped
from tui.cli.lists import add_json
from tui.cli.options import Options, on_terminal
from tui.cli.output import Progress, aligned, say, say_json, say_separated, width
from tui.cli.stores import add_database, named_store, own_store
from tui.i18n import formats


def declare_backup(parser: ArgumentParser) -> None:
    """Declare `backup`."""
    _add_file(parser, i18n.t("cli.backup.file"))
    add_database(parser)
    parser.add_argument("--force", action="store_true", help=i18n.t("cli.backup.force"))
    add_json(parser)
    parser.set_defaults(run=backup)


def declare_restore(parser: ArgumentParser) -> None:
    """Declare `restore`."""
    _add_file(parser, i18n.t("cli.restore.file"))
    add_database(parser)
    parser.add_argument("--verify", action="store_true", help=i18n.t("cli.restore.verify"))
    add_json(parser)
    parser.set_defaults(run=restore)


def backup(arguments: Namespace, options: Options) -> int:
    """Write all of a store to a file."""
    address = own_store(named_store(arguments) or options.portal)
    file: Path = arguments.file
    if file.exists() and not file.is_file():
        raise Stopped("cli.backup.not_a_file", Exit.REFUSED, place=file)
    with as_by_hand(), closing(administer(address)) as store, _shown() as told:
        try:
            # What a link leads to is replaced, and the link stays.
            facts = store.backup(
                file.resolve() if arguments.force else file, told, over=arguments.force
            )
        except FileExistsError as error:
            raise Stopped("cli.backup.exists", Exit.REFUSED, place=file) from error
        except OSError as error:
            reason = error.strerror
            raise Stopped("cli.backup.failed", Exit.REFUSED, place=file, reason=reason) from error
    done = i18n.t("cli.backup.done", portal=facts.portal_name, file=file)
    _say(facts, done, as_json=arguments.json)
    return Exit.DONE


def restore(arguments: Namespace, options: Options) -> int:
    """Make a store of a backup, or try whether that would work."""
    if arguments.verify:
        return _verify(arguments)
    usual = options.named_portal or portals.store_address(options.paths.own_store)
    address = own_store(named_store(arguments) or usual)
    place = portals.shown(address)
    with as_by_hand(), closing(administer(address)) as store, _shown() as told:
        try:
            facts = store.restore(arguments.file, told)
        except Conflict as error:
            raise Stopped("cli.restore.occupied", Exit.REFUSED, place=place) from error
    done = i18n.t("cli.restore.done", portal=facts.portal_name, place=place)
    _say(facts, done, as_json=arguments.json)
    return Exit.DONE


def _verify(arguments: Namespace) -> int:
    """Restore into a store that nobody keeps."""
    if arguments.database or "portal" in arguments:
        raise Stopped("cli.restore.verify_alone")
    with as_by_hand(), tempfile.TemporaryDirectory(prefix="klantportal-") as folder:
        address = portals.store_address(Path(folder) / "portal.sqlite")
        with closing(administer(address)) as store, _shown() as told:
            facts = store.restore(arguments.file, told)
    _say(facts, i18n.t("cli.restore.verified", file=arguments.file), as_json=arguments.json)
    return Exit.DONE


def _add_file(parser: ArgumentParser, words: str) -> None:
    parser.add_argument("file", type=Path, metavar=i18n.t("cli.word.path"), help=words)


@contextmanager
def _shown() -> Generator[Told]:
    """Show on one line of the terminal how far it is."""
    progress = Progress()

    def told(stage: Stage, rows: int, total: int) -> None:
        of = f"/{formats.number(total)}" if total else ""
        progress.show(f"{i18n.t(f'cli.stage.{stage}')}  {formats.number(rows)}{of}")

    try:
        yield told
    finally:
        progress.clear()


def _say(facts: BackupFacts, done: str, *, as_json: bool) -> None:
    if as_json:
        say_json(plain(facts))
    elif on_terminal():
        _say_to_person(facts, done)
    else:
        rows = [(f"rows.{table}", str(count)) for table, count in facts.rows.items()]
        say_separated([*_origin(facts), *rows])


def _origin(facts: BackupFacts) -> list[tuple[str, str]]:
    return [
        ("portal_name", facts.portal_name),
        ("made_at", facts.made_at.isoformat(timespec="seconds")),
        ("engine", facts.engine),
        ("program_version", facts.program_version),
        ("schema_version", facts.schema_version),
    ]


def _say_to_person(facts: BackupFacts, done: str) -> None:
    say(done)
    moment = formats.moment(facts.made_at, "")
    version = facts.program_version
    say(i18n.t("cli.backup.origin", moment=moment, engine=facts.engine, version=version))
    rows = [(table, formats.number(count)) for table, count in facts.rows.items() if count]
    for line in aligned([("", table, count) for table, count in rows], width()):
        say(line)
    say(i18n.t("cli.backup.care"))
