"""Where one left each note, also at the next start."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from tui.screens.views import Views

if TYPE_CHECKING:
    from tui.widgets.reader import Place

VIEW = "releases.places"
MAX_PLACES = 200
"""Notes whose place is kept: those that were left last."""

_Kept = tuple[int, int, float]
"""A place as plain values."""


class Places:
    """The places in the notes that one person reads; what makes no sense is left out."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._kept = dict(_read(views.of(VIEW).get("notes")))

    def of(self, note_id: str) -> "Place | None":
        """Return where a note was left, None where it never was."""
        from tui.widgets.reader import Place  # who asks has a reader

        kept = self._kept.get(note_id)
        return None if kept is None else Place(*kept)

    def keep(self, note_id: str, place: "Place") -> None:
        """Keep where a note was left, unless that is where it was begun."""
        if place == (self.of(note_id) or type(place)()):
            return
        self._kept.pop(note_id, None)
        self._kept[note_id] = (place.section, place.block, place.part)
        if len(self._kept) > MAX_PLACES:
            del self._kept[next(iter(self._kept))]
        self._views.keep(VIEW, {"notes": [[note, *kept] for note, kept in self._kept.items()]})


def _read(notes: object) -> Iterator[tuple[str, _Kept]]:
    for entry in cast("list[object]", notes) if isinstance(notes, list) else []:
        match entry:
            case [str(note_id), int(section), int(block), int() | float() as part] if (
                0 <= part <= 1
            ):
                yield note_id, (section, block, part)
            case _:
                pass
