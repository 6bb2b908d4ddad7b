"""Makes a portal in which each case of a variant stands wherever texts of others are shown.

python -m tests.pty.hostile_portal FILE tame|hostile|unguarded
"""

import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date

from tests.pty.hostile_places import TAME, Place, Variant
from tui.api.administration import (
    NewAction,
    NewContact,
    NewOrganisation,
    NewPerson,
    NewPortal,
)
from tui.api.connect import administer
from tui.api.ids import new_id
from tui.api.models.publishing import NotePublish, NoteText, ReleaseDocument, ReleasePublish
from tui.api.models.releases import Impact
from tui.api.policy import Kind, Role
from tui.secret import Secret

EMAIL, PASSWORD = "reader@example.org", "correct horse battery"
PUBLISHER = "publisher@example.org"
"""Somebody of the vendor, with the same password."""
HOME = "Home"
FIRST_WORDS, LAST_WORDS = "the beginning of everything", "the end of everything"
HEADING, LINK = "A heading of ours", "https://example.org/ours"
"""What stands in the longest note besides."""
FIRST_VERSION = "0"
"""What the organisation runs; all hostile notes but one are of the next version."""


def marker(number: int) -> str:
    """Return what the title of a case begins with, so that it can be waited for."""
    return f"#{number:03d}"


def last_of(variant: Variant) -> str:
    """Return the marker of the last note, whose text has every case on a line."""
    return marker(variant.cases + 1)


def portal(variant: Variant) -> NewPortal:
    """Return a portal that shows each case wherever texts of others are shown."""
    reader = _person(EMAIL, variant)
    publisher = replace(_person(PUBLISHER, variant), kind=Kind.OPERATOR)
    colleagues = tuple(
        NewPerson(id=new_id(), email=f"{number}@example.org", given_name=f"{marker(number)} {text}")
        for number, text in enumerate(variant.texts(Place.COLLEAGUE))
    )
    firms = [variant.text(Place.ORGANISATION, number) for number in range(64, 68)]
    return NewPortal(
        name=f"Portal {variant.text(Place.PORTAL, 66)}",
        vendor_name=f"Vendor {variant.text(Place.ORGANISATION, 80)}",
        product_name=f"Product {variant.text(Place.PRODUCT, 90)}",
        people=(reader, publisher, *colleagues),
        organisations=(
            _home(variant, reader, colleagues),
            *(_organisation(f"Firm {firm}", reader) for firm in firms),
        ),
        documents=(_document(variant),),
    )


def _person(email: str, variant: Variant) -> NewPerson:
    """Return somebody who can sign in; a sequence begins in one name and ends in another."""
    person = NewPerson(
        id=new_id(),
        email=email,
        given_name="Ann",
        family_name=variant.text(Place.PERSON, 110),
        password=Secret(PASSWORD),
    )
    if variant is not Variant.HOSTILE:
        return person
    return replace(
        person,
        given_name=f"Ann\x1b{variant.text(Place.PERSON, 70)}",
        surname_prefix=variant.text(Place.PERSON, 3),
        family_name=f"]0;owned\x07{person.family_name}",
    )


def _organisation(name: str, *people: NewPerson) -> NewOrganisation:
    contacts = tuple(
        NewContact(
            id=new_id(),
            person_id=person.id,
            roles=frozenset({Role.EMPLOYEE}),
            job_title=name,
            department=name,
        )
        for person in people
    )
    return NewOrganisation(id=new_id(), name=name, legal_name=name, contacts=contacts)


def _home(variant: Variant, reader: NewPerson, colleagues: Sequence[NewPerson]) -> NewOrganisation:
    """Each colleague has promised to do what one of the notes asks."""
    home = _organisation(HOME, reader, *colleagues)
    actions = tuple(
        NewAction(
            product=product_of(variant),
            version=version_of(variant),
            anchor=marker(number),
            owner_id=contact.id,
            due_on=date(2026, 3, 1),
        )
        for number, contact in enumerate(home.contacts[1:])
    )
    return replace(home, product_version=FIRST_VERSION, actions=actions)


def product_of(variant: Variant) -> str:
    """Return the product of every release."""
    return f"P {variant.text(Place.PRODUCT, 100)}"


def version_of(variant: Variant) -> str:
    """Return the version that nearly all notes are of."""
    return f"1 {variant.text(Place.VERSION, 70)}"


def _document(variant: Variant) -> ReleaseDocument:
    ours = (f"# {HEADING}", f"[ours]({LINK})", "a\tb", LAST_WORDS)
    texts = variant.texts(Place.BODY)
    everything = "\n\n".join([*texts, *(f"- {text}" for text in texts), *ours])
    first = NotePublish(
        anchor="everything", texts=(NoteText(language="en", title="# Everything", body=everything),)
    )
    titles, areas = variant.texts(Place.TITLE), variant.texts(Place.AREA)
    notes = [
        _note(marker(number), title, area, body)
        for number, (title, area, body) in enumerate(zip(titles, areas, texts, strict=True))
    ]
    hostile = ReleasePublish(
        product=product_of(variant),
        version=version_of(variant),
        title=variant.text(Place.VERSION, 75),
        release_date=date(2026, 3, 1),
        notes=(first, *notes),
    )
    before = ReleasePublish(
        product=product_of(variant),
        version=FIRST_VERSION,
        release_date=date(2025, 3, 1),
        notes=(
            _note(marker(variant.cases), TAME, TAME, TAME),
            _note(last_of(variant), titles[-1], areas[-1], lines_of(texts)),
        ),
    )
    source = f"{variant.text(Place.SOURCE, 66)}.md"
    return ReleaseDocument(source=source, releases=(hostile, before))


def lines_of(texts: Sequence[str]) -> str:
    """Return a text in which each of these begins a line."""
    return "\n".join([FIRST_WORDS, *texts, LAST_WORDS])


def _note(anchor: str, title: str, area: str, body: str) -> NotePublish:
    text = NoteText(language="en", title=f"{anchor} {title}", body=body)
    impact = Impact.ACTION_REQUIRED
    return NotePublish(anchor=anchor, area=area, impact=impact, texts=(text,))


def _write_zones(file: str, zone: str) -> None:
    """Let everybody have this time zone, which no verb would take."""
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("UPDATE person SET time_zone = ?", (zone,))


if __name__ == "__main__":
    file, name = sys.argv[1:]
    variant = Variant(name)
    with closing(administer(f"sqlite:///{file}")) as store:
        store.create(portal(variant))
    _write_zones(file, "".join(variant.packed(Place.ZONE, 300)))
