"""The support desk: the queue across customers, what is done there, and what no customer sees."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from tests.contract import ways
from tests.contract.incidents import ALL, EVERY, contact_id, new_comment, subjects, submitted
from tests.contract.stage import Stage, has_words
from tests.contract.walking import backward, forward
from tests.contract.world import BAKERY, FACTORY, FACTORY_CONTACTS, PEOPLE
from tui.api.errors import Conflict, Forbidden, Invalid, NotFound
from tui.api.ids import new_id
from tui.api.models.incidents import (
    Closing,
    CommentNew,
    EntryKind,
    Incident,
    IncidentQuery,
    IncidentState,
    IncidentSummary,
    IncidentType,
    Priority,
)
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.support import (
    ActivationEdit,
    Age,
    Answer,
    Hand,
    IncidentEdit,
    Merge,
    QueueQuery,
    QueueSort,
)
from tui.api.policy import IncidentAction, IncidentStatus, Role
from tui.api.portal import Incidents, Portal, Support

EVERYTHING = QueueQuery()
SERVED = {IncidentAction.ANSWER, IncidentAction.CHANGE, IncidentAction.MERGE}


@pytest.fixture
async def emma(stage: Stage) -> Incidents:
    """The incidents as an employee of the bakery sees them."""
    return (await stage.portal("employee")).incidents


@pytest.fixture
async def fenna(stage: Stage) -> Incidents:
    """The incidents as an administrator of the factory sees them."""
    return (await stage.portal("other_administrator")).incidents


@pytest.fixture
async def vendors(stage: Stage) -> Portal:
    """The portal as a support engineer sees it."""
    return await stage.portal("support")


@pytest.fixture
def sofie(vendors: Portal) -> Support:
    """The desk as a support engineer sees it."""
    return vendors.support


def _answer(body: str = "Try the patch.", **fields: Any) -> Answer:
    return Answer.model_validate({"id": new_id(), "body": body} | fields)


async def _queue(desk: Support, query: QueueQuery = EVERYTHING) -> list[str]:
    return [each.subject for each in (await desk.list(query, ALL)).items]


async def test_the_queue_has_the_incidents_of_all_customers(
    emma: Incidents, fenna: Incidents, sofie: Support
) -> None:
    await submitted(emma, "wish", priority=Priority.LOW)
    await submitted(fenna, "on fire", priority=Priority.URGENT)
    first = await submitted(emma, "slow")
    assert await _queue(sofie) == ["on fire", "slow", "wish"]
    assert await sofie.count(EVERYTHING) == Count(3)
    await emma.comment(first.id, new_comment(), new_id())
    by_change = QueueQuery(sort=QueueSort.UPDATED)
    assert await _queue(sofie, by_change) == ["slow", "on fire", "wish"]
    listed = (await sofie.list(EVERYTHING, ALL)).items
    assert [each.organisation_name for each in listed] == [
        "Fietsfabriek Lingestroom",
        "Bakkerij Zonneveld",
        "Bakkerij Zonneveld",
    ]
    assert all(each.allowed == SERVED for each in listed)


async def test_the_queue_is_narrowed(
    stage: Stage, emma: Incidents, fenna: Incidents, sofie: Support
) -> None:
    old = await submitted(emma, "old", type=IncidentType.ERROR)
    stage.let_wait(old.id, timedelta(days=10))
    await submitted(fenna, "urgent", priority=Priority.URGENT)
    mine = await submitted(emma, "mine")
    await sofie.answer(mine.id, _answer(), new_id())
    ended = await submitted(emma, "ended")
    await emma.close(ended.id, Closing(), 1)
    for query, found in (
        (QueueQuery(state=IncidentState.CURRENT), ["urgent", "old", "mine"]),
        (QueueQuery(state=IncidentState.ENDED), ["ended"]),
        (QueueQuery(status=IncidentStatus.PENDING), ["mine"]),
        (QueueQuery(priority=Priority.URGENT), ["urgent"]),
        (QueueQuery(type=IncidentType.ERROR), ["old"]),
        (QueueQuery(age=Age.MONTH), ["old"]),
        (QueueQuery(age=Age.DAY), ["urgent", "mine", "ended"]),
        (QueueQuery(age=Age.WEEK), []),
        (QueueQuery(age=Age.OLDER), []),
        (QueueQuery(hand=Hand.MINE), ["mine"]),
        (QueueQuery(hand=Hand.NOBODY, state=IncidentState.CURRENT), ["urgent", "old"]),
        (QueueQuery(organisation_id=FACTORY), ["urgent"]),
        (QueueQuery(organisation_id=new_id()), []),
    ):
        assert await _queue(sofie, query) == found, query
        assert await sofie.count(query) == Count(len(found)), query


@pytest.mark.parametrize("way", ways.WAYS)
async def test_the_queue_is_narrowed_by_words(
    monkeypatch: pytest.MonkeyPatch, emma: Incidents, fenna: Incidents, vendors: Portal, way: str
) -> None:
    ways.take(monkeypatch, way)
    first = await submitted(emma, "Café in Zürich", priority=Priority.LOW)
    second = await submitted(fenna, "Loonrun")
    await submitted(fenna, "Iets anders")
    await vendors.support.answer(second.id, _answer("Zoals in het café"), new_id())
    await vendors.support.note(first.id, new_comment("wanbetaler"), new_id())
    for query, found in (
        (QueueQuery(words="cafe"), ["Loonrun", "Café in Zürich"]),
        (QueueQuery(words="caf", sort=QueueSort.UPDATED), ["Loonrun", "Café in Zürich"]),
        (QueueQuery(words="cafe", organisation_id=FACTORY), ["Loonrun"]),
        (QueueQuery(words="cafe", status=IncidentStatus.NEW), ["Café in Zürich"]),
        (QueueQuery(words="loonrun cafe"), ["Loonrun"]),
        (QueueQuery(words="wanbetaler"), []),
        (QueueQuery(words="01890a5d"), []),
    ):
        assert await _queue(vendors.support, query) == found, query
        assert await vendors.support.count(query) == Count(len(found)), query


@pytest.mark.parametrize("sort", QueueSort)
async def test_pages_walk_the_whole_queue_both_ways(
    emma: Incidents, fenna: Incidents, sofie: Support, sort: QueueSort
) -> None:
    for number in range(8):
        priority = [*Priority][number % 3]
        await submitted((emma, fenna)[number % 2], str(number), priority=priority)

    async def pages(request: PageRequest) -> Page[IncidentSummary]:
        return await sofie.list(QueueQuery(sort=sort), request)

    whole = [*(await pages(ALL)).items]
    assert len(whole) == 8
    assert await forward(pages, 3) == whole
    assert await backward(pages, 3) == whole
    around = await pages(PageRequest(limit=3, around=whole[4].id))
    assert [*around.items] == whole[3:6]
    middle = await pages(PageRequest(limit=2, at=0.5))
    assert whole[4] in middle.items


@pytest.mark.parametrize("sort", QueueSort)
async def test_pages_walk_an_age_of_the_queue_both_ways(
    stage: Stage, emma: Incidents, sofie: Support, sort: QueueSort
) -> None:
    days = (0, 10, 3, 10, 40, 10, 10, 3)
    for number, passed in enumerate(days):
        priority = [*Priority][number % 3]
        incident = await submitted(emma, str(passed), priority=priority)
        stage.let_wait(incident.id, timedelta(days=passed))
    everything = (await sofie.list(QueueQuery(sort=sort), ALL)).items
    for age, passed in zip(Age, (0, 3, 10, 40), strict=True):
        whole = [each for each in everything if each.subject == str(passed)]
        assert len(whole) == days.count(passed)
        pages = partial(sofie.list, QueueQuery(sort=sort, age=age))
        assert await forward(pages, 2) == await backward(pages, 2) == whole
        around = await pages(PageRequest(limit=3, around=whole[len(whole) // 2].id))
        assert {*around.items} == {*whole[-3:]}
        for place, expected in enumerate(whole):
            at = place / max(len(whole) - 1, 1)
            assert (await pages(PageRequest(limit=1, at=at))).items == (expected,)


async def test_the_figures_say_how_the_desk_stands(
    stage: Stage, emma: Incidents, fenna: Incidents, sofie: Support
) -> None:
    first = await submitted(emma, priority=Priority.HIGH)
    await submitted(fenna)
    await submitted(emma)
    ended = await submitted(emma, priority=Priority.URGENT)
    await emma.close(ended.id, Closing(), 1)
    await sofie.answer(first.id, _answer(), new_id())
    stage.let_time_pass("incident", first.id, "created_at", timedelta(days=40))
    figures = await sofie.figures()
    numbers = {
        name: {figure.word: figure.count.value for figure in getattr(figures, name)}
        for name in ("statuses", "priorities", "ages", "hands")
    }
    assert numbers == {
        "statuses": {"new": 2, "open": 0, "pending": 1, "on_hold": 0, "solved": 0, "closed": 1},
        "priorities": {"low": 0, "normal": 2, "high": 1, "urgent": 0},
        "ages": {"day": 2, "week": 0, "month": 0, "older": 1},
        "hands": {"mine": 1, "nobody": 2},
    }
    customers = [(each.id, each.name, each.count) for each in figures.customers]
    assert customers == [
        (BAKERY, "Bakkerij Zonneveld", Count(2)),
        (FACTORY, "Fietsfabriek Lingestroom", Count(1)),
    ]


async def test_an_answer_waits_for_the_customer_and_takes_the_incident(
    emma: Incidents, vendors: Portal
) -> None:
    made = await submitted(emma)
    entry = await vendors.support.answer(made.id, _answer("Try *this*."), new_id())
    assert (entry.author, entry.by_vendor, entry.body) == ("Sofie Maes", True, "Try *this*.")
    incident = await emma.show(made.id)
    assert (incident.status, incident.assignee) == (IncidentStatus.PENDING, "Sofie Maes")
    assert incident.unread
    told = (await emma.entries(made.id, ALL)).items
    assert [(each.kind, each.before, each.after) for each in told] == [
        (EntryKind.COMMENT, "", ""),
        (EntryKind.ASSIGNEE, "", "Sofie Maes"),
        (EntryKind.STATUS, "new", "pending"),
    ]
    assert told[0] == entry == (await vendors.incidents.entries(made.id, ALL)).items[0]
    await emma.comment(made.id, new_comment("It helped."), new_id())
    assert (await emma.show(made.id)).status == IncidentStatus.OPEN


@pytest.mark.parametrize("status", [IncidentStatus.SOLVED, IncidentStatus.ON_HOLD])
async def test_an_answer_can_lead_to_another_status(
    emma: Incidents, sofie: Support, status: IncidentStatus
) -> None:
    made = await submitted(emma)
    await sofie.answer(made.id, _answer(status=status), new_id())
    incident = await emma.show(made.id)
    assert incident.status == status
    assert (incident.solved_at is not None) is (status is IncidentStatus.SOLVED)
    await emma.comment(made.id, new_comment(), new_id())
    woken = IncidentStatus.OPEN if status is IncidentStatus.SOLVED else status
    assert (await emma.show(made.id)).status == woken


async def test_sending_an_answer_or_a_note_twice_says_it_once(
    emma: Incidents, vendors: Portal
) -> None:
    made = await submitted(emma)
    given, note, key = _answer(), new_comment("Same as last week."), new_id()
    desk = vendors.support
    assert await desk.answer(made.id, given, key) == await desk.answer(made.id, given, key)
    assert await desk.note(made.id, note, key) == await desk.note(made.id, note, key)
    kinds = [each.kind for each in (await vendors.incidents.entries(made.id, ALL)).items]
    assert (kinds.count(EntryKind.COMMENT), kinds.count(EntryKind.NOTE)) == (1, 1)
    for sent in (desk.answer(made.id, given, new_id()), desk.note(made.id, note, new_id())):
        with pytest.raises(Invalid) as caught:
            await sent
        assert [error.code for error in caught.value.fields] == ["id_taken"]


async def test_an_internal_note_is_the_vendors_alone(
    stage: Stage, emma: Incidents, vendors: Portal
) -> None:
    made = await submitted(emma, watcher_ids=(contact_id("administrator"),))
    adam = (await stage.portal("administrator")).incidents
    before = [(await who.show(made.id), await who.list(EVERY, ALL)) for who in (emma, adam)]
    entry = await vendors.support.note(made.id, new_comment("They did not pay."), new_id())
    assert (entry.kind, entry.author, entry.body) == (
        EntryKind.NOTE,
        "Sofie Maes",
        "They did not pay.",
    )
    assert (await vendors.incidents.entries(made.id, ALL)).items == (entry,)
    assert [(await who.show(made.id), await who.list(EVERY, ALL)) for who in (emma, adam)] == before
    for who in (emma, adam):
        assert (await who.entries(made.id, ALL)).items == ()
        with pytest.raises(NotFound):
            await who.entries(made.id, PageRequest(around=entry.id))
    version = (await emma.show(made.id)).version
    await emma.close(made.id, Closing(), version)


async def test_notes_stand_among_the_entries_in_order(emma: Incidents, vendors: Portal) -> None:
    made = await submitted(emma)
    for number in range(6):
        await vendors.support.note(made.id, new_comment(f"note {number}"), new_id())
        await emma.comment(made.id, new_comment(f"comment {number}"), new_id())
    expected = [f"{what} {number}" for number in range(6) for what in ("note", "comment")]

    async def pages(request: PageRequest) -> Page[Any]:
        return await vendors.incidents.entries(made.id, request)

    assert [each.body for each in await forward(pages, 5)] == expected
    assert [each.body for each in await backward(pages, 5)] == expected


async def test_the_desk_changes_status_priority_type_and_assignee(
    emma: Incidents, vendors: Portal
) -> None:
    made = await submitted(emma)
    edit = IncidentEdit(
        status=IncidentStatus.ON_HOLD,
        priority=Priority.URGENT,
        type=IncidentType.OUTAGE,
        assignee_id=PEOPLE["operator"].id,
    )
    changed = await vendors.support.change(made.id, edit, made.version)
    assert (changed.status, changed.priority) == (IncidentStatus.ON_HOLD, Priority.URGENT)
    assert (changed.type, changed.assignee) == (IncidentType.OUTAGE, "Otto Brand")
    told = (await emma.entries(made.id, ALL)).items
    assert [(each.kind, each.before, each.after) for each in told] == [
        (EntryKind.STATUS, "new", "on_hold"),
        (EntryKind.PRIORITY, "normal", "urgent"),
        (EntryKind.TYPE, "question", "outage"),
        (EntryKind.ASSIGNEE, "", "Otto Brand"),
    ]
    again = await vendors.support.change(made.id, edit, changed.version)
    assert again == changed
    nobody = await vendors.support.change(made.id, IncidentEdit(assignee_id=None), again.version)
    assert (nobody.assignee, nobody.status) == ("", IncidentStatus.ON_HOLD)


async def test_who_can_work_on_incidents_is_told_by_name(stage: Stage, sofie: Support) -> None:
    names = [each.display_name for each in await sofie.engineers()]
    assert names == ["Olga Willems", "Otto Brand", "Sofie Maes"]


async def test_only_the_vendors_people_are_assigned(emma: Incidents, sofie: Support) -> None:
    made = await submitted(emma)
    for stranger in (PEOPLE["employee"].id, new_id()):
        with pytest.raises(Invalid) as caught:
            await sofie.change(made.id, IncidentEdit(assignee_id=stranger), made.version)
        assert [error.code for error in caught.value.fields] == ["no_engineer"]
        assert has_words(caught.value)


async def test_nothing_is_new_again(emma: Incidents, sofie: Support) -> None:
    made = await submitted(emma)
    await sofie.answer(made.id, _answer(status=IncidentStatus.NEW), new_id())
    await sofie.answer(made.id, _answer(), new_id())
    with pytest.raises(Invalid) as caught:
        await sofie.answer(made.id, _answer(status=IncidentStatus.NEW), new_id())
    assert [error.code for error in caught.value.fields] == ["not_new_again"]
    assert has_words(caught.value)


async def test_who_has_not_seen_the_last_word_is_shown_it(emma: Incidents, vendors: Portal) -> None:
    made = await submitted(emma)
    await emma.comment(made.id, new_comment("One more thing"), new_id())
    present = await vendors.incidents.show(made.id)
    for verb in (
        vendors.support.change(made.id, IncidentEdit(priority=Priority.LOW), made.version),
        vendors.support.merge(made.id, Merge(into=2), made.version),
    ):
        with pytest.raises(Conflict) as caught:
            await verb
        assert caught.value.current == present


async def test_a_duplicate_is_closed_and_its_followers_follow_the_other(
    stage: Stage, emma: Incidents, vendors: Portal
) -> None:
    adam = (await stage.portal("administrator")).incidents
    original = await submitted(adam, "Original")
    twin = await submitted(emma, "Twin")
    merged = await vendors.support.merge(twin.id, Merge(into=original.number), twin.version)
    assert (merged.status, merged.merged_into) == (IncidentStatus.CLOSED, original.number)
    assert merged.allowed == frozenset()
    assert await subjects(emma, IncidentQuery(unread=True)) == ["Twin", "Original"]
    assert [each.display_name for each in (await emma.show(original.id)).watchers] == [
        "Emma de Vries"
    ]
    told = (await emma.entries(twin.id, ALL)).items
    assert [(each.kind, each.before, each.after) for each in told] == [
        (EntryKind.MERGED, "", str(original.number)),
        (EntryKind.STATUS, "new", "closed"),
    ]
    told = (await adam.entries(original.id, ALL)).items
    assert [(each.kind, each.before, each.after) for each in told] == [
        (EntryKind.MERGED, str(twin.number), "")
    ]
    after: Incident = await emma.show(twin.id)
    assert after.allowed == {IncidentAction.WATCH}
    for verb in (
        emma.reopen(twin.id, after.version),
        emma.comment(twin.id, new_comment(), new_id()),
        vendors.support.answer(twin.id, _answer(), new_id()),
        vendors.support.merge(twin.id, Merge(into=original.number), after.version),
    ):
        with pytest.raises(Conflict):
            await verb


async def test_an_incident_is_merged_into_another_of_the_same_customer(
    emma: Incidents, fenna: Incidents, sofie: Support
) -> None:
    await submitted(fenna)
    await submitted(fenna)
    mine = await submitted(emma)
    for number in (mine.number, 2, 99):
        with pytest.raises(Invalid) as caught:
            await sofie.merge(mine.id, Merge(into=number), mine.version)
        assert [(error.field, error.code) for error in caught.value.fields] == [
            ("into", "no_incident")
        ]
        assert has_words(caught.value)


async def test_two_who_merge_crosswise_merge_one_of_them(
    stage: Stage, emma: Incidents, sofie: Support
) -> None:
    otto = (await stage.portal("operator")).support
    one, two = await submitted(emma), await submitted(emma)
    done = await asyncio.gather(
        sofie.merge(one.id, Merge(into=two.number), one.version),
        otto.merge(two.id, Merge(into=one.number), two.version),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Incident) for each in done) == 1
    assert sum(isinstance(each, Conflict | Invalid) for each in done) == 1


async def test_activating_lets_the_role_count_and_deactivating_takes_it_away(
    stage: Stage, fenna: Incidents, sofie: Support
) -> None:
    await submitted(fenna, "Fenna's")
    milan = await stage.portal("manager_inactive")
    with pytest.raises(Forbidden):
        await milan.incidents.list(EVERY, ALL)
    before = await sofie.activation(FACTORY)
    assert (before.organisation_name, before.activated_at) == ("Fietsfabriek Lingestroom", None)
    active = await sofie.activate(FACTORY, ActivationEdit(active=True))
    assert active.activated_at is not None
    assert await sofie.activate(FACTORY, ActivationEdit(active=True)) == active
    assert await subjects(milan.incidents) == ["Fenna's"]
    assert await sofie.activate(FACTORY, ActivationEdit(active=False)) == before
    with pytest.raises(Forbidden):
        await milan.incidents.list(EVERY, ALL)
    await sofie.activate(FACTORY, ActivationEdit(active=True))
    with pytest.raises(Forbidden):  # a later activation starts with no grants
        await milan.incidents.list(EVERY, ALL)
    stage.set_roles("other_employee", [Role.INCIDENT_MANAGER])
    emre = (await stage.portal("other_employee")).incidents
    assert await subjects(emre) == ["Fenna's"]


async def test_an_activation_concerns_one_customer(stage: Stage, sofie: Support) -> None:
    manager = (await stage.portal("manager")).incidents
    await sofie.activate(FACTORY, ActivationEdit(active=True))
    await sofie.activate(FACTORY, ActivationEdit(active=False))
    assert (await manager.count(EVERY)) == Count(0)
    assert (await sofie.activation(BAKERY)).activated_at is not None
    for id_ in (new_id(), "", "x", FACTORY_CONTACTS["both"].id):
        with pytest.raises(NotFound):
            await sofie.activation(id_)
        with pytest.raises(NotFound):
            await sofie.activate(id_, ActivationEdit(active=True))


async def test_an_activation_request_can_be_granted_where_it_is_read(
    stage: Stage, fenna: Incidents, vendors: Portal
) -> None:
    asked = await submitted(fenna, "Please", type=IncidentType.ACTIVATION_REQUEST)
    assert IncidentAction.ACTIVATE in (await vendors.incidents.show(asked.id)).allowed
    assert IncidentAction.ACTIVATE not in (await fenna.show(asked.id)).allowed


async def test_no_customer_has_a_desk(stage: Stage, emma: Incidents, fenna: Incidents) -> None:
    made = await submitted(emma)
    for name in ("administrator+manager", "other_administrator"):
        desk = (await stage.portal(name)).support
        for verb in (
            desk.list(EVERYTHING, ALL),
            desk.figures(),
            desk.answer(made.id, _answer(), new_id()),
            desk.note(made.id, CommentNew(id=new_id(), body="x"), new_id()),
            desk.change(made.id, IncidentEdit(priority=Priority.LOW), 1),
            desk.merge(made.id, Merge(into=1), 1),
            desk.activation(BAKERY),
            desk.activate(BAKERY, ActivationEdit(active=False)),
        ):
            with pytest.raises(Forbidden):
                await verb


async def test_what_is_not_there_is_not_found_at_the_desk(sofie: Support) -> None:
    for id_ in (new_id(), "1042", "../x"):
        for verb in (
            sofie.answer(id_, _answer(), new_id()),
            sofie.note(id_, new_comment(), new_id()),
            sofie.change(id_, IncidentEdit(priority=Priority.LOW), 1),
            sofie.merge(id_, Merge(into=1), 1),
            sofie.list(EVERYTHING, PageRequest(around=new_id())),
        ):
            with pytest.raises(NotFound):
                await verb
