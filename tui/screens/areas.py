"""The table of tabs: which areas there are, who sees them, and where their room is.

A room is loaded by its path when it is first shown, so that the start pays for none of them.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tui import i18n
from tui.api.policy import Permission


@dataclass(frozen=True, slots=True)
class Area:
    """One tab. Any one of `permissions` shows it; an empty `load` is not built yet."""

    name: str
    permissions: frozenset[Permission]
    load: str = ""

    @property
    def label(self) -> str:
        """The tab's full label."""
        return i18n.t(f"area.{self.name}")

    @property
    def short(self) -> str:
        """The tab's label on a narrow screen."""
        return i18n.t(f"area.{self.name}.short")


def _area(name: str, *permissions: Permission, load: str = "") -> Area:
    return Area(name, frozenset(permissions), load)


PROFILE = "profile"

AREAS = (
    _area("releases", Permission.RELEASES_READ, load="tui.screens.releases:ReleasesRoom"),
    _area(
        "incidents",
        Permission.INCIDENTS_SUBMIT,
        Permission.INCIDENTS_READ_OWN,
        Permission.INCIDENTS_READ_ALL,
        load="tui.screens.incidents:IncidentsRoom",
    ),
    _area("courses", Permission.COURSES_READ),
    _area("organisation", Permission.ORGANISATION_EDIT),
    _area("contacts", Permission.CONTACTS_MANAGE),
    _area("invoices", Permission.INVOICES_READ),
    _area("consultancy", Permission.CONSULTANCY_REQUEST),
    _area("support", Permission.INCIDENTS_SERVE, load="tui.screens.support:SupportRoom"),
    _area(
        "publishing",
        Permission.RELEASES_PUBLISH,
        load="tui.screens.publishing:PublishingRoom",
    ),
    _area("mailings", Permission.MAILINGS_SEND),
    _area(PROFILE, Permission.PROFILE_EDIT, load="tui.screens.profile:ProfileRoom"),
)
"""In the order of the tabs."""


def areas_for(permissions: AbstractSet[Permission]) -> tuple[Area, ...]:
    """Return the areas that these permissions show."""
    return tuple(area for area in AREAS if area.permissions & permissions)


def keyed(areas: tuple[Area, ...]) -> dict[str, Area]:
    """Return the areas by the digit that opens them; Profile is always 0."""
    numbered = enumerate(areas, start=1)
    return {"0" if area.name == PROFILE else str(number): area for number, area in numbered}
