"""What one takes of an incident to somebody else: what it is called, and the link to it."""

from collections.abc import Iterable

from tui import i18n
from tui.api.models.incidents import IncidentSummary
from tui.links import INCIDENT, Link
from tui.screens.picker import Offer, Picker


def titles(incidents: Iterable[IncidentSummary]) -> str:
    """Return numbers and subjects, a line for each."""
    return "\n".join(f"#{incident.number} {incident.subject}" for incident in incidents)


def link_of(incident: IncidentSummary, *, for_vendor: bool) -> Link:
    """Return the link to an incident; among the vendor's people it says whose it is."""
    return Link(INCIDENT, incident.number, incident.organisation_name if for_vendor else "")


def copy_picker(incident: IncidentSummary, *, for_vendor: bool) -> Picker[str]:
    """Offer what can be copied of an incident."""
    texts = {
        "title": titles((incident,)),
        "link": str(link_of(incident, for_vendor=for_vendor)),
    }
    offers = [
        Offer(i18n.t(f"incident.copy.{name}"), "", text, text) for name, text in texts.items()
    ]
    return Picker(i18n.t("incident.copy"), offers)
