"""What became of notes meanwhile: the vendor corrects and withdraws them while somebody reads."""

from collections.abc import Iterable, Mapping

from textual import on

from tui import i18n
from tui.api.models.releases import Note, NoteSummary
from tui.i18n import formats
from tui.screens.loading import fetch
from tui.screens.notes.columns import withdrawn_line
from tui.screens.releases import questions
from tui.screens.releases.narrowing import Narrowing
from tui.screens.releases.note_pane import NotePane
from tui.screens.telling import tell
from tui.widgets.states import Ready, State

MOST = 50
"""Notes that are looked at again at once; more rows than that stand on no screen."""


class Following(Narrowing):
    """Looks again at notes whenever one did something to them, and says what is new of them."""

    _to_look: tuple[str, ...] = ()
    """Notes to look at again, until there is an answer."""

    def look_again(self, note_ids: Iterable[str]) -> None:
        """Find out how notes are now, the first `MOST` of them."""
        self._to_look = tuple(dict.fromkeys((*self._to_look, *note_ids)))[:MOST]
        present = questions.present(self.portal.releases, self._to_look, self.wanted)
        fetch(self, "releases.look", present, into=self._looked)

    def _looked(self, found: State[Mapping[str, Note | None]]) -> None:
        """Where the answer failed the next look asks for these notes too."""
        if not isinstance(found, Ready):
            return
        self._to_look = tuple(id_ for id_ in self._to_look if id_ not in found.value)
        is_one = len(found.value) == 1  # of several each row tells for itself
        for note_id, note in found.value.items():
            if not self.pane.renew(note_id, note):
                before = self.rows.item(note_id) if is_one else None
                self._follow(note_id, note, before, is_read=False)

    @on(NotePane.Found)
    def _found(self, event: NotePane.Found) -> None:
        """The list follows whatever the reader finds out."""
        self._follow(event.note_id, event.note, event.before, is_read=True)

    def _follow(
        self, note_id: str, note: Note | None, before: NoteSummary | None, *, is_read: bool
    ) -> None:
        """Show in the lists how a note is now, and say what is new since `before`."""
        self.rows.dim((note_id,), dimmed=True) if note is None else self._replace(note)
        if self.required is not None:
            self.required.follow(note_id, note)
        news = _news(before, note, self.zone) if before is not None else ""
        if news and is_read and (note is None or note.withdrawn_at is not None):
            news = i18n.t("note.stays", what=news)
        if news:
            tell(self, news, about=note_id)

    def _replace(self, note: Note) -> None:
        row = self.rows.item(note.id)
        if row is not None and (now := questions.as_row(row, note)) != row:
            self.rows.replace(now)


def _news(before: NoteSummary, note: Note | None, zone: str) -> str:
    """Return what the vendor did to a note since it was seen `before`, "" where that is nothing."""
    if note is None:
        return i18n.t("note.gone")
    if note.withdrawn_at is not None:
        return withdrawn_line(note, zone) if before.withdrawn_at is None else ""
    if note.corrected_at is not None and note.corrected_at != before.corrected_at:
        return i18n.t("note.corrected_now", day=formats.day_of(note.corrected_at, zone))
    return ""
