"""Taking incidents on, giving them to somebody, changing how they stand: many at once."""

from tui import i18n
from tui.api.models.incidents import IncidentSummary
from tui.api.models.support import Engineer, IncidentEdit
from tui.api.policy import IncidentAction
from tui.screens.loading import fetch, write
from tui.screens.support import questions
from tui.screens.support.narrowing import Narrowing
from tui.screens.support.questions import Changed
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready, State

_CHANGES = frozenset({"take", "owner", "edit"})


class Serving(Narrowing):
    """Acts on the incident that is read, else on the marked ones, else on the row."""

    SHORTCUTS = (
        Command("support.take", "I", "take", footer=20),
        Command("support.owner", "P", "owner", footer=27),
        Command("support.edit", "e", "edit", footer=21),
    )
    BINDINGS = bindings(SHORTCUTS)

    @property
    def _changeable(self) -> tuple[IncidentSummary, ...]:
        """What of the chosen ones can be changed: no duplicate of another can."""
        return tuple(one for one in self.chosen if IncidentAction.CHANGE in one.allowed)

    @property
    def _named(self) -> str:
        """How the chosen ones are called above a sheet."""
        chosen = self._changeable
        if len(chosen) == 1:
            return f"#{chosen[0].number}  {chosen[0].subject}"
        return i18n.plural("incidents.selected", len(chosen))

    def action_take(self) -> None:
        """Take on what is chosen."""
        self._change(IncidentEdit(assignee_id=self.session.person_id))

    def action_owner(self) -> None:
        """Find out who can work on it."""
        fetch(self, "support.engineers", self.portal.support.engineers(), into=self._offer_people)

    def _offer_people(self, engineers: State[tuple[Engineer, ...]]) -> None:
        tell_failure(self, engineers)
        if isinstance(engineers, Ready):
            from tui.screens.support.offers import assignee_picker

            self.app.push_screen(assignee_picker(self._named, engineers.value), self._change)

    def action_edit(self) -> None:
        """Offer another status, priority or type."""
        from tui.screens.support.offers import change_picker

        self.app.push_screen(change_picker(self._named), self._change)

    def _change(self, edit: IncidentEdit | None) -> None:
        chosen = self._changeable
        if edit is not None and chosen:
            change = questions.change(self.portal.support, chosen, edit)
            write(self, "support.change", change, into=self._changed)

    def _changed(self, changed: State[Changed]) -> None:
        """Show how the incidents are now, and say how many of them somebody changed first."""
        tell_failure(self, changed)
        if not isinstance(changed, Ready):
            self.rows.reload()  # some of them may have been changed
            return
        became = changed.value
        for incident in (*became.done, *became.overtaken):
            self.renew(incident)
            self.pane.follow(incident)
        self.rows.dim(became.gone)
        tell(self, _told(became))
        self.count()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Something changes where something is chosen that can."""
        if action in _CHANGES:
            return bool(self._changeable)
        return super().check_action(action, parameters)


def _told(became: Changed) -> str:
    """Return what became of them, in words."""
    missed = len(became.overtaken) + len(became.gone)
    words = [i18n.plural("support.changed", len(became.done))] if became.done else []
    if missed:
        words.append(i18n.plural("support.overtaken", missed))
    return " · ".join(words)
