"""Several at one incident at once, and rights that are lost between two verbs."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.contract.incidents import (
    ALL,
    EVERY,
    contact_id,
    new_comment,
    new_incident,
    subjects,
    submitted,
)
from tests.contract.stage import Stage
from tests.contract.world import BAKERY
from tui.api.errors import Conflict, Forbidden, NotFound, Reason, Remedy, Unauthenticated
from tui.api.ids import new_id
from tui.api.models.incidents import (
    Closing,
    EntryKind,
    Incident,
    IncidentName,
    Rating,
    Watchers,
)
from tui.api.models.paging import PageRequest
from tui.api.policy import IncidentStatus, Role
from tui.api.portal import Incidents

ROUNDS = 4


@pytest.fixture
async def emma(stage: Stage) -> Incidents:
    """The incidents as an employee of the bakery sees them."""
    return (await stage.portal("employee")).incidents


@pytest.fixture
async def adam(stage: Stage) -> Incidents:
    """The incidents as an administrator of the bakery sees them, in another process."""
    again = await stage.open_again()
    return (await again.resume(stage.token("administrator"))).portal.incidents


async def _at_once(*asked: Awaitable[object]) -> tuple[list[object], list[BaseException]]:
    """Return what was answered, and what was refused."""
    results = await asyncio.gather(*asked, return_exceptions=True)
    refused = [each for each in results if isinstance(each, BaseException)]
    return [each for each in results if not isinstance(each, BaseException)], refused


async def _told(incidents: Incidents, id_: str, kind: EntryKind) -> list[tuple[str, str]]:
    entries = (await incidents.entries(id_, ALL)).items
    return [(each.before, each.after) for each in entries if each.kind == kind]


async def test_of_two_who_close_at_once_one_is_shown_what_the_other_did(
    emma: Incidents, adam: Incidents
) -> None:
    for _ in range(ROUNDS):
        id_ = (await submitted(emma)).id
        done, refused = await _at_once(
            *(each.close(id_, Closing(rating=3), 1) for each in (emma, adam))
        )
        closed = await emma.show(id_)
        assert [(each.status, each.version) for each in done] == [(IncidentStatus.CLOSED, 2)]
        assert [type(each) for each in refused] == [Conflict]
        assert refused[0].current.updated_at == closed.updated_at
        assert await _told(emma, id_, EntryKind.STATUS) == [("new", "closed")]
        assert await _told(emma, id_, EntryKind.RATING) == [("", "3")]


async def test_of_two_who_reopen_at_once_one_is_shown_what_the_other_did(
    emma: Incidents, adam: Incidents
) -> None:
    for _ in range(ROUNDS):
        id_ = (await submitted(emma)).id
        await emma.close(id_, Closing(), 1)
        done, refused = await _at_once(*(each.reopen(id_, 2) for each in (emma, adam)))
        assert [each.status for each in done] == [IncidentStatus.OPEN]
        assert [type(each) for each in refused] == [Conflict]
        assert await _told(emma, id_, EntryKind.STATUS) == [("new", "closed"), ("closed", "open")]


async def test_nobody_closes_over_a_comment_and_nobody_comments_on_what_is_closed(
    emma: Incidents, adam: Incidents
) -> None:
    for _ in range(ROUNDS):
        id_ = (await submitted(emma)).id
        done, refused = await _at_once(
            emma.close(id_, Closing(), 1), adam.comment(id_, new_comment(), new_id())
        )
        assert [type(each) for each in refused] == [Conflict]
        entries = (await emma.entries(id_, ALL)).items
        closed = isinstance(done[0], Incident)
        assert [each.kind for each in entries] == [
            EntryKind.STATUS if closed else EntryKind.COMMENT
        ]
        assert (await emma.show(id_)).status == (
            IncidentStatus.CLOSED if closed else IncidentStatus.NEW
        )


async def test_who_comment_at_once_are_both_heard(emma: Incidents, adam: Incidents) -> None:
    for _ in range(ROUNDS):
        id_ = (await submitted(emma)).id
        done, refused = await _at_once(
            *(each.comment(id_, new_comment(), new_id()) for each in (emma, adam))
        )
        assert refused == []
        entries = (await emma.entries(id_, ALL)).items
        assert {*entries} == {*done}
        assert entries[0].at < entries[1].at
        assert (await emma.show(id_)).version == 3


async def test_of_two_ratings_at_once_the_last_one_stands_and_both_are_told(
    emma: Incidents, adam: Incidents
) -> None:
    for _ in range(ROUNDS):
        id_ = (await submitted(emma)).id
        await emma.close(id_, Closing(), 1)
        done, refused = await _at_once(
            emma.rate(id_, Rating(rating=1)), adam.rate(id_, Rating(rating=5))
        )
        assert (len(done), refused) == (2, [])
        first, last = await _told(emma, id_, EntryKind.RATING)
        assert {first, last} in ({("", "1"), ("1", "5")}, {("", "5"), ("5", "1")})
        assert str((await emma.show(id_)).rating) == last[1]


async def test_who_is_added_twice_at_once_watches_once(emma: Incidents, adam: Incidents) -> None:
    bo = Watchers(contact_ids=(contact_id("both"),), watching=True)
    for _ in range(ROUNDS):
        id_ = (await submitted(emma)).id
        done, refused = await _at_once(*(each.watch(id_, bo) for each in (emma, adam)))
        assert (len(done), refused) == (2, [])
        assert [each.id for each in (await emma.show(id_)).watchers] == [contact_id("both")]


async def test_two_windows_that_mark_the_same_do_not_wait_in_a_ring(
    stage: Stage, emma: Incidents
) -> None:
    again = await (await stage.open_again()).resume(stage.token("employee"))
    ids = [(await submitted(emma)).id for _ in range(12)]
    for number in range(ROUNDS):
        done, refused = await _at_once(
            emma.mark(ids, read=bool(number % 2)),
            again.portal.incidents.mark(ids[::-1], read=bool(number % 2)),
        )
        assert refused == []
        assert any(done)
        assert {each.unread for each in (await emma.list(EVERY, ALL)).items} == {not number % 2}


VERBS: dict[str, Callable[[Incidents, str], Awaitable[object]]] = {
    "list": lambda incidents, _: incidents.list(EVERY, ALL),
    "count": lambda incidents, _: incidents.count(EVERY),
    "show": lambda incidents, id_: incidents.show(id_),
    "find": lambda incidents, _: incidents.find(IncidentName(number=1)),
    "entries": lambda incidents, id_: incidents.entries(id_, ALL),
    "submit": lambda incidents, _: incidents.submit(new_incident(), new_id()),
    "comment": lambda incidents, id_: incidents.comment(id_, new_comment(), new_id()),
    "close": lambda incidents, id_: incidents.close(id_, Closing(), 1),
    "watch": lambda incidents, id_: incidents.watch(
        id_, Watchers(contact_ids=(contact_id("both"),), watching=True)
    ),
    "mark": lambda incidents, id_: incidents.mark([id_], read=False),
    "colleagues": lambda incidents, _: incidents.colleagues(),
}


async def test_whose_role_is_withdrawn_does_nothing_more(
    stage: Stage, emma: Incidents, adam: Incidents
) -> None:
    incident = await submitted(emma)
    before = await adam.show(incident.id)
    stage.set_roles("employee", [])
    for verb, ask in VERBS.items():
        with pytest.raises(Forbidden) as caught:
            await ask(emma, incident.id)
        assert caught.value.reason is Reason.NOT_GRANTED, verb
        assert caught.value.remedy is Remedy.ASK_ADMINISTRATOR, verb
        assert "Adam Bakker" in caught.value.people, verb
    assert await adam.show(incident.id) == before
    assert (await adam.entries(incident.id, ALL)).items == ()


async def test_who_is_deactivated_does_nothing_more(
    stage: Stage, emma: Incidents, adam: Incidents
) -> None:
    incident = await submitted(emma)
    before = await adam.show(incident.id)
    stage.deactivate("employee")
    for ask in VERBS.values():
        with pytest.raises(Unauthenticated):
            await ask(emma, incident.id)
    assert await adam.show(incident.id) == before


async def test_who_is_taken_off_while_typing_answers_nothing(stage: Stage, emma: Incidents) -> None:
    bo = (await stage.portal("both")).incidents
    theirs = (contact_id("both"),)
    incident = await submitted(emma, watcher_ids=theirs)
    seen = await bo.show(incident.id)
    await emma.watch(incident.id, Watchers(contact_ids=theirs, watching=False))
    for ask in (
        bo.comment(incident.id, new_comment(), new_id()),
        bo.close(incident.id, Closing(), seen.version),
        bo.watch(incident.id, Watchers(contact_ids=theirs, watching=True)),
        bo.mark([incident.id], read=True),
    ):
        with pytest.raises(NotFound):
            await ask
    assert (await emma.entries(incident.id, ALL)).items == ()


async def test_a_manager_whose_activation_goes_while_the_list_is_open_reads_no_further(
    stage: Stage, emma: Incidents
) -> None:
    manager = (await stage.portal("manager")).incidents
    ids = [(await submitted(emma)).id for _ in range(3)]
    first = await manager.list(EVERY, PageRequest(limit=2))
    assert first.after is not None
    stage.withdraw_activation(BAKERY)
    for ask in (
        manager.list(EVERY, PageRequest(limit=2, after=first.after)),
        manager.count(EVERY),
        manager.show(ids[0]),
        manager.entries(ids[0], ALL),
        manager.mark(ids, read=True),
        manager.watch(ids[0], Watchers(contact_ids=(contact_id("manager"),), watching=True)),
    ):
        with pytest.raises(Forbidden) as caught:
            await ask
        assert caught.value.reason is Reason.NOT_ACTIVATED
        assert caught.value.remedy is Remedy.SUBMIT_ACTIVATION_REQUEST
    assert await subjects(emma) == ["Wage run stops at 40 %"] * 3


async def test_who_is_an_employee_too_is_left_with_what_is_followed(
    stage: Stage, emma: Incidents
) -> None:
    zoe = (await stage.portal("employee+manager")).incidents
    hidden = [(await submitted(emma, "Emma's")).id for _ in range(3)]
    mine = await submitted(zoe, "Zoë's")
    first = await zoe.list(EVERY, PageRequest(limit=2))
    stage.withdraw_activation(BAKERY)
    assert first.after is not None
    assert (await zoe.list(EVERY, PageRequest(limit=2, after=first.after))).items == ()
    assert [each.id for each in (await zoe.list(EVERY, ALL)).items] == [mine.id]
    for id_ in hidden:
        with pytest.raises(NotFound):
            await zoe.show(id_)


async def test_a_manager_who_becomes_an_employee_answers_at_once(
    stage: Stage, emma: Incidents
) -> None:
    manager = (await stage.portal("manager")).incidents
    incident = await submitted(emma)
    with pytest.raises(Forbidden):
        await manager.comment(incident.id, new_comment(), new_id())
    stage.set_roles("manager", [Role.INCIDENT_MANAGER, Role.EMPLOYEE])
    assert (await manager.comment(incident.id, new_comment(), new_id())).author == "Mila Jansen"
