"""Submitting incidents, and who reads which."""

import asyncio
from typing import Any

import pytest
from pydantic import ValidationError

from tests.contract import ways
from tests.contract.incidents import (
    ALL,
    EVERY,
    contact_id,
    new_comment,
    new_incident,
    subjects,
    submitted,
)
from tests.contract.stage import Stage, has_words
from tests.contract.walking import backward, forward
from tests.contract.world import FACTORY_CONTACTS
from tui.api.errors import Forbidden, Invalid, NotFound, Reason, Remedy
from tui.api.ids import new_id
from tui.api.models.actions import Colleague
from tui.api.models.incidents import (
    Closing,
    Incident,
    IncidentQuery,
    IncidentSort,
    IncidentState,
    IncidentType,
    Priority,
    Watchers,
)
from tui.api.models.paging import Count, PageRequest
from tui.api.policy import IncidentAction, IncidentStatus, Permission
from tui.api.portal import Incidents

FOLLOWED = {
    IncidentAction.WATCH,
    IncidentAction.COMMENT,
    IncidentAction.ADD_WATCHERS,
    IncidentAction.CLOSE,
}


@pytest.fixture
async def emma(stage: Stage) -> Incidents:
    """The incidents as an employee of the bakery sees them."""
    return (await stage.portal("employee")).incidents


@pytest.fixture
async def adam(stage: Stage) -> Incidents:
    """The incidents as an administrator of the bakery sees them."""
    return (await stage.portal("administrator")).incidents


@pytest.fixture
async def fenna(stage: Stage) -> Incidents:
    """The incidents as an administrator of the factory sees them."""
    return (await stage.portal("other_administrator")).incidents


async def test_an_incident_is_shown_as_it_was_submitted(emma: Incidents) -> None:
    new = new_incident(
        "Loonrun",
        type=IncidentType.OUTAGE,
        priority=Priority.HIGH,
        product_area="Payroll",
        product_version="Profit 8.1",
        environment="Windows, “terminal server”",
        customer_reference="IT-4711",
        watcher_ids=(contact_id("both"),),
    )
    summary = await emma.submit(new, new_id())
    incident = await emma.show(new.id)
    assert incident == Incident(
        id=new.id,
        number=1,
        organisation_id=summary.organisation_id,
        organisation_name="Bakkerij Zonneveld",
        subject="Loonrun",
        description="It **stops**.\n\nEvery time.",
        type=IncidentType.OUTAGE,
        priority=Priority.HIGH,
        status=IncidentStatus.NEW,
        product_area="Payroll",
        product_version="Profit 8.1",
        environment="Windows, “terminal server”",
        customer_reference="IT-4711",
        requester=Colleague(id=contact_id("employee"), display_name="Emma de Vries"),
        watchers=(Colleague(id=contact_id("both"), display_name="Bo Peters"),),
        created_at=incident.created_at,
        updated_at=incident.created_at,
        followed=True,
        unread=False,
        version=1,
        allowed=frozenset(FOLLOWED),
    )
    listed = (await emma.list(EVERY, ALL)).items
    assert [each.id for each in listed] == [new.id]
    assert listed[0] == summary


async def test_what_is_left_out_is_a_question_of_normal_priority_about_what_one_runs(
    emma: Incidents,
) -> None:
    incident = await emma.show((await submitted(emma)).id)
    assert (incident.type, incident.priority) == (IncidentType.QUESTION, Priority.NORMAL)
    assert incident.product_version == "Profit 9"


async def test_numbers_run_by_organisation(
    emma: Incidents, adam: Incidents, fenna: Incidents
) -> None:
    numbers = [(await submitted(whose)).number for whose in (emma, fenna, adam, emma, fenna)]
    assert numbers == [1, 1, 2, 3, 2]


async def test_no_number_is_given_twice_or_left_out(emma: Incidents, adam: Incidents) -> None:
    made = await asyncio.gather(*(submitted(whose) for whose in (emma, adam) * 8))
    assert sorted(each.number for each in made) == [*range(1, 17)]


