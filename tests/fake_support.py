"""The support desk on incidents in memory, of which the caller is `AHMED`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from tests.fake_actions import AHMED
from tests.fake_incidents import NOW, FakeIncidents, cut, holds, said, summary
from tui.api.errors import Conflict, FieldError, Invalid, NotFound
from tui.api.models.incidents import (
    CommentNew,
    Entry,
    EntryKind,
    Incident,
    IncidentState,
    IncidentSummary,
    Priority,
)
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.support import (
    Activation,
    ActivationEdit,
    Answer,
    Customer,
    CustomerFigure,
    Engineer,
    Figure,
    Hand,
    IncidentEdit,
    Merge,
    QueueFigures,
    QueueQuery,
)
from tui.api.policy import ENDED, IncidentStatus

MARLOES = Engineer(id="00000000-0000-7000-e000-000000000002", display_name="Marloes Veenstra")


class FakeSupport:
    """Everything that customers asked; `me` is the person of the session."""

    def __init__(self, incidents: FakeIncidents, me: str) -> None:
        self.script = incidents.script
        self.desk = incidents
        self.me = Engineer(id=me, display_name=AHMED.display_name)
        self.activations: dict[str, Activation] = {}
        self.answers: list[Answer] = []

    def _matching(self, query: QueueQuery) -> list[Incident]:
        found = [
            one
            for one in self.desk.incidents.values()
            if (query.state is None or (one.status in ENDED) is (query.state == "ended"))
            and query.status in (None, one.status)
            and query.type in (None, one.type)
            and query.priority in (None, one.priority)
            and query.organisation_id in (None, one.organisation_id)
            and (query.hand is None or one.assignee == self._name_of(query.hand))
            and holds(query.words, one.subject, one.description)
        ]
        ranks = [*Priority]
        return sorted(found, key=lambda one: (-ranks.index(one.priority), one.created_at))

    def _name_of(self, hand: Hand) -> str:
        return self.me.display_name if hand is Hand.MINE else ""

    async def list(self, query: QueueQuery, page: PageRequest) -> Page[IncidentSummary]:
        await self.script.play("support.list")
        if page.around is not None and page.around not in self.desk.incidents:
            raise NotFound("incident")
        return cut([*map(summary, self._matching(query))], page)

    async def count(self, query: QueueQuery) -> Count:
        await self.script.play("support.count")
        return Count(len(self._matching(query)))

    async def figures(self) -> QueueFigures:
        await self.script.play("support.figures")
        going_on = self._matching(QueueQuery(state=IncidentState.CURRENT))
        customers = {one.organisation_id: one.organisation_name for one in going_on}
        counted = Counter(one.organisation_id for one in going_on)
        return QueueFigures(
            statuses=_figures(one.status for one in self.desk.incidents.values()),
            priorities=_figures(one.priority for one in going_on),
            hands=tuple(
                Figure(word=hand, count=Count(sum(one.assignee == name for one in going_on)))
                for hand, name in ((Hand.MINE, self.me.display_name), (Hand.NOBODY, ""))
            ),
            customers=tuple(
                CustomerFigure(id=id_, name=customers[id_], count=Count(count))
                for id_, count in counted.most_common()
            ),
        )

    async def engineers(self) -> tuple[Engineer, ...]:
        await self.script.play("support.engineers")
        return (self.me, MARLOES)

    async def customer(self, called: str) -> Customer:
        await self.script.play("support.customer")
        for one in self.desk.incidents.values():
            if called in (one.organisation_id, one.organisation_name):
                return Customer(id=one.organisation_id, name=one.organisation_name)
        raise NotFound("organisation")

    async def answer(self, incident_id: str, answer: Answer, key: str) -> Entry:
        await self.script.play("support.answer")
        self.desk.check_key(key, answer)
        if key in self.desk.keys:
            made = self.desk.keys[key]
            assert isinstance(made, Entry)
            return made
        found = self._find(incident_id)
        if found.merged_into is not None:
            raise Conflict(found)
        self.answers.append(answer)
        entry = said(1, answer.body, id=answer.id, at=NOW)
        self.desk.said.setdefault(incident_id, []).append(entry)
        assignee = found.assignee or self.me.display_name
        self.desk.keep(replace(found, status=answer.status, assignee=assignee))
        self.desk.keys[key] = entry
        return entry

    async def note(self, incident_id: str, new: CommentNew, key: str) -> Entry:
        await self.script.play("support.note")
        self.desk.check_key(key, new)
        self._find(incident_id)
        entry = said(1, new.body, id=new.id, kind=EntryKind.NOTE)
        self.desk.said.setdefault(incident_id, []).append(entry)
        return entry

    async def change(self, incident_id: str, edit: IncidentEdit, version: int) -> Incident:
        await self.script.play("support.change")
        found = self._find(incident_id)
        if found.version != version:
            raise Conflict(found)
        changes = edit.model_dump(exclude_none=True, exclude={"assignee_id"})
        if "assignee_id" in edit.model_fields_set:
            names = {one.id: one.display_name for one in (self.me, MARLOES)}
            changes["assignee"] = names[edit.assignee_id] if edit.assignee_id else ""
        return self.desk.keep(replace(found, **changes))

    async def merge(self, incident_id: str, merge: Merge, version: int) -> Incident:
        await self.script.play("support.merge")
        found = self._find(incident_id)
        if found.version != version:
            raise Conflict(found)
        if merge.into not in {one.number for one in self.desk.incidents.values()}:
            raise Invalid((FieldError("into", "no_incident"),))
        closed = replace(found, status=IncidentStatus.CLOSED, merged_into=merge.into)
        return self.desk.keep(closed)

    def _find(self, incident_id: str) -> Incident:
        if incident_id not in self.desk.incidents:
            raise NotFound("incident")
        return self.desk.incidents[incident_id]

    async def activation(self, organisation_id: str) -> Activation:
        await self.script.play("support.activation")
        name = next(
            one.organisation_name
            for one in self.desk.incidents.values()
            if one.organisation_id == organisation_id
        )
        idle = Activation(organisation_id=organisation_id, organisation_name=name)
        return self.activations.setdefault(organisation_id, idle)

    async def activate(self, organisation_id: str, edit: ActivationEdit) -> Activation:
        await self.script.play("support.activate")
        known = self.activations[organisation_id]
        now = replace(known, activated_at=NOW if edit.active else None)
        self.activations[organisation_id] = now
        return now


def _figures(words: Iterable[str]) -> tuple[Figure, ...]:
    return tuple(Figure(word=word, count=Count(count)) for word, count in Counter(words).items())
