"""Which store the owner's verbs are about: its own address, never a server in front of it."""

from argparse import ArgumentParser, Namespace

from tui import i18n, portals
from tui.cli.failures import Stopped

_SERVERS = ("https://", "http://")


def add_database(parser: ArgumentParser) -> None:
    """Declare `--database`, the word of those who run a server."""
    parser.add_argument(
        "--database", metavar=i18n.t("cli.word.address"), help=i18n.t("cli.database")
    )


def store_of(arguments: Namespace, portal: str | None) -> str:
    """Return the address of the store: that of `--database`, else that of `portal`."""
    address = str(arguments.database) if arguments.database else portal
    if address is None:
        raise Stopped("cli.no_portal")
    if address == portals.DEMO:
        raise Stopped("cli.set_aside.demo")
    if address.startswith(_SERVERS):
        raise Stopped("cli.database.server", place=portals.shown(address))
    return address
