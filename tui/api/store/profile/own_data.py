"""A person's own data."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from tui.api.errors import Conflict
from tui.api.models.profile import Profile, ProfileEdit, Right
from tui.api.models.session import Language, Theme
from tui.api.policy import Permission
from tui.api.store.schema import person
from tui.api.store.verbs import audit, caller
from tui.api.store.verbs.audit import Action
from tui.api.store.verbs.caller import Caller

_VERSIONS = 2**31
"""What a database takes for a version; a larger one is nobody's."""


def show(connection: Connection, me: Caller) -> Profile:
    """Return name, e-mail, settings and rights."""
    caller.require(connection, me, Permission.PROFILE_EDIT)
    row = connection.execute(
        select(person.c.language, person.c.theme, person.c.time_zone, person.c.version).where(
            person.c.id == me.person_id
        )
    ).one()
    return Profile(
        display_name=me.display_name,
        email=me.email,
        organisation_name=me.organisation_name,
        language=Language(row.language) if row.language else None,
        theme=Theme(row.theme) if row.theme else None,
        time_zone=row.time_zone,
        rights=tuple(
            Right(permission=permission, denial=denial)
            for permission, denial in caller.explain_all(connection, me).items()
        ),
        version=row.version,
    )


def edit(
    connection: Connection, me: Caller, wanted: ProfileEdit, version: int, now: datetime
) -> Profile:
    """Change own settings; raises `Conflict` where somebody was first."""
    caller.require(connection, me, Permission.PROFILE_EDIT)
    if not 0 <= version < _VERSIONS:
        raise Conflict(show(connection, me))
    values = {name: getattr(wanted, name) for name in wanted.model_fields_set}
    before = {"language": me.language, "theme": me.theme, "time_zone": me.time_zone}
    changes = {
        name: (before[name], value) for name, value in values.items() if before[name] != value
    }
    mine = (person.c.id == me.person_id, person.c.version == version)
    written = connection.execute(
        update(person).where(*mine).values(values | {"version": version + 1})
    )
    if written.rowcount == 0:
        raise Conflict(show(connection, me))
    audit.record(connection, me, Action.PROFILE_EDIT, {me.person_id: changes}, now)
    return show(connection, me)
