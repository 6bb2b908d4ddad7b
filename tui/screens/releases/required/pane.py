"""What one does about required actions: tick off, hand out, set a day, export."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tui import i18n
from tui.api.errors import Conflict
from tui.api.models.actions import Action, Colleague
from tui.api.models.releases import NoteSummary
from tui.api.policy import ActionVerb
from tui.screens.line_sheet import LineSheet
from tui.screens.loading import fetch, write
from tui.screens.navigation import NeedsChanged
from tui.screens.releases.required.due_date import due_date
from tui.screens.releases.required.edits import Edited, Fields, Wanted, edit
from tui.screens.releases.required.exporting import Exporting
from tui.screens.releases.required.offers import NOBODY, owner_picker
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.state_view import error_text
from tui.widgets.states import Ready, State

MAX_STEPS = 100
"""Changes that can be taken back."""


class RequiredPane(Exporting):
    """Changes the marked actions, or the one under the cursor, at once; `z` takes it back."""

    SHORTCUTS = (
        Command("required.tick", "d", "tick", footer=23),
        Command("required.owner", "P", "owner", footer=24),
        Command("required.due", "D", "due", footer=25),
        Command("required.undo", "z", "undo", footer=18),
    )
    BINDINGS = bindings(SHORTCUTS)

    _steps: tuple[tuple[Wanted, ...], ...] = ()
    """What brings back each change, the last one last."""

    @property
    def chosen(self) -> tuple[Action, ...]:
        """The marked actions, else the one under the cursor; those that one may change."""
        current = self.rows.current
        chosen = self.rows.selection or ((current,) if current is not None else ())
        return tuple(action for action in chosen if ActionVerb.EDIT in action.allowed)

    def follow(self, note_id: str, note: NoteSummary | None) -> None:
        """Show of a required action how its note is now; None where that is gone."""
        action = self.rows.item(note_id)
        if action is not None and note is None:
            self.rows.dim((note_id,))
        elif action is not None and note is not None:
            self.rows.replace(replace(action, note=note))

    def action_tick(self) -> None:
        """Tick off what is chosen, or take the tick away from all of it."""
        is_done = any(action.done_at is None for action in self.chosen)
        self._edit({"done": is_done})

    def action_owner(self) -> None:
        """Find out who can own an action."""
        fetch(self, "required.colleagues", self.actions.colleagues(), into=self._offer_people)

    def _offer_people(self, colleagues: State[tuple[Colleague, ...]]) -> None:
        tell_failure(self, colleagues)
        if isinstance(colleagues, Ready) and self.chosen:
            self.app.push_screen(owner_picker(colleagues.value), self._hand_out)

    def _hand_out(self, owner_id: str | None) -> None:
        if owner_id is not None:
            self._edit({"owner_id": None if owner_id == NOBODY else owner_id})

    def action_due(self) -> None:
        """Ask until when it is due."""
        if chosen := self.chosen:
            day = chosen[0].due_on
            title, hint = i18n.t("required.due.title"), i18n.t("required.due.hint")
            sheet = LineSheet(title, hint, self._due_complaint, day.isoformat() if day else "")
            self.app.push_screen(sheet, self._set_due)

    def _due_complaint(self, typed: str) -> str:
        try:
            self._day(typed)
        except ValueError:
            return i18n.t("required.due.wrong")
        return ""

    def _day(self, typed: str) -> date | None:
        return due_date(typed, self.today) if typed else None

    def _set_due(self, typed: str | None) -> None:
        if typed is not None:
            self._edit({"due_on": self._day(typed)})

    def _edit(self, fields: Fields) -> None:
        wanted = [(action, fields) for action in self.chosen]
        if wanted:
            write(self, "required.edit", edit(self.actions, wanted), into=self._edited)

    def action_undo(self) -> None:
        """Take back the last change that one made here."""
        if self._steps:
            *before, last = self._steps
            self._steps = tuple(before)
            # A later change of one's own may have been taken back since: the row knows.
            wanted = [(self.rows.item(action.note.id) or action, back) for action, back in last]
            write(self, "required.edit", edit(self.actions, wanted), into=self._taken_back)

    def _edited(self, edited: State[Edited]) -> None:
        self._take_over(edited)
        if isinstance(edited, Ready) and edited.value.done:
            done = edited.value.done
            self._steps = (*self._steps[1 - MAX_STEPS :], done)
            if len(done) > 1:
                tell(self, i18n.plural("required.changed", len(done)))
        self.refresh_bindings()

    def _taken_back(self, edited: State[Edited]) -> None:
        self._take_over(edited)
        if isinstance(edited, Ready) and edited.value.done:
            tell(self, i18n.plural("required.taken_back", len(edited.value.done)))
        self.refresh_bindings()

    def _take_over(self, edited: State[Edited]) -> None:
        """Show what changed, and what somebody else had changed meanwhile."""
        tell_failure(self, edited)
        if not isinstance(edited, Ready):
            return
        result = edited.value
        self._replace(action for action, _ in result.done)
        self._replace(result.present)
        if result.present:
            tell(self, error_text(Conflict()))
        if result.error is not None:
            tell(self, error_text(result.error))
        self.count()
        self.post_message(NeedsChanged())

    def _replace(self, actions: Iterable[Action]) -> None:
        for action in actions:
            self.rows.replace(action)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        match action:
            case "tick" | "owner" | "due":
                return bool(self.chosen)
            case "undo":
                return bool(self._steps)
            case _:
                return super().check_action(action, parameters)
