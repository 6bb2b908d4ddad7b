"""The sheet of the filters; imported when somebody asks for it."""

from collections.abc import Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.incidents import IncidentQuery, IncidentState, IncidentType, Priority
from tui.api.policy import IncidentStatus
from tui.screens.filter_sheet import SET, FilterSheet
from tui.screens.incidents.questions import unfiltered
from tui.screens.named_filters import NamedFilters
from tui.screens.picker import Offer

_CHOICES = {
    "state": IncidentState,
    "status": IncidentStatus,
    "type": IncidentType,
    "priority": Priority,
}
"""What can be filtered by, one of each."""


def filter_sheet(
    wanted: IncidentQuery, named: NamedFilters[IncidentQuery]
) -> FilterSheet[IncidentQuery]:
    """Return the sheet of the filters: those that are set first, and last to take all away."""
    offers = sorted(_offers(wanted), key=lambda offer: not offer.label.startswith(SET))
    everything = replace(unfiltered(wanted), words=wanted.words)  # what one searches for stays
    if wanted != everything:
        offers.append(Offer(i18n.t("incidents.filter.everything"), "", everything))
    title = i18n.t("incidents.filter.title")
    return FilterSheet(title, offers, wanted=wanted, unnamed=everything, named=named)


def _offers(wanted: IncidentQuery) -> Iterator[Offer[IncidentQuery]]:
    chosen = replace(wanted, unread=not wanted.unread)
    yield _offer(i18n.t("incidents.filter.unread"), "", chosen, is_set=wanted.unread)
    for name, choices in _CHOICES.items():
        group = i18n.t(f"incidents.filter.group.{name}")
        for choice in choices:
            is_set = getattr(wanted, name) is choice
            chosen = replace(wanted, **{name: None if is_set else choice})
            yield _offer(i18n.t(f"incident.{name}.{choice}"), group, chosen, is_set=is_set)


def _offer(label: str, group: str, chosen: IncidentQuery, *, is_set: bool) -> Offer[IncidentQuery]:
    """Return a filter; one that is set has a mark, and `chosen` takes it away."""
    return Offer(f"{SET}{label}" if is_set else label, group, chosen)
