"""Whose incidents, which of them, and in which order: each by one key; and finding words."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tui.api.models.incidents import IncidentQuery, IncidentSort
from tui.screens.incidents import kept
from tui.screens.incidents.listing import Listing
from tui.screens.incidents.questions import unfiltered
from tui.screens.named_filters import NamedFilters
from tui.widgets.commands import Command, bindings

if TYPE_CHECKING:
    from tui.api.models.session import Session

NEXT_SORT = {
    IncidentSort.UPDATED: IncidentSort.NUMBER,
    IncidentSort.NUMBER: IncidentSort.PRIORITY,
    IncidentSort.PRIORITY: IncidentSort.UPDATED,
}


class Narrowing(Listing):
    """Filters and orders the list."""

    SHORTCUTS = (
        Command("incidents.whose", "v", "whose", footer=22),
        Command("incidents.unread", "u", "unread", footer=24),
    )
    BINDINGS = bindings(SHORTCUTS)

    def suit(self, session: "Session") -> None:
        """Ask anew where the person reads more now, or less: what is not to be read goes."""
        before, view = self.reads_all, self.view
        super().suit(session)
        if self.reads_all is not before:
            wanted = kept.query_of(view, chooses=self.chooses)
            self.set_reactive(Narrowing.wanted, wanted)
            self.shown = replace(self.shown, chooses=self.chooses)
            self.ask()
            if self.reading and before:
                self.call_later(self.close_incident)

    @property
    def named(self) -> NamedFilters[IncidentQuery]:
        """The filters that the person gave a name; the words that one searches for stay."""
        view_of = partial(kept.view_of, chooses=self.chooses)
        query_of = partial(kept.query_of, chooses=self.chooses, words=self.wanted.words)
        return NamedFilters(self.views, self.area.name, view_of, query_of)

    @property
    def unfiltered(self) -> IncidentQuery:
        """What is wanted where nothing is filtered; whose incidents and the order stay."""
        return unfiltered(self.wanted)

    def tell_name(self, name: str) -> None:
        """Say what these filters are called in the third band."""
        self.shown = replace(self.shown, name=name)

    def action_whose(self) -> None:
        """Show what one follows oneself, or what everybody submitted."""
        self.wanted = replace(self.wanted, mine=not self.wanted.mine)

    def action_filter(self) -> None:
        """Offer the filters."""
        from tui.screens.incidents.offers import filter_sheet

        self.app.push_screen(filter_sheet(self.wanted, self.named), self.narrow)

    def action_unread(self) -> None:
        """Show only what has something new, or everything again."""
        self.wanted = replace(self.wanted, unread=not self.wanted.unread)

    def action_sort(self) -> None:
        """Take the next order: what changed last, the highest number, the most pressing."""
        self.wanted = replace(self.wanted, sort=NEXT_SORT[self.wanted.sort])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        if action == "whose":
            return self.chooses
        return super().check_action(action, parameters)
