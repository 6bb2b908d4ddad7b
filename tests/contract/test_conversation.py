"""What is said about an incident, who hears of it, and how it ends."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError

from tests.contract.incidents import (
    ALL,
    contact_id,
    new_comment,
    subjects,
    submitted,
)
from tests.contract.stage import Stage, has_words
from tests.contract.walking import backward, forward
from tui.api.errors import Conflict, Forbidden, Invalid, NotFound
from tui.api.ids import new_id
from tui.api.models.incidents import (
    Closing,
    CommentNew,
    Entry,
    EntryKind,
    Incident,
    IncidentQuery,
    Rating,
    Watchers,
)
from tui.api.models.paging import Page, PageRequest
from tui.api.policy import IncidentAction, IncidentStatus, Role
from tui.api.portal import Incidents

UNREAD = IncidentQuery(unread=True)


@pytest.fixture
async def emma(stage: Stage) -> Incidents:
    """The incidents as an employee of the bakery sees them."""
    return (await stage.portal("employee")).incidents


@pytest.fixture
async def adam(stage: Stage) -> Incidents:
    """The incidents as an administrator of the bakery sees them."""
    return (await stage.portal("administrator")).incidents


async def _said(incidents: Incidents, incident_id: str) -> list[tuple[str, str, str]]:
    """Return who said what, or what became what."""
    entries = (await incidents.entries(incident_id, ALL)).items
    return [(each.author, each.body or each.before, each.after) for each in entries]


async def test_a_comment_stands_in_the_conversation(emma: Incidents) -> None:
    incident = await submitted(emma)
    new = new_comment("With a *log*:\n\n    E42\n")
    entry = await emma.comment(incident.id, new, new_id())
    assert (entry.id, entry.kind, entry.by_vendor) == (new.id, EntryKind.COMMENT, False)
    assert (entry.author, entry.body) == ("Emma de Vries", "With a *log*:\n\n    E42\n")
    assert (await emma.entries(incident.id, ALL)).items == (entry,)
    after = await emma.show(incident.id)
    assert (after.updated_at, after.version, after.status) == (entry.at, 2, IncidentStatus.NEW)


async def test_sending_a_comment_twice_says_it_once(emma: Incidents) -> None:
    incident = await submitted(emma)
    new, key = new_comment(), new_id()
    sent = [emma.comment(incident.id, new, key) for _ in range(2)]
    first, second = await asyncio.gather(*sent)
    assert first == second == await emma.comment(incident.id, new, key)
    assert len((await emma.entries(incident.id, ALL)).items) == 1
    for another, its_key, code in (
        (new_comment(), key, "key_reused"),
        (new, new_id(), "id_taken"),
    ):
        with pytest.raises(Invalid) as caught:
            await emma.comment(incident.id, another, its_key)
        assert [error.code for error in caught.value.fields] == [code]


@pytest.mark.parametrize("body", ["", " \n\t", "x" * 200_001])
def test_an_empty_or_a_huge_comment_is_none(body: str) -> None:
    with pytest.raises(ValidationError):
        CommentNew(id=new_id(), body=body)


async def test_entries_stand_in_the_order_in_which_they_were_said(
    emma: Incidents, adam: Incidents
) -> None:
    incident = await submitted(emma)
    await asyncio.gather(
        *(
            whose.comment(incident.id, new_comment(f"{number}"), new_id())
            for number, whose in enumerate((emma, adam) * 6)
        )
    )
    whole = (await emma.entries(incident.id, ALL)).items
    moments = [each.at for each in whole]
    assert len(whole) == 12
    assert moments == sorted({*moments})

    async def pages(request: PageRequest) -> Page[Entry]:
        return await emma.entries(incident.id, request)

    assert await forward(pages, 5) == [*whole]
    assert await backward(pages, 5) == [*whole]
    around = await pages(PageRequest(limit=3, around=whole[6].id))
    assert around.items == whole[5:8]
    middle = await pages(PageRequest(limit=4, at=0.5))
    assert whole[6] in middle.items
    with pytest.raises(NotFound):
        await pages(PageRequest(around=new_id()))
    with pytest.raises(Invalid):
        await pages(PageRequest(after="x"))


async def test_closing_says_so_and_ends_the_conversation(emma: Incidents) -> None:
    incident = await submitted(emma)
    closed = await emma.close(incident.id, Closing(rating=4), incident.version)
    assert (closed.status, closed.rating, closed.version) == (IncidentStatus.CLOSED, 4, 2)
    assert closed.closed_at is not None
    assert await emma.show(incident.id) == closed
    assert closed.allowed == {IncidentAction.WATCH, IncidentAction.REOPEN, IncidentAction.RATE}
    assert await _said(emma, incident.id) == [
        ("Emma de Vries", "new", "closed"),
        ("Emma de Vries", "", "4"),
    ]
    with pytest.raises(Conflict) as caught:
        await emma.comment(incident.id, new_comment(), new_id())
    assert caught.value.current == closed


async def test_what_was_closed_can_be_opened_again_for_14_days(
    stage: Stage, emma: Incidents
) -> None:
    incident = await submitted(emma)
    closed = await emma.close(incident.id, Closing(), 1)
    stage.let_time_pass("incident", incident.id, "closed_at", timedelta(days=13, hours=23))
    opened = await emma.reopen(incident.id, closed.version)
    assert (opened.status, opened.closed_at) == (IncidentStatus.OPEN, None)
    assert IncidentAction.COMMENT in opened.allowed
    await emma.close(incident.id, Closing(), opened.version)
    stage.let_time_pass("incident", incident.id, "closed_at", timedelta(days=14, minutes=1))
    late = await emma.show(incident.id)
    assert IncidentAction.REOPEN not in late.allowed
    with pytest.raises(Conflict) as caught:
        await emma.reopen(incident.id, late.version)
    assert caught.value.current == late


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_is_1_to_5(rating: int) -> None:
    with pytest.raises(ValidationError):
        Rating(rating=rating)
    with pytest.raises(ValidationError):
        Closing(rating=rating)


async def test_a_rating_can_be_given_later_and_changed(emma: Incidents) -> None:
    incident = await submitted(emma)
    with pytest.raises(Conflict):
        await emma.rate(incident.id, Rating(rating=5))
    await emma.close(incident.id, Closing(), 1)
    assert (await emma.rate(incident.id, Rating(rating=2))).rating == 2
    assert (await emma.rate(incident.id, Rating(rating=5))).rating == 5
    version = (await emma.show(incident.id)).version
    assert (await emma.rate(incident.id, Rating(rating=5))).version == version
    assert [each[1:] for each in await _said(emma, incident.id)] == [
        ("new", "closed"),
        ("", "2"),
        ("2", "5"),
    ]


async def test_a_rating_that_stands_is_not_told_again(emma: Incidents) -> None:
    incident = await submitted(emma)
    closed = await emma.close(incident.id, Closing(rating=3), 1)
    opened = await emma.reopen(incident.id, closed.version)
    await emma.close(incident.id, Closing(rating=3), opened.version)
    assert [each[1:] for each in await _said(emma, incident.id)] == [
        ("new", "closed"),
        ("", "3"),
        ("closed", "open"),
        ("open", "closed"),
    ]


async def test_who_may_answer_no_more_is_not_told_what_was_answered_before(
    stage: Stage, emma: Incidents
) -> None:
    incident = await submitted(emma)
    new, key = new_comment(), new_id()
    await emma.comment(incident.id, new, key)
    stage.set_roles("employee", [Role.INCIDENT_MANAGER])
    with pytest.raises(Forbidden):
        await emma.comment(incident.id, new, key)


STALE: dict[str, Callable[[Incidents, Incident], Awaitable[object]]] = {
    "close": lambda incidents, seen: incidents.close(seen.id, Closing(), seen.version),
    "reopen": lambda incidents, seen: incidents.reopen(seen.id, seen.version),
}


@pytest.mark.parametrize("verb", STALE)
async def test_whoever_has_not_seen_the_last_word_is_shown_it(
    emma: Incidents, adam: Incidents, verb: str
) -> None:
    made = await submitted(emma)
    if verb == "reopen":
        await emma.close(made.id, Closing(), 1)
    seen = await emma.show(made.id)
    if verb == "reopen":
        await adam.rate(made.id, Rating(rating=1))
    else:
        await adam.comment(made.id, new_comment("Do not close this"), new_id())
    with pytest.raises(Conflict) as caught:
        await STALE[verb](emma, seen)
    assert caught.value.current == await emma.show(made.id)
    assert (await emma.show(made.id)).status == seen.status


async def test_what_others_say_is_new_until_one_has_looked(
    emma: Incidents, adam: Incidents
) -> None:
    incident = await submitted(emma, watcher_ids=(contact_id("administrator"),))
    assert await subjects(emma, UNREAD) == []
    assert await subjects(adam, UNREAD) == [incident.subject]
    await adam.comment(incident.id, new_comment(), new_id())
    assert await subjects(adam, UNREAD) == []
    assert (await emma.show(incident.id)).unread
    assert await emma.mark([incident.id], read=True) == {incident.id}
    assert await emma.mark([incident.id], read=True) == set()
    assert await subjects(emma, UNREAD) == []
    assert await emma.mark([incident.id], read=False) == {incident.id}
    assert await subjects(emma, UNREAD) == [incident.subject]


async def test_what_one_does_not_follow_is_never_new(emma: Incidents, adam: Incidents) -> None:
    incident = await submitted(emma)
    assert not (await adam.show(incident.id)).unread
    assert await adam.mark([incident.id], read=False) == set()
    assert await subjects(adam, UNREAD) == []


async def test_marking_is_for_all_or_for_none(emma: Incidents, adam: Incidents) -> None:
    mine, hidden = await submitted(emma), await submitted(adam)
    for others in (hidden.id, new_id(), "1042"):
        with pytest.raises(NotFound):
            await emma.mark([mine.id, others], read=False)
    assert not (await emma.show(mine.id)).unread
    assert await emma.mark([], read=True) == set()


async def test_one_watches_and_watches_no_more(stage: Stage, emma: Incidents) -> None:
    adam = (await stage.portal("administrator")).incidents
    incident = await submitted(emma)
    me = (contact_id("administrator"),)
    watched = await adam.watch(incident.id, Watchers(contact_ids=me, watching=True))
    assert [each.display_name for each in watched.watchers] == ["Adam Bakker"]
    assert (watched.followed, watched.unread) == (True, False)
    assert await adam.watch(incident.id, Watchers(contact_ids=me, watching=True)) == watched
    left = await adam.watch(incident.id, Watchers(contact_ids=me, watching=False))
    assert (left.watchers, left.followed) == ((), False)


async def test_colleagues_are_added_and_read_it_from_then_on(stage: Stage, emma: Incidents) -> None:
    bo = (await stage.portal("both")).incidents
    incident = await submitted(emma)
    theirs = (contact_id("both"), contact_id("administrator"))
    shared = await emma.watch(incident.id, Watchers(contact_ids=theirs, watching=True))
    assert [each.display_name for each in shared.watchers] == ["Adam Bakker", "Bo Peters"]
    assert await subjects(bo, UNREAD) == [incident.subject]
    await emma.watch(incident.id, Watchers(contact_ids=theirs[:1], watching=False))
    with pytest.raises(NotFound):
        await bo.show(incident.id)


async def test_who_leaves_and_reads_it_no_more_is_told_how_it_was_then(
    stage: Stage, emma: Incidents, adam: Incidents
) -> None:
    bo = (await stage.portal("both")).incidents
    bos, adams = contact_id("both"), contact_id("administrator")
    incident = await submitted(emma, watcher_ids=(bos, adams))
    seen = await bo.show(incident.id)
    left = await bo.watch(incident.id, Watchers(contact_ids=(bos,), watching=False))
    assert left == replace(
        seen,
        watchers=(seen.watchers[0],),
        followed=False,
        unread=False,
        first_unread=None,
        allowed=frozenset[IncidentAction](),
    )
    assert [each.display_name for each in left.watchers] == ["Adam Bakker"]
    with pytest.raises(NotFound):
        await bo.show(incident.id)
    assert (await adam.show(incident.id)).watchers == left.watchers


async def test_who_takes_others_off_together_with_oneself_leaves_too(
    stage: Stage, emma: Incidents
) -> None:
    bo = (await stage.portal("both")).incidents
    theirs = (contact_id("both"), contact_id("administrator"))
    incident = await submitted(emma, watcher_ids=theirs)
    left = await bo.watch(incident.id, Watchers(contact_ids=theirs, watching=False))
    assert (left.watchers, left.allowed) == ((), frozenset())
    assert (await emma.show(incident.id)).watchers == ()


async def test_the_requester_cannot_be_taken_off(emma: Incidents, adam: Incidents) -> None:
    incident = await submitted(emma)
    for incidents in (emma, adam):
        with pytest.raises(Invalid) as caught:
            await incidents.watch(
                incident.id, Watchers(contact_ids=(contact_id("employee"),), watching=False)
            )
        assert [error.code for error in caught.value.fields] == ["is_requester"]
        assert has_words(caught.value)


async def test_only_who_may_answer_adds_others(stage: Stage, emma: Incidents) -> None:
    manager = (await stage.portal("manager")).incidents
    incident = await submitted(emma)
    alone = Watchers(contact_ids=(contact_id("manager"),), watching=True)
    assert (await manager.watch(incident.id, alone)).followed
    with pytest.raises(Forbidden):
        await manager.watch(incident.id, Watchers(contact_ids=(contact_id("both"),), watching=True))


async def test_those_who_can_watch_are_told_by_name(emma: Incidents) -> None:
    names = [each.display_name for each in await emma.colleagues()]
    assert names == sorted(names, key=names.index)
    assert {"Adam Bakker", "Mila Jansen", "Emma de Vries"} <= {*names}
    assert not {"Nora Visser", "Frits Oud", "Fenna Kok"} & {*names}
