"""What stands above a conversation: which incident it is, and how it stands."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from tui import i18n
from tui.api.models.actions import Colleague
from tui.api.models.incidents import Incident, Priority
from tui.api.policy import ENDED, IncidentStatus
from tui.i18n import formats
from tui.screens.conversations.status import status_word

NAMED = 3
"""Watchers that are named; of more the number is told."""


def head(incident: Incident, zone: str, *, for_vendor: bool) -> Content:
    """Return the lines above a conversation; moments are those of a time zone."""
    title = Content.styled(f"#{incident.number}  {incident.subject}", "bold")
    facts = (
        _joined(part) for part in (_about(incident, for_vendor=for_vendor), _people(incident, zone))
    )
    return Content("\n").join(
        [title, _standing(incident, for_vendor=for_vendor), *(line for line in facts if line)]
    )


def _standing(incident: Incident, *, for_vendor: bool) -> Content:
    ours = IncidentStatus.NEW if for_vendor else IncidentStatus.PENDING
    waits = incident.status is ours
    presses = incident.priority is Priority.URGENT and incident.status not in ENDED
    return Content(" · ").join(
        [
            _toned(status_word(incident.status, for_vendor=for_vendor), stands_out=waits),
            _toned(i18n.word(f"incident.priority.{incident.priority}"), stands_out=presses),
            _toned(i18n.word(f"incident.type.{incident.type}"), stands_out=False),
            *(_toned(words, stands_out=False) for words in _ending(incident)),
        ]
    )


def _toned(words: str, *, stands_out: bool) -> Content:
    return Content.styled(words, "bold $text-warning" if stands_out else "")


def _ending(incident: Incident) -> Iterator[str]:
    if incident.merged_into is not None:
        yield i18n.t("incident.merged_into", number=incident.merged_into)
    if incident.rating is not None:
        yield i18n.t("incident.rated", rating=incident.rating)


def _about(incident: Incident, *, for_vendor: bool) -> Iterator[str]:
    if for_vendor:
        yield incident.organisation_name
    parts = (incident.product_area, incident.product_version, incident.environment)
    yield " / ".join(part for part in parts if part)
    if incident.customer_reference:
        side = "support" if for_vendor else "incident"
        yield i18n.t(f"{side}.reference", reference=incident.customer_reference)
    if incident.assignee:
        yield i18n.t("incident.assignee", name=incident.assignee)


def _people(incident: Incident, zone: str) -> Iterator[str]:
    opened = formats.moment(incident.created_at, zone)
    yield i18n.t("incident.opened", moment=opened, name=incident.requester.display_name)
    if incident.watchers:
        yield i18n.t("incident.watched", names=_names(incident.watchers))


def _names(people: Sequence[Colleague]) -> str:
    names = ", ".join(person.display_name for person in people[:NAMED])
    more = len(people) - NAMED
    return i18n.t("incident.watched.more", names=names, count=more) if more > 0 else names


def _joined(parts: Iterator[str]) -> Content:
    return Content.styled(" · ".join(part for part in parts if part), "$muted")
