"""The demo's incidents: what its customers asked in the last fourteen months, and what came of it.

A case is asked by several people, each with a subject of its own, and some of it once more with
other names; a story is one incident, written out in full.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, islice

from tui.api.histories import NewIncident
from tui.api.models.incidents import EntryKind, IncidentType, Priority
from tui.demo.identity import demo_id
from tui.demo.incidents.asking import Askers
from tui.demo.incidents.cases import Case, cases_of
from tui.demo.incidents.course import Course, Ending
from tui.demo.incidents.words import Wording, filled
from tui.demo.people import person_id
from tui.demo.tables import rows_of

_NUMBERS = {"voorbeeld": 250, "havenlicht": 150}
"""How many each customer has: 400 together."""

_OLDEST = 425
"""Days ago."""

_OTHER_WORDS = 5
"""How many turns further the words of every kind are other ones."""

_RECENT = (Ending.OPEN, Ending.PENDING, Ending.SOLVED, Ending.NEW, Ending.CLOSED, Ending.PENDING)
_EARLIER = (
    Ending.CLOSED,
    Ending.PENDING,
    Ending.SOLVED,
    Ending.ON_HOLD,
    Ending.CLOSED,
    Ending.OPEN,
    Ending.REOPENED,
    Ending.CLOSED,
)
_RAISED = {Priority.NORMAL: Priority.HIGH, Priority.HIGH: Priority.URGENT}


def demo_incidents(organisation: str, today: date) -> tuple[NewIncident, ...]:
    """Return the incidents of the customer of this key in the order of time, around `today`."""
    place = _Place(organisation, datetime.combine(today, time(), UTC))
    stories = [case for case in cases_of("stories") if case.more[0] == organisation]
    count = _NUMBERS[organisation] - len(stories)
    made = [
        place.incident(asked, turn, ending=_ending(_days_ago(turn, count), turn, asked.case))
        for turn, asked in enumerate(_asked(organisation, count))
    ]
    made += [
        place.incident(
            _Asked(case, turn), turn, ending=Ending(case.more[1]), days_ago=int(case.more[2])
        )
        for turn, case in enumerate(stories, start=count)
    ]
    return tuple(sorted(made, key=lambda each: each.created_at))


@dataclass(frozen=True)
class _Asked:
    """A case with one subject, and which words are filled in."""

    case: Case
    words: int


def _asked(organisation: str, count: int) -> Iterator[_Asked]:
    """Yield a case for each of its subjects, and first what others asked in the same words."""
    cases = [*cases_of(organisation)]
    subjects = max(len(case.subjects) for case in cases)
    singly = [
        replace(case, subjects=case.subjects[place : place + 1])
        for place in range(subjects)
        for case in cases
        if case.subjects[place:]
    ]
    now = [_Asked(case, turn) for turn, case in enumerate(singly)]
    before = (
        replace(asked, words=asked.words + _OTHER_WORDS)
        for asked in now
        if "{" in asked.case.subjects[0]
    )
    return chain(islice(before, count - len(now)), now)


def _days_ago(turn: int, count: int) -> int:
    """The nearer to today, the more there are."""
    return 1 + round(_OLDEST * (1 - turn / count) ** 1.6)


def _ending(days_ago: int, turn: int, case: Case) -> Ending:
    if days_ago <= 2:
        return Ending.OPEN if turn % 3 == 0 else Ending.NEW
    if days_ago <= 12:
        return _RECENT[turn % len(_RECENT)]
    if days_ago <= 40:
        return _EARLIER[turn % len(_EARLIER)]
    if case.type is IncidentType.WISH and turn % 3 == 0:
        return Ending.ON_HOLD
    return Ending.SOLVED if turn % 11 == 0 else Ending.CLOSED


@dataclass
class _Place:
    """Where incidents are made: a customer, on a day."""

    organisation: str
    midnight: datetime

    def __post_init__(self) -> None:
        self._askers = Askers(self.organisation)
        self._wording = Wording()
        self._count = _NUMBERS[self.organisation]
        self._engineers = [
            person_id(row["email"])
            for row in rows_of("vendor_people.csv")
            if row["kind"] == "support"
        ]

    def incident(
        self, asked: _Asked, turn: int, *, ending: Ending, days_ago: int | None = None
    ) -> NewIncident:
        """Return one incident; without `days_ago` it stands where its turn is."""
        case = asked.case
        ago = _days_ago(turn, self._count) if days_ago is None else days_ago
        words = self._wording.values(case.language, asked.words)
        requester = self._askers.requester(case.department, case.language, turn)
        course = Course(
            turn=turn,
            created_at=self.midnight - timedelta(days=ago) + _clock(turn),
            engineer_id=self._engineers[turn % len(self._engineers)],
            requester_id=requester,
            words=words,
        )
        if days_ago is None and ending is not Ending.NEW:
            _change(course, case, turn)
        course.play(case.parts, ending)
        watchers = self._askers.watchers(requester, turn)
        return NewIncident(
            id=demo_id("incident", self.organisation, str(turn)),
            subject=filled(case.subjects[0], words),
            description=_description(case, words, is_story=days_ago is not None),
            type=case.type,
            priority=case.priority,
            requester_id=requester,
            created_at=course.created_at,
            product_area=case.area,
            environment=("", "", "Productie", "Testomgeving")[turn % 4],
            customer_reference=f"HD-{2000 + turn}" if turn % 3 == 0 else "",
            watcher_ids=watchers,
            steps=tuple(course.steps),
            unseen_by=self._unseen(course, (requester, *watchers), turn),
        )

    def _unseen(self, course: Course, followers: tuple[str, ...], turn: int) -> frozenset[str]:
        """Some have not looked yet at what the vendor did in the last weeks."""
        last = course.steps[-1] if course.steps else None
        is_news = last and last.person_id and last.at > self.midnight - timedelta(days=40)
        return frozenset(followers if is_news and turn % 3 else ())


def _change(course: Course, case: Case, turn: int) -> None:
    """Here and there the vendor sees it otherwise than who submitted it."""
    if turn % 13 == 5 and case.priority in _RAISED:
        course.change(EntryKind.PRIORITY, _RAISED[case.priority].value)
    if turn % 31 == 7 and case.type is IncidentType.QUESTION:
        course.change(EntryKind.TYPE, IncidentType.ERROR.value)


def _description(case: Case, words: Mapping[str, str], *, is_story: bool) -> str:
    text = filled(case.description, words)
    if is_story:
        return text
    return "\n\n".join(filter(None, (words["greeting"], text, words["closing"])))


def _clock(turn: int) -> timedelta:
    """Return a time of the working day."""
    return timedelta(hours=7, minutes=25 + turn * 97 % 560, seconds=turn * 31 % 60)
