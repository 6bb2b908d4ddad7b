"""What the releases ask of an organisation: the list, how far it is, and who does what."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from tests.contract.asking import (
    ADAM,
    ASKING,
    CONNECT,
    DONE,
    DONE_AT,
    EMMA,
    EMMAS,
    EVERY_TITLE,
    OF_CONNECT,
    OF_PROFIT_8,
    OF_PROFIT_10,
    OPEN,
    PAST_DUE,
    TODAY,
    YESTERDAY,
)
from tests.contract.conftest import MakeStage
from tests.contract.drafts import changed, document
from tests.contract.stage import Stage, has_words, short
from tests.contract.walking import backward, forward
from tests.contract.world import (
    BAKERY_CONTACTS,
    BAKERY_HAT,
    FACTORY_CONTACTS,
    FACTORY_HAT,
    identity,
)
from tui.api.errors import Conflict, Invalid, NotFound
from tui.api.ids import new_id
from tui.api.models.actions import Action, ActionEdit, ActionQuery, ActionState, Colleague
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.releases import NoteQuery
from tui.api.models.session import Hat, Language
from tui.api.policy import ActionVerb, NoteAction
from tui.api.portal import Actions
from tui.api.store.actions import required as store

ALL = PageRequest(limit=200)
EVERY = ActionQuery(today=TODAY, language=Language.DUTCH)


def _query(**fields: object) -> ActionQuery:
    return ActionQuery(**{"today": TODAY, "language": Language.DUTCH, **fields})


STATES = pytest.mark.parametrize(
    ("query", "titles"),
    [
        (EVERY, EVERY_TITLE),
        (_query(state=ActionState.OPEN), OPEN),
        (_query(state=ActionState.PAST_DUE), PAST_DUE),
        (_query(state=ActionState.DONE), DONE),
        (_query(mine=True), EMMAS),
        (_query(mine=True, state=ActionState.PAST_DUE), ["Oude versleuteling uit"]),
        (_query(state=ActionState.PAST_DUE, today=YESTERDAY), ["Oude versleuteling uit"]),
        (_query(state=ActionState.PAST_DUE, today=date(2025, 1, 1)), []),
        (_query(release_id=identity(0xDEAD)), []),
        (_query(release_id="' OR 1=1 --\x00\ud800"), []),
    ],
    ids=str,
)


@pytest.fixture
async def stage(make_stage: MakeStage) -> Stage:
    """The world of `asking.py`."""
    return await make_stage(ASKING)


async def _actions(stage: Stage, name: str = "employee", hat: Hat | None = None) -> Actions:
    return (await stage.portal(name, hat)).actions


async def _all(actions: Actions, query: ActionQuery = EVERY) -> dict[str, Action]:
    """Return the actions of a query by title, in their order."""
    return {each.note.title: each for each in (await actions.list(query, ALL)).items}


def _titles(actions: Iterable[Action]) -> list[str]:
    return [each.note.title for each in actions]


# The list


async def test_an_action_says_what_was_noted_of_it(stage: Stage) -> None:
    actions = await _all(await _actions(stage))
    untouched, assigned, done = actions["Taak 0"], actions["Taak 2"], actions["Taak 4"]
    assert (untouched.owner, untouched.due_on, untouched.done_at) == (None, None, None)
    assert (untouched.done_by, untouched.version) == ("", 0)
    assert assigned.owner == Colleague(id=EMMA, display_name="Emma de Vries")
    assert (assigned.due_on, assigned.done_at, assigned.version) == (TODAY, None, 1)
    assert (done.done_at, done.done_by) == (DONE_AT, "Adam Bakker")
    assert {each.allowed for each in actions.values()} == {frozenset({ActionVerb.EDIT})}


async def test_the_note_of_an_action_is_the_one_of_the_list_of_notes(stage: Stage) -> None:
    portal = await stage.portal("employee")
    listed = await portal.releases.list(NoteQuery(language=Language.DUTCH), ALL)
    notes = {note.title: note for note in listed.items}
    actions = await _all(portal.actions)
    assert {title: each.note for title, each in actions.items()} == {
        title: notes[title] for title in EVERY_TITLE
    }
    assert NoteAction.MARK in actions["Taak 0"].note.allowed


async def test_actions_are_told_in_the_language_of_the_query(stage: Stage) -> None:
    actions = await _actions(stage)
    english = await _all(actions, ActionQuery(today=TODAY, language=Language.ENGLISH))
    assert [*english][-2:] == ["Pension premium from January", "Old encryption switched off"]


@STATES
async def test_what_is_asked_for_is_listed_and_counted_newest_release_first(
    stage: Stage, query: ActionQuery, titles: list[str]
) -> None:
    actions = await _actions(stage)
    assert [*await _all(actions, query)] == titles
    assert await actions.count(query) == Count(len(titles))


async def test_a_release_narrows(stage: Stage) -> None:
    actions = await _actions(stage)
    for each in await actions.progress():
        query = _query(release_id=each.release.id)
        listed = await _all(actions, query)
        assert {action.note.version for action in listed.values()} == {each.release.version}
        assert len(listed) == each.total == (await actions.count(query)).value


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 12, 13, 14])
@pytest.mark.parametrize(
    ("query", "titles"),
    [(EVERY, EVERY_TITLE), (_query(state=ActionState.OPEN), OPEN), (_query(mine=True), EMMAS)],
    ids=["every", "open", "mine"],
)
async def test_walking_either_way_gives_each_action_once_in_one_order(
    stage: Stage, query: ActionQuery, titles: list[str], limit: int
) -> None:
    actions = await _actions(stage)

    async def ask(page: PageRequest) -> Page[Action]:
        return await actions.list(query, page)

    assert _titles(await forward(ask, limit)) == titles
    assert _titles(await backward(ask, limit)) == titles


async def test_a_page_leads_back_to_the_one_before(stage: Stage) -> None:
    actions = await _actions(stage)
    first = await actions.list(EVERY, PageRequest(limit=4))
    second = await actions.list(EVERY, PageRequest(limit=4, after=first.after))
    assert second.before is not None
    assert await actions.list(EVERY, PageRequest(limit=4, before=second.before)) == first


@pytest.mark.parametrize("limit", [1, 2, 5, 200])
async def test_a_page_around_an_action_holds_it(stage: Stage, limit: int) -> None:
    actions = await _actions(stage)
    every = [*(await _all(actions)).values()]
    for place, action in enumerate(every):
        page = await actions.list(EVERY, PageRequest(limit=limit, around=action.note.id))
        start = every.index(page.items[0])
        assert [*page.items] == every[start : start + len(page.items)]
        assert start <= place < start + len(page.items)
        assert (page.before is None) is (start == 0)
        assert (page.after is None) is (start + len(page.items) == len(every))


async def test_a_page_at_a_depth_lies_there(stage: Stage) -> None:
    actions = await _actions(stage)
    first, middle, last = [
        _titles((await actions.list(EVERY, PageRequest(limit=1, at=depth))).items)
        for depth in (0.0, 0.5, 1.0)
    ]
    assert (first, middle, last) == (EVERY_TITLE[:1], EVERY_TITLE[6:7], EVERY_TITLE[-1:])
    nothing = _query(release_id=identity(0xDEAD))
    assert (await actions.list(nothing, PageRequest(at=0.5))).items == ()


@pytest.mark.parametrize("cursor", ["", "x", "bmV3ZXN0IHg", "\x00", "\ud800"], ids=short)
async def test_a_cursor_of_another_list_is_refused(stage: Stage, cursor: str) -> None:
    portal = await stage.portal("employee")
    notes = await portal.releases.list(NoteQuery(), PageRequest(limit=1))
    for wrong in (cursor, notes.after):
        with pytest.raises(Invalid) as caught:
            await portal.actions.list(EVERY, PageRequest(after=wrong))
        assert has_words(caught.value)


@pytest.mark.parametrize("wrong", [identity(0xDEAD), "", "\x00", "\ud800"], ids=short)
async def test_there_is_no_page_around_what_does_not_exist(stage: Stage, wrong: str) -> None:
    with pytest.raises(NotFound):
        await (await _actions(stage)).list(EVERY, PageRequest(around=wrong))


# Progress and colleagues


async def test_progress_is_told_by_release_the_newest_first(stage: Stage) -> None:
    progress = await (await _actions(stage)).progress()
    assert [(each.release.full_version, each.total, each.done) for each in progress] == [
        ("Connect 5.1", len(OF_CONNECT), 1),
        ("Profit 10", len(OF_PROFIT_10), 0),
        ("Profit 8", len(OF_PROFIT_8), 1),
    ]
    assert progress[0].release.release_date == CONNECT.release_date


async def test_progress_follows_what_is_done(stage: Stage) -> None:
    actions = await _actions(stage)
    await actions.edit((await _all(actions))["Taak 0"].note.id, ActionEdit(done=True), 0)
    assert [each.done for each in await actions.progress()] == [2, 0, 1]


async def test_colleagues_are_the_active_contacts_of_the_own_organisation_by_name(
    stage: Stage,
) -> None:
    bakery = await (await _actions(stage)).colleagues()
    active = {contact.id for contact in BAKERY_CONTACTS.values() if contact.active}
    assert {each.id for each in bakery} == active
    assert [each.display_name for each in bakery][:2] == ["Adam Bakker", "Zoë van der Berg"]
    factory = await (await _actions(stage, "both", FACTORY_HAT)).colleagues()
    assert {each.id for each in factory} == {each.id for each in FACTORY_CONTACTS.values()}


# Editing


async def test_what_is_given_is_set_and_the_rest_stays(stage: Stage) -> None:
    actions = await _actions(stage)
    note_id = (await _all(actions))["Taak 0"].note.id
    owned = await actions.edit(note_id, ActionEdit(owner_id=ADAM), 0)
    assert owned.owner == Colleague(id=ADAM, display_name="Adam Bakker")
    assert (owned.due_on, owned.done_at, owned.version) == (None, None, 1)
    due = await actions.edit(note_id, ActionEdit(due_on=TODAY), owned.version)
    assert (due.owner, due.due_on, due.version) == (owned.owner, TODAY, 2)
    free = await actions.edit(note_id, ActionEdit(owner_id=None), due.version)
    assert (free.owner, free.due_on, free.version) == (None, TODAY, 3)
    assert (await _all(actions))["Taak 0"] == free


async def test_who_did_it_and_when_is_kept_until_it_is_opened_again(stage: Stage) -> None:
    actions = await _actions(stage)
    note_id = (await _all(actions))["Taak 0"].note.id
    before = datetime.now(UTC) - timedelta(seconds=1)
    done = await actions.edit(note_id, ActionEdit(done=True), 0)
    assert done.done_at
    assert before <= done.done_at <= datetime.now(UTC)
    assert done.done_by == "Emma de Vries"
    colleague = await _actions(stage, "administrator")
    again = await colleague.edit(note_id, ActionEdit(done=True, due_on=TODAY), done.version)
    assert (again.done_at, again.done_by) == (done.done_at, "Emma de Vries")
    opened = await colleague.edit(note_id, ActionEdit(done=False), again.version)
    assert (opened.done_at, opened.done_by, opened.due_on) == (None, "", TODAY)


@pytest.mark.parametrize("title", ["Taak 0", "Taak 3"])
async def test_an_edit_that_changes_nothing_is_no_new_version(stage: Stage, title: str) -> None:
    actions = await _actions(stage)
    present = (await _all(actions))[title]
    same = ActionEdit(
        owner_id=present.owner.id if present.owner else None, due_on=present.due_on, done=False
    )
    for edit in (ActionEdit(), same):
        assert await actions.edit(present.note.id, edit, present.version) == present


@pytest.mark.parametrize("title", ["Taak 0", "Taak 3"])
async def test_a_stale_edit_overwrites_nothing_and_shows_what_there_is(
    stage: Stage, title: str
) -> None:
    actions = await _actions(stage)
    first = (await _all(actions))[title]
    present = await actions.edit(first.note.id, ActionEdit(due_on=date(2027, 1, 1)), first.version)
    for stale in (first.version, present.version + 1, -1, 2**63 - 1, 2**31):
        with pytest.raises(Conflict) as caught:
            await actions.edit(first.note.id, ActionEdit(done=True), stale)
        assert caught.value.current == present
    assert (await _all(actions))[title] == present


@pytest.fixture(params=["as it comes", "after both have looked"])
def same_moment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two edits at once; the second way neither writes before both have seen the version."""
    if request.param == "as it comes":
        return
    if request.getfixturevalue("ground").name.endswith("sqlite"):
        pytest.skip("a writer has the whole file, so nobody else has looked")
    both, look = Barrier(2), store._row

    def look_and_wait(*args: Any) -> Any:
        row = look(*args)
        with suppress(BrokenBarrierError):
            both.wait(timeout=10)
        both.abort()  # whoever looks again waits for nobody
        return row

    monkeypatch.setattr(store, "_row", look_and_wait)


