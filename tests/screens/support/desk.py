"""A desk with the incidents of two customers, as its tests use it."""

from tests.fake_incidents import FakeIncidents, incident_id
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver
from tui.api.models.incidents import Incident
from tui.api.policy import Kind

HARBOUR = "00000000-0000-7000-c000-000000000002"
WIDE = (120, 40)


def desk(incidents: int = 12) -> FakeEntrance:
    """Return a portal of the vendor's; every third incident is of another customer."""
    made = FakeEntrance(kind=Kind.SUPPORT, roles=(), incidents=incidents)
    for number in range(3, incidents + 1, 3):
        made.incidents.change(number, organisation_id=HARBOUR, organisation_name="Havenlicht")
    return made


def present(demo: PortalDriver, number: int) -> Incident:
    """Return an incident as it is now."""
    return demo.entrance.incidents.incidents[incident_id(number)]


def bodies(incidents: FakeIncidents, number: int) -> list[str]:
    """Return what was said in an incident."""
    return [entry.body for entry in incidents.said.get(incident_id(number), [])]


def numbers(demo: PortalDriver) -> list[int]:
    """Return the numbers of the rows, from the top."""
    words = (line.split() for line in demo.lines)
    firsts = (next((word for word in line if word.startswith("#")), "") for line in words)
    return [int(first[1:]) for first in firsts if first[1:].isdigit()]
