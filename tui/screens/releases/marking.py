"""Marks: read and unread, bookmarks, many at once, and taking it back."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual import on

from tui import i18n
from tui.api.errors import NotFound
from tui.api.models.releases import NoteAction, NoteSummary
from tui.screens.loading import write
from tui.screens.releases import questions
from tui.screens.releases.following import Following
from tui.screens.releases.questions import Changed
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.states import Failed, Ready, State

MAX_STEPS = 100
"""Changes that can be taken back."""


class Marking(Following):
    """Marks what is chosen at once; `z` takes back one step after the other."""

    SHORTCUTS = (
        Command("releases.mark", "m", "mark", footer=25),
        Command("releases.mark_all", "M", "mark_all"),
        Command("releases.bookmark", "b", "bookmark", footer=26),
        Command("releases.undo", "z", "undo", footer=18),
    )
    BINDINGS = bindings(SHORTCUTS)

    _steps: tuple[Changed, ...] = ()
    """What can be taken back, the last change last."""

    @on(RecordList.SelectionChanged)
    def _selected(self, event: RecordList.SelectionChanged) -> None:
        self.shown = replace(self.shown, selected=event.count)

    def action_mark(self) -> None:
        """Mark what is chosen read, or all of it unread again."""
        notes = self._that_allow(NoteAction.MARK)
        if notes:
            is_new = any(not note.read for note in notes)
            ids = [note.id for note in notes]
            change = questions.mark(self.portal.releases, ids, read=is_new)
            write(self, "releases.mark", change, into=partial(self._changed_and_seen, ids))

    def action_bookmark(self) -> None:
        """Keep what is chosen as bookmarks, or let all of it go."""
        notes = self._that_allow(NoteAction.BOOKMARK)
        if notes:
            is_new = any(not note.bookmarked for note in notes)
            ids = [note.id for note in notes]
            change = questions.bookmark(self.portal.releases, ids, kept=is_new)
            write(self, "releases.mark", change, into=partial(self._changed_and_seen, ids))

    def _that_allow(self, action: NoteAction) -> list[NoteSummary]:
        return [note for note in self.chosen if action in note.allowed]

    def action_mark_all(self) -> None:
        """Mark everything read that the filters leave, or every hit of a search."""
        unread = [note for note in self.rows.items if not note.read]
        shown = frozenset(note.id for note in unread if NoteAction.MARK in note.allowed)
        if self.words:
            change = questions.mark(self.portal.releases, shown, read=True)
        else:
            change = questions.mark_all(self.portal.releases, self.wanted, shown)
        write(self, "releases.mark", change, into=self._changed_together)

    def mark_read(self, note: NoteSummary, *, looks: bool) -> None:
        """Mark a note read because somebody reads it; that is nothing to take back.

        Where it was shown some time ago one `looks` again at what became of it.
        """
        if not note.read and NoteAction.MARK in note.allowed:
            change = questions.mark(self.portal.releases, [note.id], read=True)
            into = partial(self._take_over, looks_at=[note.id] if looks else [])
            write(self, "releases.mark", change, into=into)

    def _changed_together(self, change: State[Changed]) -> None:
        if isinstance(change, Ready) and not change.value.count:
            tell(self, i18n.t("releases.nothing_unread"))
        else:
            self._changed(change, tells=True)

    def _changed_and_seen(self, note_ids: Sequence[str], change: State[Changed]) -> None:
        self._changed(change, looks_at=note_ids)

    def _changed(
        self, change: State[Changed], *, tells: bool = False, looks_at: Sequence[str] = ()
    ) -> None:
        self._take_over(change, looks_at=looks_at)
        if isinstance(change, Ready) and change.value.count:
            self._steps = (*self._steps[1 - MAX_STEPS :], change.value)
            if tells or change.value.count > 1:
                tell(self, i18n.t("releases.undo_hint", what=_words(change.value)))

    def action_undo(self) -> None:
        """Take back the last change that one made here."""
        if self._steps:
            *before, last = self._steps
            self._steps = tuple(before)
            change = questions.take_back(self.portal.releases, last)
            write(self, "releases.mark", change, into=self._taken_back)

    def _taken_back(self, change: State[Changed]) -> None:
        self._take_over(change)
        if isinstance(change, Ready):
            tell(self, i18n.t("releases.taken_back", what=_words(change.value)))
            if change.value.together:
                self.rows.reload()  # the portal alone knows which ones
            else:
                self.look_again(change.value.note_ids)

    def _take_over(self, change: State[Changed], *, looks_at: Sequence[str] = ()) -> None:
        """Show what changed and look again at notes, or say why nothing changed."""
        match change:
            case Ready(value):
                self._show_changed(value)
                self.count()
                if looks_at:
                    self.look_again(looks_at)
            case Failed(NotFound()):
                tell(self, i18n.t("releases.gone"))
                self.rows.reload()
            case _:
                tell_failure(self, change)
        self.refresh_bindings()

    def _show_changed(self, change: Changed) -> None:
        for note_id in change.note_ids:
            note = self.rows.item(note_id)
            if note is not None:
                self.rows.replace(change.applied(note))
        if change.mark == "read":
            self.rows.dim(change.note_ids, dimmed=self.wanted.unread and change.value)
        else:
            self.rows.dim(change.note_ids, dimmed=self.wanted.bookmarked and not change.value)
        self.pane.take_over(change)
        self.keep_page()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be taken back where nothing was changed."""
        if action == "undo":
            return bool(self._steps)
        return super().check_action(action, parameters)


def _words(change: Changed) -> str:
    """Return what was changed in words: `31 marked read`."""
    return i18n.plural(f"releases.{change.mark}.{str(change.value).lower()}", change.count)