@pytest.mark.usefixtures("same_moment")
@pytest.mark.parametrize("title", ["Taak 0", "Taak 3"])
async def test_of_two_who_tick_at_the_same_moment_one_wins(stage: Stage, title: str) -> None:
    names = ("employee", "administrator")
    both = [await _actions(stage, name) for name in names]
    action = (await _all(both[0]))[title]
    results = await asyncio.gather(
        *(each.edit(action.note.id, ActionEdit(done=True), action.version) for each in both),
        return_exceptions=True,
    )
    won = [result for result in results if isinstance(result, Action)]
    lost = [result for result in results if isinstance(result, Conflict)]
    assert (len(won), len(lost)) == (1, 1)
    assert lost[0].current == (await _all(both[0]))[title]
    assert won[0].done_by == {True: "Emma de Vries", False: "Adam Bakker"}[results[0] is won[0]]


@pytest.mark.parametrize(
    "wrong",
    [
        identity(0xDEAD),
        FACTORY_CONTACTS["other_employee"].id,
        FACTORY_CONTACTS["both"].id,
        BAKERY_CONTACTS["former"].id,
    ],
    ids=["nobody", "another organisation's", "a person's other contact", "no longer active"],
)
async def test_an_owner_is_an_active_contact_of_the_own_organisation(
    stage: Stage, wrong: str
) -> None:
    actions = await _actions(stage)
    for title in ("Taak 0", "Taak 3"):
        action = (await _all(actions))[title]
        edit = ActionEdit(owner_id=wrong, done=True)
        with pytest.raises(Invalid) as caught:
            await actions.edit(action.note.id, edit, action.version)
        assert [(each.field, each.code) for each in caught.value.fields] == [
            ("owner_id", "no_colleague")
        ]
        assert has_words(caught.value)
        assert (await _all(actions))[title] == action


