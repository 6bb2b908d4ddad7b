"""An incident as the desk calls it: `CUSTOMER/NUMBER`, as numbers run for each customer."""

from argparse import ArgumentParser

from tui import i18n
from tui.api.errors import NotFound
from tui.api.models.incidents import Incident
from tui.api.models.support import Customer
from tui.api.policy import Permission
from tui.api.portal import Support
from tui.cli.failures import Exit, Stopped

NEEDED = Permission.INCIDENTS_SERVE
"""What every verb of the desk needs."""

_MOST_DIGITS = 9


def metavar() -> str:
    """Return how the name of an incident is written in a usage."""
    return f"{i18n.t('cli.word.customer')}/{i18n.t('cli.word.number')}"


def add_name(parser: ArgumentParser) -> None:
    """Declare the name of an incident."""
    parser.add_argument("incident", metavar=metavar(), help=i18n.t("cli.support.incident"))


async def named(support: Support, text: str) -> Incident:
    """Return the incident that is meant; raises `Stopped` where there is none such."""
    called, _, number = text.rpartition("/")
    digits = number.strip().removeprefix("#")
    if not (called.strip() and digits.isascii() and digits.isdigit()):
        raise Stopped("cli.support.no_name", text=text)
    customer = await customer_called(support, called)
    try:
        if len(digits) > _MOST_DIGITS:
            raise NotFound("incident")
        return await support.find(customer.id, int(digits))
    except NotFound as error:
        name = customer.name
        raise Stopped(
            "cli.support.not_found", Exit.REFUSED, customer=name, number=digits
        ) from error


async def customer_called(support: Support, called: str) -> Customer:
    """Return the customer of a name or an id; raises `Stopped` where there is none such."""
    try:
        return await support.customer(called.strip())
    except NotFound as error:
        raise Stopped("cli.support.no_customer", Exit.REFUSED, name=called.strip()) from error
