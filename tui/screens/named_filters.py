"""Filters that a person gave a name: kept beside how the list was left, taken again by the name."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar, cast

from tui.api.cleaning import clean_line
from tui.api.folding import fold
from tui.screens.views import Kept

Q = TypeVar("Q")

MOST = 20
"""Filters of one list that have a name."""

LONGEST = 40
"""Characters of a name."""


class NamedFilters(Generic[Q]):
    """The filters of one room by their names; `view_of` and `query_of` are how it keeps a query.

    What cannot be read of them is not there, and stays in the file: a newer program may have
    kept it.
    """

    def __init__(
        self,
        views: Kept,
        room: str,
        view_of: Callable[[Q], Mapping[str, object]],
        query_of: Callable[[Mapping[str, object]], Q],
    ) -> None:
        self._views = views
        self._place = f"{room}.filters"
        self._view_of = view_of
        self._query_of = query_of

    def all(self) -> dict[str, Q]:
        """Return the query of each name, in the order of the names."""
        found = self._views.of(self._place)
        readable = {
            name: query
            for name, view in found.items()
            if is_name(name) and (query := self._read(view)) is not None
        }
        return dict(sorted(readable.items(), key=lambda each: (fold(each[0]), each[0])))

    def name_of(self, wanted: Q) -> str:
        """Return the name of a query, "" where it has none; what is searched for is no part."""
        view = self._view_of(wanted)
        named = self.all().items()
        return next((name for name, query in named if self._view_of(query) == view), "")

    def keep(self, name: str, wanted: Q) -> None:
        """Keep a query under a name; the one that was called so before goes."""
        others = {
            other: view
            for other, view in self._views.of(self._place).items()
            if fold(other) != fold(name)
        }
        self._views.keep(self._place, others | {name: dict(self._view_of(wanted))})

    def drop(self, name: str) -> None:
        """Keep the filter of this name no more."""
        found = self._views.of(self._place)
        self._views.keep(self._place, {each: found[each] for each in found if each != name})

    def has_room_for(self, name: str) -> bool:
        """Whether a filter can be kept under a name: there are not too many, or it replaces one."""
        names = {fold(each) for each in self.all()}
        return fold(name) in names or len(names) < MOST

    def _read(self, found: object) -> Q | None:
        """Return the query, None where it asks for what this program does not know."""
        if not isinstance(found, dict):
            return None
        view = cast("Mapping[str, object]", found)
        query = self._query_of(view)
        return query if _is_understood(view, self._view_of(query)) else None


def _is_understood(view: Mapping[str, object], again: Mapping[str, object]) -> bool:
    """Whether what is set in a view is there again once it was read; rights turn a yes or no."""
    return all(
        name in again and (isinstance(value, bool) or again[name] == value)
        for name, value in view.items()
        if value
    )


def is_name(words: str) -> bool:
    """Whether words can be the name of a filter."""
    return 0 < len(words) <= LONGEST and words == clean_line(words)
