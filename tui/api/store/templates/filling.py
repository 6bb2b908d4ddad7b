"""What templates are filled in with for one incident."""

from sqlalchemy import Connection, and_, select

from tui.api.models.session import Language
from tui.api.models.templates import Fillings
from tui.api.policy import Permission
from tui.api.store.incidents import incident_rows
from tui.api.store.schema import contact, person
from tui.api.store.verbs import caller
from tui.api.store.verbs.caller import Caller


def fillings(connection: Connection, me: Caller, incident_id: str) -> Fillings:
    """Return them; raises `NotFound`."""
    caller.require(connection, me, Permission.INCIDENTS_SERVE)
    row = incident_rows.find(connection, me, incident_id)
    asks = and_(contact.c.organisation_id == row.organisation_id, contact.c.id == row.requester_id)
    found = select(contact.c.person_id, contact.c.given_name).where(asks)
    requester = connection.execute(found).one()
    return Fillings(
        language=_language(connection, row.organisation_id, requester.person_id),
        number=row.number,
        subject=row.subject,
        given_name=requester.given_name or row.requester_name,
        requester=row.requester_name,
        organisation=row.organisation_name,
        engineer=me.display_name,
    )


def _language(connection: Connection, organisation_id: str, person_id: str) -> Language | None:
    """Return what somebody speaks, which the database shows to that person alone.

    From the step in on, it shows no more than the requester's own side has.
    """
    caller.step_in_as_customer(connection, organisation_id, person_id)
    spoken = connection.scalar(select(person.c.language).where(person.c.id == person_id))
    return Language(spoken) if spoken else None
