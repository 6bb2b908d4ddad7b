"""An incident by what a person calls it: its number, or its id."""

from argparse import ArgumentParser

from tui import i18n, links
from tui.api.errors import NotFound
from tui.api.ids import is_id
from tui.api.models.incidents import Incident, IncidentName
from tui.api.portal import Incidents
from tui.cli.failures import Exit, Stopped


def add_name(parser: ArgumentParser) -> None:
    """Declare the number or the id."""
    number = i18n.t("cli.word.number")
    parser.add_argument("incident", metavar=f"{number}|ID", help=i18n.t("cli.incidents.name"))


async def named(incidents: Incidents, text: str) -> Incident:
    """Return the incident that is meant; raises `Stopped` where the caller has none such."""
    try:
        return await incidents.show(text if is_id(text) else await _id_of(incidents, text))
    except NotFound as error:
        raise Stopped("cli.incidents.not_found", Exit.REFUSED, name=text) from error


async def _id_of(incidents: Incidents, text: str) -> str:
    link = links.incident(text)
    if link is None:
        raise Stopped("cli.incidents.no_name", text=text)
    return (await incidents.find(IncidentName(number=link.number, customer=link.customer))).id
