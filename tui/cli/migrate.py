"""`migrate`: the schema of a store goes to the newest version, when its owner says so."""

from argparse import ArgumentParser, Namespace
from contextlib import closing

from tui import i18n, portals
from tui.api.administration import StoreFacts
from tui.api.connect import administer
from tui.cli.asking import agreed
from tui.cli.ending import as_by_hand
from tui.cli.failures import Exit, Stopped
from tui.cli.options import Options
from tui.cli.output import say
from tui.cli.stores import add_database, named_store, own_store


def declare(parser: ArgumentParser) -> None:
    """Declare `migrate`."""
    add_database(parser)
    parser.add_argument("--yes", action="store_true", help=i18n.t("cli.yes_option"))
    parser.set_defaults(run=migrate)


def migrate(arguments: Namespace, options: Options) -> int:
    """Upgrade the schema: of a file after a copy, of a database after a question."""
    address = own_store(named_store(arguments) or options.portal)
    place = portals.shown(address)
    with as_by_hand(), closing(administer(address)) as store:
        facts = store.facts()
        is_newest = facts.schema_version == facts.newest_schema_version
        if is_newest and (facts.backstop is None or facts.backstop.stands):
            say(i18n.t("cli.migrate.newest", place=place, version=facts.schema_version))
            return Exit.DONE
        if facts.is_older and not (facts.is_copied or arguments.yes):
            _ask(facts, place)
        done = store.migrate()
    key = "cli.migrate.secured" if is_newest else "cli.migrate.done"
    say(i18n.t(key, place=place, before=done.before, after=done.after))
    if done.copy:
        say(i18n.t("cli.migrate.copy", file=done.copy))
    return Exit.DONE


def _ask(facts: StoreFacts, place: str) -> None:
    versions = {"before": facts.schema_version, "after": facts.newest_schema_version}
    if not agreed(i18n.t("cli.migrate.question", place=place, **versions)):
        raise Stopped("cli.migrate.left", Exit.REFUSED, place=place)
