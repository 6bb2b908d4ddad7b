"""Whose incidents, which of them, and in which order: each by one key; and finding words."""

from dataclasses import replace
from functools import partial

from tui.api.models.support import Hand, QueueFigures, QueueQuery, QueueSort
from tui.screens.loading import fetch
from tui.screens.named_filters import NamedFilters
from tui.screens.support import kept
from tui.screens.support.listing import Listing
from tui.screens.support.questions import unfiltered
from tui.screens.telling import tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready, State

NEXT_HAND = {None: Hand.MINE, Hand.MINE: Hand.NOBODY, Hand.NOBODY: None}


class Narrowing(Listing):
    """Filters and orders the queue."""

    SHORTCUTS = (
        Command("support.whose", "v", "whose", footer=22),
        Command("support.customer", "F", "customer", footer=30),
    )
    BINDINGS = bindings(SHORTCUTS)

    @property
    def named(self) -> NamedFilters[QueueQuery]:
        """The filters that the person gave a name; the words that one searches for stay."""
        query_of = partial(kept.query_of, words=self.wanted.words)
        return NamedFilters(self.views, self.area.name, kept.view_of, query_of)

    @property
    def unfiltered(self) -> QueueQuery:
        """What is wanted where nothing is filtered; the order stays."""
        return unfiltered(self.wanted)

    def tell_name(self, name: str) -> None:
        """Say what these filters are called in the third band."""
        self.shown = replace(self.shown, name=name)

    def action_whose(self) -> None:
        """Show what is in the own hands, in nobody's, in all."""
        self.wanted = replace(self.wanted, hand=NEXT_HAND[self.wanted.hand])

    def action_customer(self) -> None:
        """Show only what the customer of this row asks, or everybody again."""
        here = self.rows.current
        if self.wanted.organisation_id is not None:
            self.wanted = replace(self.wanted, organisation_id=None)
        elif here is not None:
            self.shown = replace(self.shown, customer=here.organisation_name)
            self.wanted = replace(self.wanted, organisation_id=here.organisation_id)

    def action_filter(self) -> None:
        """Read how the desk stands, and offer the filters with what each leaves."""
        fetch(self, "support.figures", self.portal.support.figures(), into=self._offer)

    def _offer(self, figures: State[QueueFigures]) -> None:
        tell_failure(self, figures)
        if isinstance(figures, Ready):
            from tui.screens.support.offers import filter_sheet

            self.app.push_screen(filter_sheet(self.wanted, figures.value, self.named), self.narrow)

    def action_sort(self) -> None:
        """Take the other order: what presses most, or what changed last."""
        by_priority = self.wanted.sort is QueueSort.PRIORITY
        sort = QueueSort.UPDATED if by_priority else QueueSort.PRIORITY
        self.wanted = replace(self.wanted, sort=sort)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        if action == "customer":
            return self.wanted.organisation_id is not None or self.rows.current is not None
        return super().check_action(action, parameters)
