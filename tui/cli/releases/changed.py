"""What a verb that changes notes answers."""

from argparse import ArgumentParser, Namespace
from collections.abc import Collection

from tui import i18n
from tui.cli import lists
from tui.cli.options import on_terminal
from tui.cli.output import say, say_json, say_separated


def add_ids(parser: ArgumentParser, count: str = "+") -> None:
    """Declare the ids of the notes to change, and `--json`."""
    parser.add_argument("ids", nargs=count, metavar="ID", help=i18n.t("cli.releases.id"))
    lists.add_json(parser)


def say_changed(changed: Collection[str], arguments: Namespace) -> None:
    """Write the ids that changed, or for a person how many."""
    if arguments.json:
        say_json({"changed": sorted(changed)})
    elif on_terminal():
        say(i18n.t("cli.releases.changed", count=len(changed)))
    else:
        say_separated([id_] for id_ in sorted(changed))