async def test_sending_twice_submits_once(emma: Incidents) -> None:
    new, key = new_incident(), new_id()
    first, second = await asyncio.gather(emma.submit(new, key), emma.submit(new, key))
    assert first == second == await emma.submit(new, key)
    assert (await emma.count(EVERY)).value == 1


async def test_a_key_or_an_id_that_was_used_is_refused(emma: Incidents, fenna: Incidents) -> None:
    new, key = new_incident(), new_id()
    await emma.submit(new, key)
    for incidents, another, its_key, code in (
        (emma, new_incident(), key, "key_reused"),
        (emma, new, new_id(), "id_taken"),
        (fenna, new, new_id(), "id_taken"),
    ):
        with pytest.raises(Invalid) as caught:
            await incidents.submit(another, its_key)
        assert [error.code for error in caught.value.fields] == [code]
        assert has_words(caught.value)
    assert await subjects(fenna) == []
    assert (await submitted(emma)).number == 2


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"subject": " \t "}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"description": "\n"}, "description"),
        ({"description": "x" * 200_001}, "description"),
        ({"type": "joke"}, "type"),
        ({"priority": "now"}, "priority"),
        ({"watcher_ids": ["1042"]}, "watcher_ids"),
        ({"status": "closed"}, "status"),
    ],
)
def test_what_cannot_be_submitted_names_its_field(fields: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as caught:
        new_incident(**{"subject": "x", **fields})
    assert caught.value.errors()[0]["loc"][0] == where


@pytest.mark.parametrize("name", ["none", "former"])
async def test_who_cannot_read_incidents_cannot_watch_one(emma: Incidents, name: str) -> None:
    with pytest.raises(Invalid) as caught:
        await submitted(emma, watcher_ids=(contact_id(name), contact_id("administrator")))
    assert [(error.field, error.code) for error in caught.value.fields] == [
        ("watcher_ids", "no_reader")
    ]
    assert has_words(caught.value)
    assert await subjects(emma) == []


async def test_an_incident_manager_watches_where_the_role_is_activated(
    emma: Incidents, fenna: Incidents
) -> None:
    made = await submitted(emma, watcher_ids=(contact_id("manager"),))
    assert [each.display_name for each in (await emma.show(made.id)).watchers] == ["Mila Jansen"]
    with pytest.raises(Invalid):
        await submitted(fenna, watcher_ids=(FACTORY_CONTACTS["manager_inactive"].id,))


async def test_nobody_of_another_organisation_can_watch(emma: Incidents) -> None:
    for stranger in (FACTORY_CONTACTS["other_administrator"].id, new_id()):
        with pytest.raises(Invalid):
            await submitted(emma, watcher_ids=(stranger,))


async def test_one_reads_what_one_asked_and_what_one_watches(
    stage: Stage, emma: Incidents, adam: Incidents
) -> None:
    bo = (await stage.portal("both")).incidents
    await submitted(emma, "Emma's")
    shared = await submitted(emma, "shared", watcher_ids=(contact_id("both"),))
    await submitted(adam, "Adam's")
    assert await subjects(emma) == ["shared", "Emma's"]
    assert await subjects(bo) == ["shared"]
    assert await subjects(adam) == ["Adam's", "shared", "Emma's"]
    assert await subjects(adam, IncidentQuery(mine=True)) == ["Adam's"]
    assert await bo.count(EVERY) == Count(1)
    assert (await bo.show(shared.id)).followed


async def test_an_incident_manager_alone_reads_all_and_answers_nothing(
    stage: Stage, emma: Incidents
) -> None:
    manager = (await stage.portal("manager")).incidents
    incident = await manager.show((await submitted(emma)).id)
    assert incident.allowed == {IncidentAction.WATCH}
    with pytest.raises(Forbidden):
        await manager.comment(incident.id, new_comment(), new_id())
    with pytest.raises(Forbidden):
        await submitted(manager)


async def test_whose_role_only_waits_for_its_activation_is_told_that(stage: Stage) -> None:
    milan = (await stage.portal("manager_inactive")).incidents
    for ask in (
        milan.list(EVERY, ALL),
        milan.count(EVERY),
        milan.show(new_id()),
        milan.mark([], read=True),
    ):
        with pytest.raises(Forbidden) as caught:
            await ask
        assert caught.value.reason is Reason.NOT_ACTIVATED
        assert caught.value.remedy is Remedy.SUBMIT_ACTIVATION_REQUEST
        assert caught.value.permission == Permission.INCIDENTS_READ_ALL
        assert {*caught.value.people} == {"Bo Peters", "Fenna Kok"}


async def test_what_one_may_not_read_is_as_what_is_not_there(
    stage: Stage, adam: Incidents, fenna: Incidents
) -> None:
    emma = (await stage.portal("employee")).incidents
    hidden = (await submitted(adam)).id
    for incidents in (emma, fenna):
        for id_ in (hidden, new_id(), "1042", "", "../1"):
            for ask in (
                incidents.show(id_),
                incidents.entries(id_, ALL),
                incidents.comment(id_, new_comment(), new_id()),
                incidents.mark([id_], read=True),
                incidents.list(EVERY, PageRequest(around=id_ if len(id_) == 36 else new_id())),
                incidents.watch(
                    id_, Watchers(contact_ids=(contact_id("employee"),), watching=True)
                ),
            ):
                with pytest.raises(NotFound):
                    await ask


async def test_a_list_is_narrowed(emma: Incidents) -> None:
    await submitted(emma, "an error", type=IncidentType.ERROR)
    await submitted(emma, "urgent", priority=Priority.URGENT)
    ended = await submitted(emma, "ended")
    await emma.close(ended.id, Closing(), 1)
    for query, found in (
        (IncidentQuery(type=IncidentType.ERROR), ["an error"]),
        (IncidentQuery(priority=Priority.URGENT), ["urgent"]),
        (IncidentQuery(status=IncidentStatus.CLOSED), ["ended"]),
        (IncidentQuery(state=IncidentState.ENDED), ["ended"]),
        (IncidentQuery(state=IncidentState.CURRENT), ["urgent", "an error"]),
        (IncidentQuery(state=IncidentState.CURRENT, type=IncidentType.WISH), []),
    ):
        assert await subjects(emma, query) == found
        assert await emma.count(query) == Count(len(found))


async def test_a_list_has_three_orders(emma: Incidents) -> None:
    first = await submitted(emma, "1 low", priority=Priority.LOW)
    await submitted(emma, "2 urgent", priority=Priority.URGENT)
    await submitted(emma, "3 normal")
    await submitted(emma, "4 urgent", priority=Priority.URGENT)
    await emma.comment(first.id, new_comment(), new_id())
    orders = {
        IncidentSort.UPDATED: ["1 low", "4 urgent", "3 normal", "2 urgent"],
        IncidentSort.NUMBER: ["4 urgent", "3 normal", "2 urgent", "1 low"],
        IncidentSort.PRIORITY: ["2 urgent", "4 urgent", "3 normal", "1 low"],
    }
    for sort, expected in orders.items():
        assert await subjects(emma, IncidentQuery(sort=sort)) == expected


@pytest.mark.parametrize("sort", IncidentSort)
async def test_pages_walk_the_whole_list_both_ways(emma: Incidents, sort: IncidentSort) -> None:
    made = [
        await submitted(emma, str(number), priority=[*Priority][number % 4]) for number in range(9)
    ]
    query = IncidentQuery(sort=sort)
    whole = [each.id for each in (await emma.list(query, ALL)).items]
    assert {*whole} == {each.id for each in made}

    async def pages(request: PageRequest) -> Any:
        return await emma.list(query, request)

    assert [each.id for each in await forward(pages, 2)] == whole
    assert [each.id for each in await backward(pages, 2)] == whole
    around = await emma.list(query, PageRequest(limit=3, around=whole[4]))
    assert [each.id for each in around.items] == whole[3:6]
    middle = await emma.list(query, PageRequest(limit=3, at=0.5))
    assert whole[4] in [each.id for each in middle.items]


@pytest.fixture
async def three(emma: Incidents, fenna: Incidents) -> tuple[str, str, str]:
    """The ids of three incidents with words in them, the last of another organisation's."""
    first = await submitted(emma, "Café rekent af", description="Zoë ziet **E-42** na €5,00")
    second = await submitted(emma, "Loonrun", description="Stopt bij de bakkerij")
    await emma.comment(second.id, new_comment("Nu ook met afrekening, weer E-42"), new_id())
    third = await submitted(fenna, "Café afrekening loonrun", description="E-42")
    return first.id, second.id, third.id


@pytest.mark.parametrize("way", ways.WAYS)
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Loonrun", "Café rekent af"]),
        ("  ", ["Loonrun", "Café rekent af"]),
        ("cafe", ["Café rekent af"]),
        ("ZOE", ["Café rekent af"]),
        ("afrek", ["Loonrun"]),
        ("loonrun afrekening", ["Loonrun"]),
        ("loonrun bakkerij", ["Loonrun"]),
        ("e-42", ["Loonrun", "Café rekent af"]),
        ("afrekening bakkerij", []),
        ("loon afrekening", []),
        ('"', ["Loonrun", "Café rekent af"]),
        ('" OR words : *', []),
        ("incident : x", []),
        ("nergens", []),
    ],
)
async def test_a_list_is_narrowed_by_words(
    monkeypatch: pytest.MonkeyPatch,
    emma: Incidents,
    three: tuple[str, str, str],
    words: str,
    found: list[str],
    way: str,
) -> None:
    ways.take(monkeypatch, way)
    query = IncidentQuery(words=words)
    assert await subjects(emma, query) == found
    assert await emma.count(query) == Count(len(found))


