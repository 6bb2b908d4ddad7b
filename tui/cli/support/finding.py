"""An incident as the desk calls it: `CUSTOMER/NUMBER`, as numbers run for each customer."""

from argparse import ArgumentParser

from tui import i18n, links
from tui.api.errors import NotFound
from tui.api.models.incidents import Incident, IncidentName
from tui.api.models.support import Customer
from tui.api.policy import Permission
from tui.api.portal import Portal, Support
from tui.cli.failures import Exit, Stopped

NEEDED = Permission.INCIDENTS_SERVE
"""What every verb of the desk needs."""


def metavar() -> str:
    """Return how the name of an incident is written in a usage."""
    return f"{i18n.t('cli.word.customer')}/{i18n.t('cli.word.number')}"


def add_name(parser: ArgumentParser) -> None:
    """Declare the name of an incident."""
    parser.add_argument("incident", metavar=metavar(), help=i18n.t("cli.support.incident"))


async def named(portal: Portal, text: str) -> Incident:
    """Return the incident that is meant; raises `Stopped` where there is none such."""
    link = links.incident(text)
    if link is None or not link.customer:
        raise Stopped("cli.support.no_name", text=text)
    customer = await customer_called(portal.support, link.customer)
    name = IncidentName(number=link.number, customer=customer.id)
    try:
        return await portal.incidents.show((await portal.incidents.find(name)).id)
    except NotFound as error:
        told = {"customer": customer.name, "number": link.number}
        raise Stopped("cli.support.not_found", Exit.REFUSED, **told) from error


async def customer_called(support: Support, called: str) -> Customer:
    """Return the customer of a name or an id; raises `Stopped` where there is none such."""
    try:
        return await support.customer(called.strip())
    except NotFound as error:
        raise Stopped("cli.support.no_customer", Exit.REFUSED, name=called.strip()) from error
