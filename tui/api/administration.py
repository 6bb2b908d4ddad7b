"""What only the owner of a store does to it: make it, fill it, upgrade it, look at it.

No session and no permission: who can open the file or the database may do this.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from tui.api.errors import PortalError
from tui.api.histories import NewIncident
from tui.api.models.publishing import ReleaseDocument
from tui.api.models.session import Language
from tui.api.outbox import OutboxFigures
from tui.api.policy import Kind, Role
from tui.secret import Secret


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """A person to create: one sign-in, whatever the number of organisations."""

    id: str
    email: str
    given_name: str
    surname_prefix: str = ""
    family_name: str = ""
    password: Secret | None = None
    language: Language | None = None
    kind: Kind | None = None
    """Support, operator or service: what the person is on the vendor's side, if anything."""


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """A person's membership of an organisation."""

    id: str
    person_id: str
    roles: frozenset[Role] = frozenset()
    job_title: str = ""
    department: str = ""
    active: bool = True
    read_until: str = ""
    """The version up to which the release notes count as read; empty: decided at first sign-in."""


@dataclass(frozen=True, kw_only=True)
class NewAction:
    """What a customer noted of what a note asks; the note by its release and anchor."""

    product: str
    version: str
    anchor: str
    owner_id: str | None = None
    """A contact of the organisation, as is `done_by_id`."""
    due_on: date | None = None
    done_at: datetime | None = None
    done_by_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewOrganisation:
    """A customer with its contacts, what it did about the releases, and what it asked."""

    id: str
    name: str
    legal_name: str
    product_version: str = ""
    activated_roles: frozenset[Role] = frozenset()
    contacts: tuple[NewContact, ...] = ()
    actions: tuple[NewAction, ...] = ()
    incidents: tuple[NewIncident, ...] = ()
    """In the order of their numbers."""


@dataclass(frozen=True, kw_only=True)
class DemoSeat:
    """One of the demo's sign-ins: the word of `--as`, the person and the text key of the job."""

    name: str
    person_id: str
    job: str


@dataclass(frozen=True, kw_only=True)
class NewTemplate:
    """What the vendor's answers begin with, by one of its people."""

    id: str
    name: str
    nl: str = ""
    en: str = ""
    by_id: str


@dataclass(frozen=True, kw_only=True)
class NewPortal:
    """The whole content of a new store."""

    name: str
    vendor_name: str
    product_name: str
    help_center_url: str = ""
    people: tuple[NewPerson, ...] = ()
    organisations: tuple[NewOrganisation, ...] = ()
    documents: tuple[ReleaseDocument, ...] = ()
    templates: tuple[NewTemplate, ...] = ()
    demo_seats: tuple[DemoSeat, ...] = ()
    made_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Backstop:
    """Whether PostgreSQL keeps customers apart by itself, for when a statement forgets to."""

    open_tables: tuple[str, ...] = ()
    """Those that lack a policy of theirs, or whose owner is not bound by them; `migrate` mends."""
    statements: tuple[str, ...] = ()
    """What the administrator of the cluster must run, so that the roles can be acted as."""

    @property
    def stands(self) -> bool:
        """Whether nothing is lacking."""
        return not (self.open_tables or self.statements)


@dataclass(frozen=True, kw_only=True)
class StoreFacts:
    """What `doctor` tells about a store; `settings` are the engine's own words."""

    engine: str
    engine_version: str
    schema_version: str
    newest_schema_version: str
    place: str
    is_copied: bool = False
    """Whether an upgrade copies the store first."""
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    backstop: Backstop | None = None
    """None where the engine has none, as a file's."""
    outbox: OutboxFigures | None = None
    """None where the store is older than the outbox, or keeps it from who asks."""

    @property
    def is_older(self) -> bool:
        """Whether there is a newer schema to go to; a newer store is refused elsewhere."""
        return self.schema_version < self.newest_schema_version


@dataclass(frozen=True, kw_only=True)
class Migration:
    """What an upgrade came to; `copy` is where the store as it was stands, if that is a file."""

    before: str
    after: str
    copy: str = ""


class Stage(StrEnum):
    """What of a backup or a restore is being done."""

    COPYING = "copying"
    WRITING = "writing"
    READING = "reading"
    RESTORING = "restoring"
    COMPARING = "comparing"
    INDEXING = "indexing"


Told = Callable[[Stage, int, int], None]
"""Hears how far it is: in rows, and of how many (0 where that is not known)."""


@dataclass(frozen=True, kw_only=True)
class BackupFacts:
    """What a backup says of itself: where it is from, and how many rows it has of each table."""

    portal_name: str
    made_at: datetime
    program_version: str
    schema_version: str
    engine: str
    rows: Mapping[str, int]


class BackupFault(StrEnum):
    """Why a file is not restored."""

    NOT_A_BACKUP = "not_a_backup"
    CUT_SHORT = "cut_short"
    DAMAGED = "damaged"
    NEWER = "newer"
    NO_ROOM = "no_room"


@dataclass(eq=False)
class BackupRefused(PortalError):
    """A file is not restored, and nothing was changed; `detail` is where in it the fault is.

    `needed` and `found` are versions, or megabytes.
    """

    fault: BackupFault
    file: str
    detail: str = ""
    needed: str = ""
    found: str = ""

    @property
    def key(self) -> str:
        """The text key: one for each fault."""
        return f"error.backup_refused.{self.fault}"

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the text of `key` needs."""
        return {
            "file": self.file,
            "detail": self.detail,
            "needed": self.needed,
            "found": self.found,
        }


class Administration(Protocol):
    """A store in its owner's hands; synchronous, for the command line.

    Every verb may raise `Unavailable` and `Incompatible`.
    """

    def exists(self) -> bool:
        """Whether there is a store at this address."""
        ...

    def create(self, portal: NewPortal) -> None:
        """Make a new store, whole or not at all.

        Raises `Conflict` where there is one already, and `Invalid` for texts that are too long.
        """
        ...

    def migrate(self) -> Migration:
        """Upgrade the schema, of a file after a copy of it."""
        ...

    def backup(self, file: Path, told: Told, *, over: bool = False) -> BackupFacts:
        """Write all of the store, as it is at one moment, to a file that is whole or not there.

        Open sessions, counted sign-ins and what is made from the rest stay out. Raises
        `FileExistsError` where there is a file and it may not be written `over`.
        """
        ...

    def restore(self, file: Path, told: Told) -> BackupFacts:
        """Make a store of a backup, from whichever engine, whole or not at all.

        Raises `Conflict` where there is a store or a file already, and `BackupRefused`.
        """
        ...

    def facts(self) -> StoreFacts:
        """Return what `doctor` tells; raises `Unavailable` (corrupt) where damage is found."""
        ...

    def set_aside(self) -> str:
        """Move a store, readable or not, out of the way; returns where it is now.

        Never over a file; what another program made stays where it is.
        """
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...
