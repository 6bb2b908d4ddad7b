"""Every verb that is called for an incident, and the incidents that it is called for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.contract.attachments import read, uploaded
from tests.contract.incidents import ALL, new_comment, submitted
from tests.contract.rights import RELATIONS
from tests.contract.stage import CONTACTS, Stage
from tests.contract.world import BAKERY_HAT, FACTORY_CONTACTS, FACTORY_HAT
from tui.api.ids import new_id
from tui.api.models.incidents import Closing, IncidentName, Rating, Watchers
from tui.api.models.support import Answer, IncidentEdit, Merge
from tui.api.policy import IncidentAction
from tui.api.portal import Incidents, Portal

AT_THE_BAKERY, AT_THE_FACTORY = "both", "other_employee"
"""Colleagues, who submit the incidents."""

CLOSED_FIRST = {"incidents.reopen", "incidents.rate"}
READS = {
    "incidents.show",
    "incidents.find",
    "incidents.entries",
    "incidents.download",
    "templates.fillings",
}

NOBODYS = IncidentName(number=1_000_000, customer=BAKERY_HAT.name)


@dataclass(frozen=True)
class Case:
    """What a verb is called for: an incident, and who is meant by oneself and by somebody else."""

    incident_id: str
    attachment_id: str
    version: int = 1
    name: IncidentName = NOBODYS
    into: int = 1
    """The number of another incident of the same customer."""
    me: str = ""
    colleague: str = ""


Call = Callable[[Portal, Case], Awaitable[object]]


def _watch(portal: Portal, incident_id: str, *contact_ids: str) -> Awaitable[object]:
    return portal.incidents.watch(incident_id, Watchers(contact_ids=contact_ids, watching=True))


INCIDENT_CALLS: dict[str, Call] = {
    "incidents.show": lambda portal, case: portal.incidents.show(case.incident_id),
    "incidents.find": lambda portal, case: portal.incidents.find(case.name),
    "incidents.entries": lambda portal, case: portal.incidents.entries(case.incident_id, ALL),
    "incidents.download": lambda portal, case: read(
        portal.incidents, case.incident_id, case.attachment_id
    ),
    "incidents.comment": lambda portal, case: portal.incidents.comment(
        case.incident_id, new_comment(), new_id()
    ),
    "incidents.close": lambda portal, case: portal.incidents.close(
        case.incident_id, Closing(), case.version
    ),
    "incidents.reopen": lambda portal, case: portal.incidents.reopen(
        case.incident_id, case.version
    ),
    "incidents.rate": lambda portal, case: portal.incidents.rate(
        case.incident_id, Rating(rating=4)
    ),
    "incidents.watch": lambda portal, case: _watch(portal, case.incident_id, case.me),
    "incidents.watch others": lambda portal, case: _watch(
        portal, case.incident_id, case.me, case.colleague
    ),
    "incidents.mark": lambda portal, case: portal.incidents.mark([case.incident_id], read=True),
    "support.answer": lambda portal, case: portal.support.answer(
        case.incident_id, Answer(id=new_id(), body="Try the patch."), new_id()
    ),
    "support.note": lambda portal, case: portal.support.note(
        case.incident_id, new_comment(), new_id()
    ),
    "support.change": lambda portal, case: portal.support.change(
        case.incident_id, IncidentEdit(assignee_id=None), case.version
    ),
    "templates.fillings": lambda portal, case: portal.templates.fillings(case.incident_id),
    "support.merge": lambda portal, case: portal.support.merge(
        case.incident_id, Merge(into=case.into), case.version
    ),
}

OFFERED = {
    "incidents.comment": IncidentAction.COMMENT,
    "incidents.close": IncidentAction.CLOSE,
    "incidents.reopen": IncidentAction.REOPEN,
    "incidents.rate": IncidentAction.RATE,
    "incidents.watch": IncidentAction.WATCH,
    "incidents.watch others": IncidentAction.ADD_WATCHERS,
    "support.answer": IncidentAction.ANSWER,
    "support.change": IncidentAction.CHANGE,
    "support.merge": IncidentAction.MERGE,
}
"""As what each of them is offered by an incident whose state lets one do it."""


def row(verb: str, relation: str) -> str:
    """Return the row of the table for a verb and a relation."""
    return f"{verb} {relation}".rstrip()


def rows_of_incidents() -> set[str]:
    """Return every row that the table has for these verbs."""
    return {row(verb, relation) for verb in INCIDENT_CALLS for relation in ("", *RELATIONS)}


def is_at_the_factory(name: str) -> bool:
    """Whether somebody has incidents there; who works for both has them at the bakery."""
    return name in FACTORY_CONTACTS and name != AT_THE_BAKERY


@dataclass
class Cases:
    """Makes incidents that are to somebody what a relation says."""

    stage: Stage
    bakery: Incidents
    factory: Incidents
    into: dict[str, int]

    @classmethod
    async def on(cls, stage: Stage) -> "Cases":
        """Let both organisations have an incident already."""
        bakery = (await stage.portal(AT_THE_BAKERY, BAKERY_HAT)).incidents
        factory = (await stage.portal(AT_THE_FACTORY)).incidents
        into = {
            AT_THE_BAKERY: (await submitted(bakery)).number,
            AT_THE_FACTORY: (await submitted(factory)).number,
        }
        return cls(stage, bakery, factory, into)

    async def of(self, name: str, relation: str, *, closed: bool = False) -> Case:
        """Return a case; to who is no contact all incidents are a customer's, whatever they are."""
        here, there = AT_THE_BAKERY, AT_THE_FACTORY
        if is_at_the_factory(name):
            here, there = there, here
        colleague = CONTACTS[here].id
        me = CONTACTS[name].id if name in CONTACTS else colleague
        if relation == "nowhere":
            return Case(new_id(), new_id(), me=me, colleague=colleague)
        requester = there if relation == "elsewhere" else here
        incidents = self.bakery if requester == AT_THE_BAKERY else self.factory
        attached = await uploaded(incidents)
        made = await submitted(incidents, attachments=(attached,))
        version = (await incidents.close(made.id, Closing(), 1)).version if closed else 1
        if name in CONTACTS and relation == "":
            self.stage.hand_over(made.id, name)
        elif name in CONTACTS and relation == "watched":
            self.stage.let_follow(made.id, name)
        name_of = BAKERY_HAT.name if requester == AT_THE_BAKERY else FACTORY_HAT.name
        called = IncidentName(number=made.number, customer=name_of)
        return Case(made.id, attached.id, version, called, self.into[requester], me, colleague)
