"""Taking notes back, and publishing them again."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from textual import on
from textual.reactive import var

from tui import i18n
from tui.api.models.releases import NoteAction, NoteSummary
from tui.api.portal import Releases
from tui.screens.loading import write
from tui.screens.publishing.narrowing import Narrowing
from tui.screens.standing import stands
from tui.screens.telling import tell, tell_failure
from tui.widgets.commands import Command, bindings
from tui.widgets.question_line import QuestionLine
from tui.widgets.states import Loading, Ready, State


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Notes that are to be withdrawn, or published again where there is no moment of it."""

    note_ids: frozenset[str]
    withdrawn_at: datetime | None

    @property
    def word(self) -> str:
        """What it does, as its text keys call it."""
        return "republish" if self.withdrawn_at is None else "withdraw"


async def _done(releases: Releases, withdrawal: Withdrawal) -> Withdrawal:
    is_withdrawn = withdrawal.withdrawn_at is not None
    await releases.withdraw(withdrawal.note_ids, withdrawn=is_withdrawn)
    return withdrawal


class Withdrawing(Narrowing):
    """Asks on one line first: customers see it at once."""

    SHORTCUTS = (Command("publishing.withdraw", "T", "withdraw", footer=23),)
    BINDINGS = bindings(SHORTCUTS)

    withdrawn: var[State[Withdrawal]] = var[State[Withdrawal]](
        Loading(), init=False, always_update=True
    )
    _asked: Withdrawal | None = None
    """What the line asks about."""

    def action_withdraw(self) -> None:
        """Ask whether to withdraw what is chosen, or where all of it is withdrawn to publish it."""
        notes = self._that_can_be_withdrawn
        told = [note for note in notes if note.withdrawn_at is None]
        moment = datetime.now(UTC) if told else None
        ids = frozenset(note.id for note in told or notes)
        self._asked = Withdrawal(ids, moment)
        self.question.ask(i18n.plural(f"publishing.{self._asked.word}.question", len(ids)))

    @on(QuestionLine.Agreed)
    async def _agreed(self) -> None:
        asked, self._asked = self._asked, None
        await self.work()
        if asked is not None:
            write(self, "publishing.withdraw", _done(self.portal.releases, asked), "withdrawn")

    @on(QuestionLine.Left)
    async def _left_question(self) -> None:
        self._asked = None
        if self.question.has_focus:
            await self.work()

    def watch_withdrawn(self, withdrawn: State[Withdrawal]) -> None:
        """Show what customers see now, or say why that did not change."""
        tell_failure(self, withdrawn)
        if isinstance(withdrawn, Ready) and stands(self):
            done = withdrawn.value
            for note_id in done.note_ids:
                if (note := self.rows.item(note_id)) is not None:
                    self.rows.replace(replace(note, withdrawn_at=done.withdrawn_at))
            is_withdrawn = done.withdrawn_at is not None
            self.rows.dim(done.note_ids, dimmed=is_withdrawn is not self.wanted.withdrawn)
            self.pane.take_withdrawal(done.note_ids, done.withdrawn_at)
            tell(self, i18n.plural(f"publishing.{done.word}.done", len(done.note_ids)))
            self.refresh_bindings()

    @property
    def _that_can_be_withdrawn(self) -> list[NoteSummary]:
        return [note for note in self.chosen if NoteAction.WITHDRAW in note.allowed]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer it where the portal allows it."""
        if action == "withdraw":
            return bool(self._that_can_be_withdrawn)
        return super().check_action(action, parameters)
