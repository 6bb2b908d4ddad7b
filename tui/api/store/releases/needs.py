"""What the release notes say that waits."""

from datetime import date

from sqlalchemy import Connection

from tui.api.models.needs import Need, NeedKind
from tui.api.models.releases import NoteQuery
from tui.api.store.releases import reading
from tui.api.store.verbs.caller import Caller


def unread(connection: Connection, me: Caller, _today: date) -> Need:
    """Return how many notes the caller has not read."""
    count = reading.count(connection, me, NoteQuery(unread=True))
    return Need(kind=NeedKind.UNREAD_NOTES, count=count)