async def test_an_owner_who_left_stays_until_another_takes_over(stage: Stage) -> None:
    stage.deactivate("administrator")
    actions = await _actions(stage)
    action = (await _all(actions))["Taak 3"]
    assert action.owner == Colleague(id=ADAM, display_name="Adam Bakker")
    edit = ActionEdit(owner_id=ADAM, due_on=TODAY)
    assert (await actions.edit(action.note.id, edit, action.version)).owner == action.owner


async def test_what_asks_nothing_cannot_be_edited_and_is_like_what_does_not_exist(
    stage: Stage,
) -> None:
    portal = await stage.portal("employee")
    listed = await portal.releases.list(NoteQuery(language=Language.DUTCH), ALL)
    (nothing,) = [note.id for note in listed.items if note.title == "Taak 1"]
    for wrong in (nothing, identity(0xDEAD), "", "\x00", "\ud800"):
        with pytest.raises(NotFound) as caught:
            await portal.actions.edit(wrong, ActionEdit(done=True), 0)
        assert caught.value.what == "note"


# What the vendor changes


async def test_what_was_withdrawn_stays_only_where_something_was_noted(stage: Stage) -> None:
    actions = await _actions(stage)
    before = await _all(actions)
    for title in ("Taak 0", "Taak 3", "Taak 4"):
        stage.ground.execute(
            stage.url,
            "UPDATE note SET withdrawn_at = ? WHERE id = ?",
            ("2026-10-10 00:00:00.000000", before[title].note.id),
        )
    left = [title for title in EVERY_TITLE if title != "Taak 0"]
    assert [*await _all(actions)] == left
    assert (await actions.count(EVERY)).value == len(left)
    newest, *_ = await actions.progress()
    assert (newest.total, newest.done) == (8, 1)
    with pytest.raises(NotFound):
        await actions.edit(before["Taak 0"].note.id, ActionEdit(done=True), 0)
    done = await actions.edit(before["Taak 3"].note.id, ActionEdit(done=True), 1)
    assert done.done_by == "Emma de Vries"
    factory = await _all(await _actions(stage, "both", FACTORY_HAT))
    assert {"Taak 0", "Taak 3", "Taak 4"}.isdisjoint(factory)


