"""How the list was left: a query as plain values and back."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from tui.api.models.releases import Impact, NoteKind, NoteQuery, NoteSort
from tui.api.models.session import Language

Choice = TypeVar("Choice", bound=StrEnum)


def view_of(wanted: NoteQuery) -> dict[str, object]:
    """Return what is kept of the list."""
    return {
        "version": wanted.version,
        "product": wanted.product,
        "area": wanted.area,
        "kind": wanted.kind,
        "impact": wanted.impact,
        "unread": wanted.unread,
        "bookmarked": wanted.bookmarked,
        "sort": wanted.sort,
    }


def query_of(view: Mapping[str, object], language: Language) -> NoteQuery:
    """Return the query that was kept; what makes no sense in it is left out."""
    return NoteQuery(
        version=_text(view, "version"),
        product=_text(view, "product"),
        area=_text(view, "area"),
        kind=_choice(view, "kind", NoteKind),
        impact=_choice(view, "impact", Impact),
        unread=view.get("unread") is True,
        bookmarked=view.get("bookmarked") is True,
        sort=_choice(view, "sort", NoteSort) or NoteSort.NEWEST,
        language=language,
    )


def _text(view: Mapping[str, object], name: str) -> str | None:
    value = view.get(name)
    return value if isinstance(value, str) else None


def _choice(view: Mapping[str, object], name: str, choices: type[Choice]) -> Choice | None:
    return next((choice for choice in choices if choice == view.get(name)), None)
