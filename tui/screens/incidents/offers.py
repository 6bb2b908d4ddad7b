"""The sheet of the filters; imported when somebody asks for it."""

from collections.abc import Iterator
from dataclasses import replace

from tui import i18n
from tui.api.models.incidents import IncidentQuery, IncidentState, IncidentType, Priority
from tui.api.policy import IncidentStatus
from tui.screens.filter_offers import FilterOffer, in_order, offer
from tui.screens.filter_sheet import FilterSheet
from tui.screens.incidents.questions import unfiltered
from tui.screens.named_filters import NamedFilters

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
    """Return the sheet of the filters."""
    everything = replace(unfiltered(wanted), words=wanted.words)  # what one searches for stays
    offers = in_order(_offers(wanted), wanted, everything)
    title = i18n.t("incidents.filter.title")
    return FilterSheet(title, offers, wanted=wanted, unnamed=everything, named=named)


def _offers(wanted: IncidentQuery) -> Iterator[FilterOffer[IncidentQuery]]:
    chosen = replace(wanted, unread=not wanted.unread)
    yield offer(i18n.t("incidents.filter.unread"), "", chosen, is_set=wanted.unread)
    for name, choices in _CHOICES.items():
        group = i18n.t(f"incidents.filter.group.{name}")
        for choice in choices:
            is_set = getattr(wanted, name) is choice
            chosen = replace(wanted, **{name: None if is_set else choice})
            yield offer(i18n.t(f"incident.{name}.{choice}"), group, chosen, is_set=is_set)
