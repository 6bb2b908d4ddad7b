"""The first thing in a conversation that is new to somebody who follows it."""

import pytest

from tests.contract.incidents import contact_id, new_comment, submitted
from tests.contract.stage import Stage
from tui.api.ids import new_id
from tui.api.models.incidents import IncidentQuery, Watchers
from tui.api.models.paging import PageRequest
from tui.api.models.support import Answer
from tui.api.policy import IncidentStatus
from tui.api.portal import Incidents, Support


@pytest.fixture
async def emma(stage: Stage) -> Incidents:
    """The incidents as an employee of the bakery sees them."""
    return (await stage.portal("employee")).incidents


@pytest.fixture
async def adam(stage: Stage) -> Incidents:
    """The incidents as an administrator of the bakery sees them."""
    return (await stage.portal("administrator")).incidents


@pytest.fixture
async def desk(stage: Stage) -> Support:
    """The desk as somebody of the vendor's sees it."""
    return (await stage.portal("support")).support


async def _first(incidents: Incidents, incident_id: str) -> str | None:
    return (await incidents.show(incident_id)).first_unread


async def _answer(desk: Support, incident_id: str) -> str:
    answer = Answer(id=new_id(), body="Try the patch.", status=IncidentStatus.PENDING)
    return (await desk.answer(incident_id, answer, new_id())).id


async def test_it_is_the_first_of_others_since_one_looked(
    emma: Incidents, adam: Incidents, desk: Support
) -> None:
    incident = await submitted(emma)
    assert await _first(emma, incident.id) is None
    answer = await _answer(desk, incident.id)
    await adam.comment(incident.id, new_comment(), new_id())
    assert await _first(emma, incident.id) == answer
    around = await emma.entries(incident.id, PageRequest(limit=1, around=answer))
    assert [each.id for each in around.items] == [answer]
    await emma.mark([incident.id], read=True)
    assert await _first(emma, incident.id) is None
    comment = await adam.comment(incident.id, new_comment(), new_id())
    assert await _first(emma, incident.id) == comment.id


async def test_what_one_says_oneself_is_not_new_and_what_was_there_before_neither(
    emma: Incidents, desk: Support
) -> None:
    incident = await submitted(emma)
    await _answer(desk, incident.id)
    await emma.comment(incident.id, new_comment(), new_id())
    assert await _first(emma, incident.id) is None
    again = await _answer(desk, incident.id)
    assert await _first(emma, incident.id) == again


async def test_to_who_never_looked_all_of_it_is_new(
    stage: Stage, emma: Incidents, desk: Support
) -> None:
    bo = (await stage.portal("both")).incidents
    incident = await submitted(emma)
    await _answer(desk, incident.id)
    theirs = Watchers(contact_ids=(contact_id("both"),), watching=True)
    await emma.watch(incident.id, theirs)
    assert await _first(bo, incident.id) == incident.id
    await bo.mark([incident.id], read=True)
    assert await _first(bo, incident.id) is None


async def test_of_what_is_made_unread_again_what_others_said_last_is_new(
    emma: Incidents, desk: Support
) -> None:
    incident = await submitted(emma)
    for _ in range(2):
        await _answer(desk, incident.id)
    last = await _answer(desk, incident.id)
    await emma.comment(incident.id, new_comment(), new_id())
    await emma.mark([incident.id], read=False)
    assert await _first(emma, incident.id) == last
    assert [each.id for each in (await emma.list(UNREAD, PageRequest())).items] == [incident.id]


async def test_of_what_nobody_answered_one_has_nothing_new_oneself(emma: Incidents) -> None:
    incident = await submitted(emma)
    await emma.comment(incident.id, new_comment(), new_id())
    await emma.mark([incident.id], read=False)
    shown = await emma.show(incident.id)
    assert (shown.unread, shown.first_unread) == (True, None)


async def test_who_does_not_follow_it_and_the_vendors_people_have_nothing_new(
    stage: Stage, emma: Incidents, adam: Incidents, desk: Support
) -> None:
    incident = await submitted(emma)
    await _answer(desk, incident.id)
    await emma.comment(incident.id, new_comment(), new_id())
    assert await _first(adam, incident.id) is None
    assert await _first((await stage.portal("support")).incidents, incident.id) is None


async def test_an_internal_note_is_not_new_to_a_customer(emma: Incidents, desk: Support) -> None:
    incident = await submitted(emma)
    await _answer(desk, incident.id)
    before = await emma.show(incident.id)
    await desk.note(incident.id, new_comment("They never pay."), new_id())
    assert await emma.show(incident.id) == before
    await emma.mark([incident.id], read=True)
    await desk.note(incident.id, new_comment("Still not."), new_id())
    assert await _first(emma, incident.id) is None
    await emma.mark([incident.id], read=False)
    assert await _first(emma, incident.id) == before.first_unread


UNREAD = IncidentQuery(unread=True)
