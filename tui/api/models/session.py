"""Who is signed in, to what, and what that person may do."""

from datetime import datetime

from tui.api.errors import Reason, Remedy
from tui.api.models.record import record
from tui.api.models.text import Id, Line
from tui.api.policy import Kind, Permission, Role
from tui.api.vocabulary import Vocabulary


class Language(Vocabulary):
    """The languages of the program (BCP 47)."""

    ENGLISH = "en"
    DUTCH = "nl"


class Theme(Vocabulary):
    """How the screen is coloured."""

    DARK = "dark"
    LIGHT = "light"


@record
class Hat:
    """One of the places in which a person can work: as a contact of an organisation, or as one
    of the vendor's people (then there is no organisation)."""

    kind: Kind
    organisation_id: Id | None = None
    name: Line
    """The organisation's name, or the vendor's."""


@record
class Session:
    """A signed-in person under one hat, or a service; `permissions` is what the backend decided."""

    id: Id
    person_id: Id | None = None
    """Nobody's where the vendor's own system asks."""
    contact_id: Id | None = None
    organisation_id: Id | None = None
    organisation_name: Line = ""
    kind: Kind
    display_name: Line
    email: Line
    roles: frozenset[Role] = frozenset()
    """The authorisation roles that count now, for showing alone."""
    permissions: frozenset[Permission] = frozenset()
    language: Language | None = None
    theme: Theme | None = None
    time_zone: Line = ""
    """An IANA name such as `Europe/Amsterdam`; empty: that of the machine one works on."""
    expires_at: datetime | None = None
    """A service's token lasts until it is revoked."""

    @property
    def owner(self) -> Id:
        """By whom things are kept on this machine: the person, or a service itself."""
        return self.person_id or self.id

    @property
    def hat(self) -> Hat:
        """The hat that this session wears."""
        return Hat(
            kind=self.kind, organisation_id=self.organisation_id, name=self.organisation_name
        )


@record
class OpenSession:
    """A sign-in of the caller that is still open, under whichever hats it is used."""

    id: Id
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool
    """Whether it is the one that asks."""


@record
class Denial:
    """Why a permission is missing, what to do, and who can grant it (names, at most 5)."""

    permission: Permission
    reason: Reason
    remedy: Remedy
    roles: tuple[Role, ...] = ()
    people: tuple[Line, ...] = ()


@record
class DemoPerson:
    """One of the people of the demo, with the job they are there for (a text key)."""

    name: str
    """The word of `--as`, such as `employee`."""
    display_name: Line
    organisation_name: Line
    job: str
    """Text key of what one tries as this person."""


@record
class PortalInfo:
    """What a portal says before anybody has signed in."""

    name: Line
    vendor_name: Line
    product_name: Line
    help_center_url: Line = ""
    demo_people: tuple[DemoPerson, ...] = ()
