"""What is wanted of a list of incidents: words that are looked for, and filters by their name."""

from dataclasses import replace
from typing import Generic, TypeVar

from textual.reactive import var

from tui.api.models.incidents import IncidentQuery
from tui.api.models.support import QueueQuery
from tui.screens.conversations.kept_list import KeptList
from tui.screens.named_filters import NamedFilters

Query = TypeVar("Query", IncidentQuery, QueueQuery)


class Wanting(KeptList, Generic[Query]):
    """Finds words, takes filters away, and tells what the person calls those in force."""

    wanted: var[Query]

    @property
    def named(self) -> NamedFilters[Query]:
        """The filters that the person gave a name; the words that one searches for stay."""
        raise NotImplementedError

    @property
    def unfiltered(self) -> Query:
        """What is wanted where nothing is filtered; the order stays."""
        raise NotImplementedError

    def tell_name(self, name: str) -> None:
        """Say what the person calls these filters, "" where they have no name."""
        raise NotImplementedError

    def watch_wanted(self) -> None:
        """Ask anew, whatever else is wanted."""
        self.ask()

    def ask(self, around: str | None = None) -> None:
        """Ask, and tell what the person calls these filters."""
        self.tell_name(self.named.name_of(self.wanted))
        super().ask(around)

    def narrow(self, chosen: Query | None) -> None:
        """Take the filters that were chosen; the others may have another name by now."""
        if chosen is not None:
            self.wanted = chosen
        self.tell_name(self.named.name_of(self.wanted))

    def unfilter(self) -> None:
        """Show what is filtered away as well."""
        self.wanted = self.unfiltered

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is listed."""
        return self.wanted != self.unfiltered

    @property
    def is_finding(self) -> bool:
        """Whether the list holds what was searched for."""
        return bool(self.wanted.words)

    def find(self, words: str) -> None:
        """Show what holds the words."""
        self.wanted = replace(self.wanted, words=words)
