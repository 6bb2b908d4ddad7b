"""An incident by what a person calls it: its number, or its id."""

from argparse import ArgumentParser

from tui import i18n
from tui.api.errors import NotFound
from tui.api.ids import is_id
from tui.api.models.incidents import Incident, IncidentQuery, IncidentSort
from tui.api.models.paging import MAX_LIMIT, PageRequest
from tui.api.portal import Incidents
from tui.cli.failures import Exit, Stopped

_MOST_PAGES = 50
_QUERY = IncidentQuery(sort=IncidentSort.NUMBER)


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
    """Look a number up, the highest first: the list is in their order, and so far only it is."""
    digits = text.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise Stopped("cli.incidents.no_name", text=text)
    number, after = int(digits), None
    for _ in range(_MOST_PAGES):
        page = await incidents.list(_QUERY, PageRequest(limit=MAX_LIMIT, after=after))
        for each in page.items:
            if each.number == number:
                return each.id
        after = page.after
        if after is None or page.items[-1].number < number:
            raise NotFound("incident")
    raise Stopped("cli.incidents.too_far", Exit.REFUSED, number=number)
