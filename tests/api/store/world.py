"""A small portal, and the means to look behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tui.api.administration import (
    DemoSeat,
    NewContact,
    NewOrganisation,
    NewPerson,
    NewPortal,
)
from tui.api.ids import new_id
from tui.api.models.publishing import NotePublish, NoteText, ReleaseDocument, ReleasePublish
from tui.api.models.sign_in import SignIn
from tui.api.policy import Kind, Role
from tui.api.portal import SignedIn
from tui.api.store.administration import SqliteAdministration
from tui.api.store.database import sqlite_database
from tui.api.store.entrance import StoreEntrance
from tui.api.store.session.desk import Desk
from tui.secret import Secret

PASSWORD = "correct horse"
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
ANNA, BRAM = new_id(), new_id()
BAKERY, FACTORY = new_id(), new_id()
ANNA_AT_BAKERY, BRAM_AT_FACTORY = new_id(), new_id()


def note(anchor: str, title: str, body: str = "", **fields: object) -> NotePublish:
    """Return a note with one English text."""
    text = NoteText(language="en", title=title, body=body)
    return NotePublish.model_validate({"anchor": anchor, "texts": (text,), **fields})


def document(*notes: NotePublish, source: str = "one.md", version: str = "1") -> ReleaseDocument:
    """Return a document with one release."""
    release = ReleasePublish(
        product="Profit", version=version, release_date=date(2026, 1, 1), notes=notes
    )
    return ReleaseDocument(source=source, releases=(release,))


ONE = document(note("leave", "Leave in hours"), note("bank", "Bank link"))

PORTAL = NewPortal(
    name="Test portal",
    vendor_name="Vendor",
    product_name="Profit",
    people=(
        NewPerson(id=ANNA, email="anna@example.nl", given_name="Anna", password=Secret(PASSWORD)),
        NewPerson(
            id=BRAM,
            email="bram@example.nl",
            given_name="Bram",
            password=Secret(PASSWORD),
            kind=Kind.OPERATOR,
        ),
    ),
    organisations=(
        NewOrganisation(
            id=BAKERY,
            name="Bakery",
            legal_name="Bakery BV",
            contacts=(
                NewContact(id=ANNA_AT_BAKERY, person_id=ANNA, roles=frozenset({Role.EMPLOYEE})),
            ),
        ),
        NewOrganisation(
            id=FACTORY,
            name="Factory",
            legal_name="Factory BV",
            contacts=(
                NewContact(
                    id=BRAM_AT_FACTORY, person_id=BRAM, roles=frozenset({Role.ADMINISTRATOR})
                ),
            ),
        ),
    ),
    documents=(ONE,),
)

DEMO_SEATS = (DemoSeat(name="employee", person_id=ANNA, job="demo.job"),)


@dataclass
class FakeClock:
    """A clock that goes when it is told to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Let time go by."""
        self.now += timedelta(**time)


@dataclass
class FakeHasher:
    """Passwords that are kept as they are, and a count of how often one was looked at."""

    looked_at: list[str] = field(default_factory=list)

    def hash(self, password: Secret) -> str:
        return f"kept {password.reveal()}"

    def verify(self, password: Secret, kept: str) -> bool:
        self.looked_at.append(kept)
        return kept == self.hash(password)


@dataclass
class Store:
    """A store in a file, its entrance, and what it is made of."""

    path: Path
    clock: FakeClock
    hasher: FakeHasher
    entrance: StoreEntrance

    async def sign_in(self, email: str = "anna@example.nl", password: str = PASSWORD) -> SignedIn:
        """Sign in somebody with one hat."""
        result = await self.entrance.sign_in(
            SignIn(email=email, password=Secret(password), hat=None)
        )
        assert isinstance(result, SignedIn)
        return result

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Look at the file itself."""
        database = sqlite_database(self.path)
        with database.write() as connection:
            cursor = connection.exec_driver_sql(sql, tuple(parameters))
            rows = [tuple(row) for row in cursor] if cursor.returns_rows else []
        database.close()
        return rows


MakeStore = Callable[[NewPortal], Store]


def make_store(path: Path, portal: NewPortal = PORTAL) -> Store:
    """Make a store whose clock and hasher are ours."""
    clock, hasher = FakeClock(), FakeHasher()
    administration = SqliteAdministration(path, hasher, clock)
    administration.create(portal)
    administration.close()
    return Store(path, clock, hasher, StoreEntrance(Desk(sqlite_database(path), hasher, clock)))
