"""Makes a portal full of hostile texts, or of tame ones in the same places.

python -m tests.pty.hostile_portal FILE hostile|tame
"""

import sys
from contextlib import closing
from datetime import date

from tests.hostile import CASES
from tui.api.administration import NewContact, NewOrganisation, NewPerson, NewPortal
from tui.api.connect import administer
from tui.api.ids import new_id
from tui.api.models.publishing import NotePublish, NoteText, ReleaseDocument, ReleasePublish
from tui.api.policy import Role
from tui.secret import Secret

EMAIL, PASSWORD = "reader@example.org", "correct horse battery"
HOME = "Home"
LAST_WORDS = "the end of everything"
TAME = "before plain words"


def marker(number: int) -> str:
    """Return what the title of a case begins with, so that it can be waited for."""
    return f"#{number:03d}"


def portal(texts: list[str]) -> NewPortal:
    """Return a portal that shows each of `texts` wherever texts of others are shown."""
    person = NewPerson(
        id=new_id(),
        email=EMAIL,
        given_name=f"Ann\x1b{texts[70]}",
        surname_prefix=texts[3],
        family_name=f"]0;owned\x07{texts[110]}",
        password=Secret(PASSWORD),
    )
    return NewPortal(
        name=f"Portal {texts[66]}",
        vendor_name=f"Vendor {texts[80]}",
        product_name=f"Product {texts[90]}",
        people=(person,),
        organisations=(
            _organisation(person, HOME),
            *(_organisation(person, f"Firm {text}") for text in texts[64:68]),
        ),
        documents=(_document(texts),),
    )


def _organisation(person: NewPerson, name: str) -> NewOrganisation:
    contact = NewContact(
        id=new_id(),
        person_id=person.id,
        roles=frozenset({Role.EMPLOYEE}),
        job_title=name,
        department=name,
    )
    return NewOrganisation(id=new_id(), name=name, legal_name=name, contacts=(contact,))


def _document(texts: list[str]) -> ReleaseDocument:
    everything = "\n\n".join([*texts, *(f"- {text}" for text in texts), "a\tb", LAST_WORDS])
    first = NotePublish(
        anchor="everything", texts=(NoteText(language="en", title="# Everything", body=everything),)
    )
    notes = tuple(_note(number, text) for number, text in enumerate(texts))
    release = ReleasePublish(
        product=f"P {texts[100]}",
        version=f"1 {texts[70]}",
        title=texts[75],
        release_date=date(2026, 3, 1),
        notes=(first, *notes),
    )
    return ReleaseDocument(source=f"{texts[66]}.md", releases=(release,))


def _note(number: int, text: str) -> NotePublish:
    title = f"{marker(number)} {text}"
    return NotePublish(
        anchor=marker(number),
        area=f"A {text}",
        texts=(NoteText(language="en", title=title, body=text),),
    )


if __name__ == "__main__":
    file, kind = sys.argv[1:]
    with closing(administer(f"sqlite:///{file}")) as store:
        store.create(portal([case.text if kind == "hostile" else TAME for case in CASES]))
