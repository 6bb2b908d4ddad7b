"""Filters as offers of a sheet: what is set has a mark, stands first, and goes if chosen again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from tui import i18n
from tui.screens.picker import Offer

Q = TypeVar("Q")

SET = "✓ "
"""Stands before what is set; chosen again it goes."""


@dataclass(frozen=True, slots=True)
class FilterOffer(Offer[Q]):
    """A filter as it is called; its value is the query that choosing it makes."""

    is_set: bool = False


def offer(label: str, group: str, chosen: Q, *, is_set: bool) -> FilterOffer[Q]:
    """Return a filter; one that is set has a mark, and `chosen` takes it away."""
    return FilterOffer(f"{SET}{label}" if is_set else label, group, chosen, is_set=is_set)


def in_order(offers: Iterable[FilterOffer[Q]], wanted: Q, everything: Q) -> list[Offer[Q]]:
    """Return these filters: those that are set first, and last to take all away."""
    ordered = sorted(offers, key=lambda each: not each.is_set)
    if wanted == everything:
        return [*ordered]
    return [*ordered, Offer(i18n.t("filters.everything"), "", everything)]
