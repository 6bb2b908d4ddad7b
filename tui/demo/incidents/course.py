"""How an incident went: who said what and when, until it stands as it does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from tui.api.histories import NewEntry, NewStep
from tui.api.models.incidents import EntryKind
from tui.api.policy import IncidentStatus
from tui.demo.incidents.cases import Part, Speaker
from tui.demo.incidents.words import filled

_MANY = 6
"""Parts above which a conversation goes on for weeks."""


class Ending(StrEnum):
    """How an incident stands now; the words but the last are those of its status."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    CLOSED = "closed"
    REOPENED = "reopened"


_SOLVED = (Ending.SOLVED, Ending.CLOSED, Ending.REOPENED)


@dataclass
class Course:
    """Goes step by step through one incident."""

    turn: int
    created_at: datetime
    engineer_id: str
    requester_id: str
    words: Mapping[str, str]
    steps: list[NewStep] = field(default_factory=list[NewStep])

    def play(self, parts: Sequence[Part], ending: Ending) -> None:
        """Let all that leads to an ending be said."""
        pause = timedelta(days=1) if len(parts) > _MANY else timedelta()
        for part in _until(parts, ending):
            self._say(part, pause)
        self._end(ending)

    def change(self, kind: EntryKind, text: str) -> None:
        """Let the vendor change what the incident is."""
        self._vendor([NewEntry(kind, text)])

    def _say(self, part: Part, pause: timedelta) -> None:
        text = filled(part.text, self.words)
        match part.speaker:
            case Speaker.CUSTOMER:
                self._customer([_comment(text), _status(IncidentStatus.OPEN)], pause)
            case Speaker.NOTE:
                self._vendor([NewEntry(EntryKind.NOTE, text)])
            case Speaker.SUPPORT:
                self._answer(text, IncidentStatus.PENDING)
            case Speaker.SOLUTION:
                self._answer(text, IncidentStatus.SOLVED)

    def _end(self, ending: Ending) -> None:
        if ending is Ending.ON_HOLD:
            self._answer(self.words["waiting"], IncidentStatus.ON_HOLD)
        if ending not in (Ending.CLOSED, Ending.REOPENED):
            return
        closed = _status(IncidentStatus.CLOSED)
        if self.turn % 5 == 0:
            self._vendor([closed])
        elif self.turn % 5 == 1:
            self._customer([closed])
        else:
            rating = NewEntry(EntryKind.RATING, str((5, 4, 5, 3, 4, 2, 5, 1)[self.turn % 8]))
            self._customer([closed, rating])
        if ending is Ending.REOPENED:
            self._customer([_status(IncidentStatus.OPEN)])

    def _answer(self, text: str, status: IncidentStatus) -> None:
        """The first answer makes it the engineer's own."""
        is_first = not any(step.person_id and _tells(step) for step in self.steps)
        assigned = [NewEntry(EntryKind.ASSIGNEE, self.engineer_id)] if is_first else []
        self._vendor([_comment(text), *assigned, _status(status)])

    def _vendor(self, entries: Iterable[NewEntry]) -> None:
        at = self._next(timedelta())
        self.steps.append(NewStep(at=at, entries=tuple(entries), person_id=self.engineer_id))

    def _customer(self, entries: Iterable[NewEntry], pause: timedelta = timedelta()) -> None:
        at = self._next(pause)
        self.steps.append(NewStep(at=at, entries=tuple(entries), contact_id=self.requester_id))

    def _next(self, pause: timedelta) -> datetime:
        """Return a moment some time after the last one."""
        last = self.steps[-1].at if self.steps else self.created_at
        turn = self.turn + len(self.steps)
        gap = pause + timedelta(minutes=17 + turn * 41 % 190, seconds=turn * 13 % 60)
        return last + gap


def _until(parts: Sequence[Part], ending: Ending) -> Sequence[Part]:
    """Return the parts that lead to an ending."""
    if ending is Ending.NEW:
        return ()
    if ending in _SOLVED:
        return parts
    unsolved = [part for part in parts if part.speaker is not Speaker.SOLUTION]
    if ending is not Ending.PENDING:
        return unsolved
    last = max(at for at, part in enumerate(unsolved) if part.speaker is Speaker.CUSTOMER)
    return unsolved[:last]


def _tells(step: NewStep) -> bool:
    return any(entry.kind is EntryKind.COMMENT for entry in step.entries)


def _comment(text: str) -> NewEntry:
    return NewEntry(EntryKind.COMMENT, text)


def _status(status: IncidentStatus) -> NewEntry:
    return NewEntry(EntryKind.STATUS, status.value)