async def test_a_note_that_asks_nothing_any_more_is_no_action(stage: Stage) -> None:
    vendor = (await stage.portal("support")).releases
    notes = [
        note.model_copy(update={"impact": CONNECT.notes[1].impact}) for note in CONNECT.notes[:3]
    ]
    await vendor.publish(document(changed(CONNECT, *notes, *CONNECT.notes[3:])), new_id())
    titles = [*await _all(await _actions(stage))]
    assert titles == [title for title in EVERY_TITLE if title not in ("Taak 0", "Taak 2")]


# Other organisations


async def test_each_organisation_has_notes_of_its_own(stage: Stage) -> None:
    bakery = await _actions(stage, "both", BAKERY_HAT)
    factory = await _actions(stage, "both", FACTORY_HAT)
    before = await factory.list(EVERY, ALL), await factory.progress()
    every = await _all(bakery)
    for title in ("Taak 0", "Taak 2", "Taak 6"):
        action = every[title]
        await bakery.edit(action.note.id, ActionEdit(owner_id=EMMA, done=True), action.version)
    assert (await factory.list(EVERY, ALL), await factory.progress()) == before
    assert [*await _all(factory, _query(mine=True))] == ["Taak 2"]


async def test_an_edit_is_written_down_with_what_changed(stage: Stage) -> None:
    actions = await _actions(stage)
    action = (await _all(actions))["Taak 3"]
    edit = ActionEdit(owner_id=EMMA, due_on=None, done=True)
    done = await actions.edit(action.note.id, edit, action.version)
    assert done.done_at
    contents = stage.ground.contents(stage.url).splitlines()
    (audited,) = [row for row in contents if "actions.edit" in row]
    assert action.note.id in audited
    changes = [row for row in contents if audited.split("'")[3] in row and row != audited]
    for name, before, after in (
        ("owner_id", repr(ADAM), repr(EMMA)),
        ("due_on", repr(YESTERDAY.isoformat()), "None"),
        ("done_at", "None", repr(done.done_at.isoformat())),
        ("done_by_id", "None", repr(EMMA)),
    ):
        (row,) = [row for row in changes if f"'{name}'" in row]
        assert row.endswith(f", {before}, {after})")
    assert len(changes) == 4
