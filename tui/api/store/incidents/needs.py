"""What the incidents say that waits."""

from datetime import date

from sqlalchemy import Connection, func, select

from tui.api.models.needs import Need, NeedKind
from tui.api.models.paging import EXACT_COUNT_LIMIT
from tui.api.store.incidents import incident_rows, ordered
from tui.api.store.schema import incident
from tui.api.store.verbs.caller import Caller


def unread(connection: Connection, me: Caller, _today: date) -> Need:
    """Return in how many of the incidents that the caller follows something new was said."""
    some = incident_rows.keys(me, incident.c.id).where(incident_rows.is_news())
    several = some.limit(EXACT_COUNT_LIMIT + 1).subquery()
    number = connection.execute(select(func.count()).select_from(several)).scalar_one()
    return Need(kind=NeedKind.UNREAD_INCIDENTS, count=ordered.counted(number))
