"""What is sent once, however often it is tried."""

from argparse import ArgumentParser
from collections.abc import Awaitable
from typing import TypeVar

from tui import i18n
from tui.api.errors import Conflict, Unavailable
from tui.api.models.incidents import Incident
from tui.api.policy import IncidentAction
from tui.cli.failures import Exit, Stopped
from tui.cli.output import complain

T = TypeVar("T")


def add_id(parser: ArgumentParser) -> None:
    """Declare the id under which the same is sent again."""
    parser.add_argument("--id", metavar="ID", help=i18n.t("cli.incidents.id"))


async def once(sending: Awaitable[T], id_: str) -> T:
    """Await what is sent; where its answer is lost, say how to send the same again."""
    try:
        return await sending
    except Unavailable:
        complain(i18n.t("cli.incidents.unsure", id=id_))
        raise


async def allowed(changing: Awaitable[T], action: IncidentAction) -> T:
    """Await a change; raises `Stopped` where the incident's state does not let one do this."""
    try:
        return await changing
    except Conflict as error:
        match error.current:
            case Incident() as now if action not in now.allowed:
                status = i18n.word(f"incident.status.{now.status}")
                raise Stopped(
                    "cli.incidents.not_now", Exit.REFUSED, number=now.number, status=status
                ) from error
            case _:
                raise
