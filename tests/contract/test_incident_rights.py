"""What one may do to which incident: every cell of `rights.csv` for it, on every ground."""

from dataclasses import dataclass

import pytest

from tests.contract.incident_calls import (
    AT_THE_BAKERY,
    AT_THE_FACTORY,
    CLOSED_FIRST,
    INCIDENT_CALLS,
    OFFERED,
    READS,
    Case,
    Cases,
    is_at_the_factory,
    row,
)
from tests.contract.incidents import ALL, EVERY
from tests.contract.rights import CALLERS, RELATIONS, TABLE, everybody, outcome
from tests.contract.stage import CONTACTS, Stage
from tui.api.models.incidents import Entry, Incident, IncidentQuery
from tui.api.models.paging import Page
from tui.api.portal import Incidents

LISTED = [name for name in CALLERS if TABLE["incidents.list"][name] == "yes"]
THERE = ("", "watched", "colleague", "elsewhere")


async def _as_it_is(vendor: Incidents, case: Case) -> tuple[Incident, Page[Entry]]:
    return await vendor.show(case.incident_id), await vendor.entries(case.incident_id, ALL)


@pytest.mark.parametrize("relation", ["", *RELATIONS])
async def test_what_one_does_to_an_incident_is_what_the_table_says(
    stage: Stage, relation: str
) -> None:
    """What is refused is tried on one incident, which stays as it is; what is not, on others."""
    cases, vendor = await Cases.on(stage), (await stage.portal("support")).incidents
    for name, portal in (await everybody(stage)).items():
        said = {verb: TABLE[row(verb, relation)][name] for verb in INCIDENT_CALLS}
        done: dict[str, str] = {}
        for closed in (False, True):
            case = await cases.of(name, relation, closed=closed)
            before = None if relation == "nowhere" else await _as_it_is(vendor, case)
            for verb, call in INCIDENT_CALLS.items():
                if (verb in CLOSED_FIRST) is closed and (said[verb] != "yes" or verb in READS):
                    done[verb] = await outcome(call(portal, case))
            assert before is None or await _as_it_is(vendor, case) == before, name
        for verb in INCIDENT_CALLS.keys() - done:
            case = await cases.of(name, relation, closed=verb in CLOSED_FIRST)
            done[verb] = await outcome(INCIDENT_CALLS[verb](portal, case))
        assert done == said, name


@pytest.mark.parametrize("closed", [False, True])
async def test_what_is_offered_is_what_the_table_says(stage: Stage, *, closed: bool) -> None:
    cases, portals = await Cases.on(stage), await everybody(stage)
    for relation in THERE:
        for name, portal in portals.items():
            if TABLE[row("incidents.show", relation)][name] == "yes":
                case = await cases.of(name, relation, closed=closed)
                allowed = (await portal.incidents.show(case.incident_id)).allowed
                offered = {
                    action
                    for verb, action in OFFERED.items()
                    if TABLE[row(verb, relation)][name] == "yes"
                }
                assert allowed == {a for a in offered if _is_open_to(a.value, closed=closed)}


def _is_open_to(action: str, *, closed: bool) -> bool:
    """Whether the state of an incident that is new, or was just closed, lets one do this."""
    if action in ("watch", "answer", "change"):
        return True
    return (action in ("reopen", "rate")) is closed


@dataclass(frozen=True)
class Known:
    """An incident of which we know whose it is."""

    id: str
    requester: str
    watcher: str = ""

    def is_to(self, name: str) -> str:
        """Return what it is to somebody."""
        if name == self.requester:
            return ""
        if name == self.watcher:
            return "watched"
        here = is_at_the_factory(name) is is_at_the_factory(self.requester)
        return "colleague" if here else "elsewhere"


async def _known(cases: Cases) -> list[Known]:
    """Return an incident of, and one watched by, everybody who is somewhere a contact."""
    known: list[Known] = []
    for name in (name for name in CALLERS if name in CONTACTS):
        colleague = AT_THE_FACTORY if is_at_the_factory(name) else AT_THE_BAKERY
        mine, watched = await cases.of(name, ""), await cases.of(name, "watched")
        known.append(Known(mine.incident_id, name))
        known.append(Known(watched.incident_id, colleague, name))
    return known


async def test_what_one_lists_and_counts_is_what_one_may_show(stage: Stage) -> None:
    cases = await Cases.on(stage)
    (first,) = (await cases.bakery.list(EVERY, ALL)).items
    (second,) = (await cases.factory.list(EVERY, ALL)).items
    known = [
        Known(first.id, AT_THE_BAKERY),
        Known(second.id, AT_THE_FACTORY),
        *(await _known(cases)),
    ]
    portals = await everybody(stage)
    for name in LISTED:
        incidents = portals[name].incidents
        followed = {each.id for each in known if each.is_to(name) in ("", "watched")}
        shown = {
            each.id
            for each in known
            if TABLE[row("incidents.show", each.is_to(name))][name] == "yes"
        }
        for query, wanted in (
            (EVERY, shown),
            (IncidentQuery(words="wage run"), shown),
            (IncidentQuery(mine=True), shown & followed),
        ):
            assert {each.id for each in (await incidents.list(query, ALL)).items} == wanted, name
            assert (await incidents.count(query)).value == len(wanted), name
