"""Closing many incidents at once, or the one under the cursor, after one question."""

from collections.abc import Iterator, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult

from tui import i18n
from tui.api.models.incidents import IncidentState, IncidentSummary
from tui.api.policy import IncidentAction, IncidentStatus
from tui.screens.conversations.one_by_one import Round
from tui.screens.incidents import questions
from tui.screens.incidents.marking import Marking
from tui.screens.loading import write
from tui.screens.telling import tell
from tui.widgets.commands import Command, bindings
from tui.widgets.question_line import QuestionLine
from tui.widgets.states import Ready, State

_NAMED = 5
"""Numbers of incidents that one line has room for; the others are seen by their marks."""


class ClosingMany(Marking):
    """Asks on one line first: others see it. What is not closed stays marked."""

    SHORTCUTS = (Command("incidents.end", "C", "end", footer=30),)
    BINDINGS = bindings(SHORTCUTS)

    _asked: tuple[IncidentSummary, ...] = ()
    """What the question is about, as one saw it then."""
    _is_closing = False

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield QuestionLine(id="end-question")

    @property
    def question(self) -> QuestionLine:
        """The line that asks."""
        return self.query_one("#end-question", QuestionLine)

    @property
    def _closable(self) -> tuple[IncidentSummary, ...]:
        return tuple(one for one in self.chosen if IncidentAction.CLOSE in one.allowed)

    def action_end(self) -> None:
        """Ask whether to close what is chosen."""
        self._asked = self._closable
        self.question.ask(_question(self._asked, len(self.chosen)))

    @on(QuestionLine.Agreed)
    async def _agreed(self) -> None:
        asked, self._asked = self._asked, ()
        await self.work()
        course = Round(asked)
        self._is_closing = True
        going = course.go(partial(questions.close, self.portal.incidents), self)
        write(self, "incidents.end", going, into=partial(self._show_closed, course))
        self.refresh_bindings()

    @on(QuestionLine.Left)
    async def _left_question(self) -> None:
        if self.question.has_focus:
            await self.work()

    def _show_closed(self, course: Round, ended: State[None]) -> None:
        """Show how the incidents are now, and say which of them are not closed, and why."""
        self._is_closing = False
        for incident in (*course.done, *course.overtaken):
            self.renew(incident)
            self.pane.follow(incident)
        closed = [incident.id for incident in course.done]
        self.rows.unmark(closed)
        self.rows.dim(closed, dimmed=self._leaves_out_closed)
        self.rows.dim(one.id for one in course.gone)
        if not isinstance(ended, Ready):
            self.rows.reload()  # the one that failed may have been closed all the same
        tell(self, " · ".join((*_told(course), *course.broken_off(ended))))
        self.count()
        self.refresh_bindings()

    @property
    def _leaves_out_closed(self) -> bool:
        """Whether what is closed no longer matches the filter."""
        wanted = self.wanted
        is_other = wanted.status not in (None, IncidentStatus.CLOSED)
        return is_other or wanted.state is IncidentState.CURRENT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Closing is offered where something can be closed, and nothing is being closed."""
        if action == "end":
            return not self._is_closing and bool(self._closable)
        return super().check_action(action, parameters)


def _question(closable: Sequence[IncidentSummary], chosen: int) -> str:
    if chosen > len(closable):
        value = len(closable)
        return i18n.plural("incidents.end.some", chosen - value, value=value, total=chosen)
    if chosen == 1:
        return i18n.t("incident.end.question", number=closable[0].number)
    return i18n.t("incidents.end.question", count=chosen)


def _told(course: Round) -> Iterator[str]:
    """Say what became of them."""
    if course.done:
        yield i18n.plural("incidents.closed", len(course.done))
    for key, left in (("overtaken", course.overtaken), ("gone", course.gone)):
        if left:
            yield i18n.t(f"incidents.end.{key}", numbers=_numbers(left))


def _numbers(incidents: Sequence[IncidentSummary]) -> str:
    numbers = [f"#{incident.number}" for incident in incidents[:_NAMED]]
    return ", ".join(numbers) + ("…" if len(incidents) > _NAMED else "")
