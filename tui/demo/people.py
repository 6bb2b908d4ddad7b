"""The demo's people: everybody who can sign in, and the five whom one can be."""

from tui.api.administration import DemoSeat, NewPerson
from tui.api.models.session import Language
from tui.api.policy import Kind
from tui.demo.identity import demo_id
from tui.demo.tables import rows_of

_SEATS = {
    "employee": "anna.devries@voorbeeld.example",
    "administrator": "bram.oz@voorbeeld.example",
    "incident-manager": "chaima.elidrissi@voorbeeld.example",
    "none": "daan.smit@voorbeeld.example",
    "support": "ahmed.yildiz@wolkenveld.example",
}


def person_id(email: str) -> str:
    """Return the id of the person with this e-mail address."""
    return demo_id("person", email)


def demo_people() -> tuple[NewPerson, ...]:
    """Return everybody once, also those who work for two organisations."""
    rows = {
        row["email"]: row
        for table in ("contacts.csv", "vendor_people.csv")
        for row in rows_of(table)
    }
    return tuple(_person(row) for row in rows.values())


def demo_seats() -> tuple[DemoSeat, ...]:
    """Return the sign-ins of the demo's first screen, in its order."""
    return tuple(
        DemoSeat(name=name, person_id=person_id(email), job=f"demo.job.{name.replace('-', '_')}")
        for name, email in _SEATS.items()
    )


def _person(row: dict[str, str]) -> NewPerson:
    language, kind = row.get("language"), row.get("kind")
    return NewPerson(
        id=person_id(row["email"]),
        email=row["email"],
        given_name=row["given_name"],
        surname_prefix=row["surname_prefix"],
        family_name=row["family_name"],
        language=Language(language) if language else None,
        kind=Kind(kind) if kind else None,
    )