@pytest.mark.parametrize("way", ways.WAYS)
async def test_words_narrow_in_every_order_and_beside_other_filters(
    monkeypatch: pytest.MonkeyPatch, emma: Incidents, three: tuple[str, str, str], way: str
) -> None:
    ways.take(monkeypatch, way)
    for sort in IncidentSort:
        for limit in (1, 200):
            page = await emma.list(IncidentQuery(words="e-42", sort=sort), PageRequest(limit=limit))
            assert {each.id for each in page.items} <= {*three[:2]}
            assert len(page.items) == min(limit, 2)
    assert await subjects(emma, IncidentQuery(words="e-42", priority=Priority.LOW)) == []


@pytest.mark.parametrize("way", ways.WAYS)
async def test_words_find_nothing_that_one_may_not_read(
    monkeypatch: pytest.MonkeyPatch,
    stage: Stage,
    emma: Incidents,
    three: tuple[str, str, str],
    way: str,
) -> None:
    ways.take(monkeypatch, way)
    bo = (await stage.portal("both")).incidents
    assert await subjects(bo, IncidentQuery(words="loonrun")) == []
    await submitted(emma, "Loonrun twee", watcher_ids=(contact_id("both"),))
    assert await subjects(bo, IncidentQuery(words="loonrun")) == ["Loonrun twee"]


@pytest.mark.parametrize("cursor", ["", "x", "aW5jaWRlbnRzIAA", "bm90ZXMgMQ", "é"])
async def test_a_cursor_of_another_list_is_refused(emma: Incidents, cursor: str) -> None:
    for request in (PageRequest(after=cursor), PageRequest(before=cursor)):
        with pytest.raises(Invalid):
            await emma.list(EVERY, request)


async def test_the_vendor_has_a_list_of_its_own(stage: Stage) -> None:
    support = (await stage.portal("support")).incidents
    with pytest.raises(Forbidden):
        await support.list(EVERY, ALL)


async def test_hostile_text_comes_back_cleaned(emma: Incidents) -> None:
    hostile = "\x1b]52;c;eA==\x07evil\u202e\x00 \U0001f600"
    made = await submitted(emma, f"s{hostile}", description=f"d{hostile}\r\nsecond")
    incident = await emma.show(made.id)
    assert not {"\x1b", "\x07", "\x00"} & {*incident.subject, *incident.description}
    assert incident.description.count("\n") == 1
    assert "\U0001f600" in incident.subject
