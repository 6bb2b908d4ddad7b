"""Makes a portal full of hostile texts, or of tame ones in the same places.

python -m tests.pty.hostile_portal FILE hostile|tame
"""

import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date

from tests.hostile import CASES
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
LAST_WORDS = "the end of everything"
HEADING, LINK = "A heading of ours", "https://example.org/ours"
"""What stands in the longest note besides."""
FIRST_VERSION = "0"
"""What the organisation runs; all hostile notes are of the next version."""
TAME = "before plain words"


def marker(number: int) -> str:
    """Return what the title of a case begins with, so that it can be waited for."""
    return f"#{number:03d}"


def portal(texts: list[str]) -> NewPortal:
    """Return a portal that shows each of `texts` wherever texts of others are shown."""
    reader = _person(EMAIL, texts)
    publisher = replace(_person(PUBLISHER, texts), kind=Kind.SUPPORT)
    colleagues = tuple(
        NewPerson(id=new_id(), email=f"{number}@example.org", given_name=f"{marker(number)} {text}")
        for number, text in enumerate(texts)
    )
    return NewPortal(
        name=f"Portal {texts[66]}",
        vendor_name=f"Vendor {texts[80]}",
        product_name=f"Product {texts[90]}",
        people=(reader, publisher, *colleagues),
        organisations=(
            _home(texts, reader, colleagues),
            *(_organisation(f"Firm {text}", reader) for text in texts[64:68]),
        ),
        documents=(_document(texts),),
    )


def _person(email: str, texts: list[str]) -> NewPerson:
    return NewPerson(
        id=new_id(),
        email=email,
        given_name=f"Ann\x1b{texts[70]}",
        surname_prefix=texts[3],
        family_name=f"]0;owned\x07{texts[110]}",
        password=Secret(PASSWORD),
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


def _home(texts: list[str], reader: NewPerson, colleagues: Sequence[NewPerson]) -> NewOrganisation:
    """Each colleague has promised to do what one of the notes asks."""
    home = _organisation(HOME, reader, *colleagues)
    actions = tuple(
        NewAction(
            product=_product(texts),
            version=_version(texts),
            anchor=marker(number),
            owner_id=contact.id,
            due_on=date(2026, 3, 1),
        )
        for number, contact in enumerate(home.contacts[1:])
    )
    return replace(home, product_version=FIRST_VERSION, actions=actions)


def _product(texts: list[str]) -> str:
    return f"P {texts[100]}"


def _version(texts: list[str]) -> str:
    return f"1 {texts[70]}"


def _document(texts: list[str]) -> ReleaseDocument:
    ours = (f"# {HEADING}", f"[ours]({LINK})", "a\tb", LAST_WORDS)
    everything = "\n\n".join([*texts, *(f"- {text}" for text in texts), *ours])
    first = NotePublish(
        anchor="everything", texts=(NoteText(language="en", title="# Everything", body=everything),)
    )
    notes = tuple(_note(number, text) for number, text in enumerate(texts))
    hostile = ReleasePublish(
        product=_product(texts),
        version=_version(texts),
        title=texts[75],
        release_date=date(2026, 3, 1),
        notes=(first, *notes),
    )
    before = ReleasePublish(
        product=_product(texts),
        version=FIRST_VERSION,
        release_date=date(2025, 3, 1),
        notes=(_note(len(texts), TAME),),
    )
    return ReleaseDocument(source=f"{texts[66]}.md", releases=(hostile, before))


def _note(number: int, text: str) -> NotePublish:
    title = f"{marker(number)} {text}"
    return NotePublish(
        anchor=marker(number),
        area=f"A {text}",
        impact=Impact.ACTION_REQUIRED,
        texts=(NoteText(language="en", title=title, body=text),),
    )


if __name__ == "__main__":
    file, kind = sys.argv[1:]
    with closing(administer(f"sqlite:///{file}")) as store:
        store.create(portal([case.text if kind == "hostile" else TAME for case in CASES]))
