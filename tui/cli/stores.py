"""Which store the owner's verbs are about: its own address, never a server in front of it."""

from argparse import ArgumentParser, Namespace
from os import environ

from tui import i18n, portals
from tui.cli.failures import Stopped

_SERVERS = ("https://", "http://")


def add_database(parser: ArgumentParser) -> None:
    """Declare `--database`, the word of those who run a server."""
    parser.add_argument(
        "--database", metavar=i18n.t("cli.word.address"), help=i18n.t("cli.database")
    )


def named_store(arguments: Namespace) -> str | None:
    """Return the address that was named: by `--database`, else `--portal`, else the server's own.

    The last is KLANTPORTAL_DATABASE, where a password is not in everybody's list of processes.
    """
    given = vars(arguments)
    return given["database"] or given.get("portal") or environ.get("KLANTPORTAL_DATABASE")


def own_store(address: str | None) -> str:
    """Return `address` where the store itself can be there; raises `Stopped` for any other."""
    place = not_the_demo(address)
    if place.startswith(_SERVERS):
        raise Stopped("cli.database.server", place=portals.shown(place))
    return place


def not_the_demo(address: str | None, told: str = "cli.set_aside.demo") -> str:
    """Return the address of a portal; raises `Stopped` for none, and the demo is `told` of."""
    if address is None:
        raise Stopped("cli.no_portal")
    if address == portals.DEMO:
        raise Stopped(told)
    return address
