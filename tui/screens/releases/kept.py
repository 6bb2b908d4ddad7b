"""How the list was left: a query as plain values and back."""

from collections.abc import Mapping

from tui.api.models.releases import Impact, NoteKind, NoteQuery, NoteSort
from tui.api.models.session import Language
from tui.screens.views import choice_of, text_of


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
        version=text_of(view, "version"),
        product=text_of(view, "product"),
        area=text_of(view, "area"),
        kind=choice_of(view, "kind", NoteKind),
        impact=choice_of(view, "impact", Impact),
        unread=view.get("unread") is True,
        bookmarked=view.get("bookmarked") is True,
        sort=choice_of(view, "sort", NoteSort) or NoteSort.NEWEST,
        language=language,
    )
