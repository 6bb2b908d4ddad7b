"""The sheets of the desk: filters with how much each leaves, changes, people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from tui import i18n
from tui.api.models.incidents import IncidentState, IncidentType, Priority
from tui.api.models.paging import Count
from tui.api.models.support import (
    Age,
    Engineer,
    Hand,
    IncidentEdit,
    QueueFigures,
    QueueQuery,
)
from tui.api.policy import IncidentStatus
from tui.screens.filter_offers import FilterOffer, in_order, offer
from tui.screens.filter_sheet import FilterSheet
from tui.screens.named_filters import NamedFilters
from tui.screens.picker import Offer, Picker
from tui.screens.support.bands import number, word_of
from tui.screens.support.questions import unfiltered

_CHOICES = {
    "state": IncidentState,
    "status": IncidentStatus,
    "hand": Hand,
    "priority": Priority,
    "age": Age,
    "type": IncidentType,
}


def filter_sheet(
    wanted: QueueQuery, figures: QueueFigures, named: NamedFilters[QueueQuery]
) -> FilterSheet[QueueQuery]:
    """Return the sheet of the filters."""
    everything = replace(unfiltered(wanted), words=wanted.words)  # what one searches for stays
    filters = chain(_filters(wanted, figures), _customers(wanted, figures))
    offers = in_order(filters, wanted, everything)
    title = i18n.t("incidents.filter.title")
    return FilterSheet(title, offers, wanted=wanted, unnamed=everything, named=named)


def _filters(wanted: QueueQuery, figures: QueueFigures) -> Iterator[FilterOffer[QueueQuery]]:
    counted = {"status": figures.statuses, "priority": figures.priorities}
    counted |= {"age": figures.ages, "hand": figures.hands}
    for name, choices in _CHOICES.items():
        group = i18n.t(f"support.filter.group.{name}")
        counts = {figure.word: figure.count for figure in counted.get(name, ())}
        for choice in choices:
            is_set = getattr(wanted, name) is choice
            chosen = replace(wanted, **{name: None if is_set else choice})
            words = _counted(word_of(name, choice), counts, choice)
            yield offer(words, group, chosen, is_set=is_set)


def _counted(words: str, counts: Mapping[str, Count], choice: str) -> str:
    return f"{words} · {number(counts[choice])}" if choice in counts else words


def _customers(wanted: QueueQuery, figures: QueueFigures) -> Iterator[FilterOffer[QueueQuery]]:
    group = i18n.t("support.filter.group.customer")
    for customer in figures.customers:
        is_set = wanted.organisation_id == customer.id
        chosen = replace(wanted, organisation_id=None if is_set else customer.id)
        words = f"{customer.name} · {number(customer.count)}"
        yield offer(words, group, chosen, is_set=is_set)


def change_picker(title: str) -> Picker[IncidentEdit]:
    """Return the sheet of what can be changed: a status, a priority or a type."""
    return Picker(title, tuple(_changes()))


def _changes() -> Iterator[Offer[IncidentEdit]]:
    for status in IncidentStatus:
        if status is not IncidentStatus.NEW:  # which nothing becomes again
            yield _change("status", f"support.status.{status}", IncidentEdit(status=status))
    for priority in reversed(Priority):
        edit = IncidentEdit(priority=priority)
        yield _change("priority", f"incident.priority.{priority}", edit)
    for type_ in IncidentType:
        if type_ is not IncidentType.ACTIVATION_REQUEST:
            yield _change("type", f"incident.type.{type_}", IncidentEdit(type=type_))


def _change(group: str, key: str, edit: IncidentEdit) -> Offer[IncidentEdit]:
    return Offer(i18n.t(key), i18n.t(f"support.filter.group.{group}"), edit)


def assignee_picker(title: str, engineers: Sequence[Engineer]) -> Picker[IncidentEdit]:
    """Return the sheet of who can work on incidents, and nobody."""
    offers = [Offer(one.display_name, "", IncidentEdit(assignee_id=one.id)) for one in engineers]
    nobody = Offer(i18n.t("support.nobody"), "", IncidentEdit(assignee_id=None))
    return Picker(title, [*offers, nobody])
