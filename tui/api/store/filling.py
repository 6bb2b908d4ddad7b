"""The first content of a new store.

It comes from the command line and the demo as plain data, so its texts are cleaned here.
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, Table, insert, select

from tui import __version__
from tui.api.administration import (
    NewContact,
    NewOrganisation,
    NewPerson,
    NewPortal,
    NewTemplate,
)
from tui.api.cleaning import clean_line, clean_text
from tui.api.store import limits, schema
from tui.api.store.database import folding
from tui.api.store.incidents import histories
from tui.api.store.organisations import organisation_rows
from tui.api.store.publishing import documents
from tui.api.store.session import entering
from tui.api.store.session.passwords import Hasher
from tui.secret import Secret


def fill(connection: Connection, new: NewPortal, hasher: Hasher, now: datetime) -> None:
    """Write a whole portal into an empty store."""
    made_at = new.made_at or now
    people = {person.id: person for person in new.people}
    _insert(connection, schema.portal, [_portal(new, hasher, made_at)])
    _insert(connection, schema.person, (_person(each, hasher) for each in new.people))
    _insert(connection, schema.vendor_member, _vendor_members(new.people))
    _insert(connection, schema.organisation, (_organisation(each) for each in new.organisations))
    _insert(connection, schema.organisation_activation, _activations(new.organisations, made_at))
    for document in new.documents:
        documents.take(connection, document, now)
    _insert(connection, schema.contact, _contacts(connection, new, people))
    _insert(connection, schema.contact_role, _roles(new.organisations))
    _insert(connection, schema.action, _actions(connection, new.organisations))
    for organisation in new.organisations:
        histories.take(connection, organisation)
    _insert(connection, schema.template, (_template(each, made_at) for each in new.templates))
    _insert(connection, schema.demo_seat, _seats(new))


Row = dict[str, object]


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    if values := list(rows):
        connection.execute(insert(table), values)


def _portal(new: NewPortal, hasher: Hasher, made_at: datetime) -> Row:
    return {
        "id": 1,
        "name": clean_line(new.name),
        "vendor_name": clean_line(new.vendor_name),
        "product_name": clean_line(new.product_name),
        "help_center_url": clean_line(new.help_center_url),
        # What a stranger's password is compared with: as much work as anybody's.
        "stranger_hash": hasher.hash(Secret(secrets.token_urlsafe(32))),
        "program_version": __version__,
        "made_at": made_at,
    }


def _person(person: NewPerson, hasher: Hasher) -> Row:
    email = clean_line(person.email)
    return {
        "id": person.id,
        "email": email,
        "email_key": folding.email_key(email),
        "password_hash": hasher.hash(person.password) if person.password else None,
        "language": person.language,
        "theme": None,
        "time_zone": "",
        "version": 1,
    }


def _vendor_members(people: Iterable[NewPerson]) -> Iterator[Row]:
    for person in people:
        if person.kind is not None:
            name = _names(person)["display_name"]
            yield {"person_id": person.id, "kind": person.kind, "display_name": name}


def _organisation(organisation: NewOrganisation) -> Row:
    return {
        "id": organisation.id,
        "name": clean_line(organisation.name),
        "legal_name": clean_line(organisation.legal_name),
        "sort_key": organisation_rows.sort_key(clean_line(organisation.name), organisation.id),
        "product_version": clean_line(organisation.product_version),
        "version": 1,
    }


def _activations(organisations: Iterable[NewOrganisation], at: datetime) -> Iterator[Row]:
    for organisation in organisations:
        for role in sorted(organisation.activated_roles):
            yield {"organisation_id": organisation.id, "role": role, "activated_at": at}


def _contacts(
    connection: Connection, new: NewPortal, people: dict[str, NewPerson]
) -> Iterator[Row]:
    for organisation in new.organisations:
        for contact in organisation.contacts:
            yield {
                "organisation_id": organisation.id,
                "id": contact.id,
                "person_id": contact.person_id,
                "job_title": clean_line(contact.job_title),
                "department": clean_line(contact.department),
                "active": contact.active,
                "read_until_key": _read_until(connection, contact),
                "last_login_at": None,
                "version": 1,
            } | _names(people[contact.person_id])


def _read_until(connection: Connection, contact: NewContact) -> str | None:
    version = clean_line(contact.read_until)
    return entering.baseline(connection, version) if version else None


def _names(person: NewPerson) -> Row:
    given = clean_line(person.given_name)
    prefix = clean_line(person.surname_prefix)
    family = clean_line(person.family_name)
    return {
        "given_name": given,
        "surname_prefix": prefix,
        "family_name": family,
        "display_name": limits.display_name(person),
        "sort_name": folding.sortable(f"{family} {given}".strip()),
    }


def _roles(organisations: Iterable[NewOrganisation]) -> Iterator[Row]:
    for organisation in organisations:
        for contact in organisation.contacts:
            for role in sorted(contact.roles):
                ids = {"organisation_id": organisation.id, "contact_id": contact.id}
                yield {**ids, "role": role}


def _actions(connection: Connection, organisations: Iterable[NewOrganisation]) -> Iterator[Row]:
    note = schema.note
    for organisation in organisations:
        for action in organisation.actions:
            place = {
                "product": clean_line(action.product),
                "version": clean_line(action.version),
                "anchor": action.anchor,
            }
            yield {
                "organisation_id": organisation.id,
                "note_id": connection.execute(select(note.c.id).filter_by(**place)).scalar_one(),
                "owner_id": action.owner_id,
                "due_on": action.due_on,
                "done_at": action.done_at,
                "done_by_id": action.done_by_id,
                "version": 1,
            }


def _template(template: NewTemplate, at: datetime) -> Row:
    name = clean_line(template.name)
    return {
        "id": template.id,
        "name": name,
        "sort_key": folding.sortable(name),
        "nl": clean_text(template.nl),
        "en": clean_text(template.en),
        "changed_at": at,
        "changed_by_id": template.by_id,
        "version": 1,
    }


def _seats(new: NewPortal) -> Iterator[Row]:
    for position, seat in enumerate(new.demo_seats):
        yield {
            "name": seat.name,
            "position": position,
            "person_id": seat.person_id,
            "job": seat.job,
        }
