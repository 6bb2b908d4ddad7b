"""Taking incidents on, giving them to somebody, changing how they stand: many at once."""

from collections.abc import Iterator
from functools import partial

from tui import i18n
from tui.api.models.incidents import IncidentSummary
from tui.api.models.support import Engineer, IncidentEdit
from tui.api.policy import IncidentAction
from tui.screens.conversations.one_by_one import Round
from tui.screens.loading import fetch, write
from tui.screens.support.narrowing import Narrowing
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
            support, course = self.portal.support, Round(chosen)
            going = course.go(lambda one: support.change(one.id, edit, one.version), self)
            write(self, "support.change", going, into=partial(self._changed, course))

    def _changed(self, course: Round, ended: State[None]) -> None:
        """Show how the incidents are now, and say how many of them somebody changed first."""
        for incident in (*course.done, *course.overtaken):
            self.renew(incident)
            self.pane.follow(incident)
        self.rows.dim(one.id for one in course.gone)
        if not isinstance(ended, Ready):
            self.rows.reload()  # the one that failed may have been changed all the same
        tell(self, " · ".join((*_told(course), *course.broken_off(ended))))
        self.count()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Something changes where something is chosen that can."""
        if action in _CHANGES:
            return bool(self._changeable)
        return super().check_action(action, parameters)


def _told(course: Round) -> Iterator[str]:
    """Say what became of them."""
    if course.done:
        yield i18n.plural("support.changed", len(course.done))
    if missed := len(course.overtaken) + len(course.gone):
        yield i18n.plural("support.overtaken", missed)
