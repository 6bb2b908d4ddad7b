"""What waits for one: found by area, and only in the areas that one may see."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.contract.incidents import new_comment, submitted
from tests.contract.notes import DOCUMENTS
from tests.contract.stage import CONTACTS, Stage
from tests.contract.world import BAKERY, BAKERY_HAT, FACTORY, FACTORY_HAT
from tui.api.ids import new_id
from tui.api.models.needs import Need, NeedKind
from tui.api.models.paging import Count, PageRequest
from tui.api.models.profile import ProfileEdit
from tui.api.models.releases import Impact, NoteQuery, NoteSummary
from tui.api.policy import Role
from tui.api.portal import Portal

TODAY = datetime.now(UTC).date()
LATE = TODAY - timedelta(days=3)
SOON = TODAY + timedelta(days=30)
ASKING = (Impact.ACTION_REQUIRED, Impact.STATUTORY)
ASKED = sum(
    note.impact in ASKING
    for document in DOCUMENTS
    for release in document.releases
    for note in release.notes
)
"""What the notes of the small world ask of an organisation."""

ACT = (
    "INSERT INTO action"
    " (organisation_id, note_id, owner_id, due_on, done_at, done_by_id, version)"
    " VALUES (?, ?, ?, ?, ?, NULL, 1)"
)


async def _notes(stage: Stage, *, asking: bool = True) -> list[NoteSummary]:
    listed = await (await stage.portal("all")).releases.list(NoteQuery(), PageRequest(limit=200))
    return [note for note in listed.items if note.is_pressing is asking]


def _note_down(
    stage: Stage,
    note: NoteSummary,
    owner: str | None = None,
    *,
    due_on: date | None = None,
    done: bool = False,
    organisation: str = BAKERY,
) -> None:
    """Write what an organisation noted of an action."""
    stage.ground.execute(
        stage.url,
        ACT,
        [
            organisation,
            note.id,
            CONTACTS[owner].id if owner else None,
            due_on.isoformat() if due_on else None,
            f"{TODAY} 00:00:00.000000" if done else None,
        ],
    )


async def _by_kind(portal: Portal) -> dict[NeedKind, tuple[int, int]]:
    return {need.kind: (need.count.value, need.overdue) for need in await portal.needs.list()}


async def test_unread_notes_wait_until_they_are_read(stage: Stage) -> None:
    portal = await stage.portal("employee")
    unread = (await portal.releases.count(NoteQuery(unread=True))).value
    assert unread > 1
    assert (await _by_kind(portal))[NeedKind.UNREAD_NOTES] == (unread, 0)
    listed = await portal.releases.list(NoteQuery(unread=True), PageRequest())
    await portal.releases.mark([listed.items[0].id], read=True)
    assert (await _by_kind(portal))[NeedKind.UNREAD_NOTES] == (unread - 1, 0)
    await portal.releases.mark([note.id for note in listed.items], read=True)
    assert NeedKind.UNREAD_NOTES not in await _by_kind(portal)


async def test_what_the_releases_ask_waits_until_it_is_done(stage: Stage) -> None:
    portal = await stage.portal("employee")
    assert (await _by_kind(portal))[NeedKind.OPEN_ACTIONS] == (ASKED, 0)
    asking = await _notes(stage)
    _note_down(stage, asking[0], done=True)
    _note_down(stage, asking[1], due_on=SOON)
    assert (await _by_kind(portal))[NeedKind.OPEN_ACTIONS] == (ASKED - 1, 0)
    for note in asking[2:]:
        _note_down(stage, note, done=True)
    assert (await _by_kind(portal))[NeedKind.OPEN_ACTIONS] == (1, 0)


async def test_my_actions_are_those_that_i_own(stage: Stage) -> None:
    portal = await stage.portal("employee")
    assert NeedKind.MY_ACTIONS not in await _by_kind(portal)
    mine, done, colleagues, *_ = await _notes(stage)
    _note_down(stage, mine, "employee", due_on=SOON)
    _note_down(stage, done, "employee", due_on=LATE, done=True)
    _note_down(stage, colleagues, "administrator", due_on=LATE)
    assert (await _by_kind(portal))[NeedKind.MY_ACTIONS] == (1, 0)
    administrator = await _by_kind(await stage.portal("administrator"))
    assert administrator[NeedKind.MY_ACTIONS] == (1, 1)
    assert administrator[NeedKind.OPEN_ACTIONS] == (ASKED - 1, 1)


async def test_incidents_with_something_new_wait_for_who_follows_them(stage: Stage) -> None:
    portal, colleague = await stage.portal("employee"), await stage.portal("administrator")
    made = await submitted(portal.incidents)
    assert NeedKind.UNREAD_INCIDENTS not in await _by_kind(portal)
    await colleague.incidents.comment(made.id, new_comment(), new_id())
    assert (await _by_kind(portal))[NeedKind.UNREAD_INCIDENTS] == (1, 0)
    assert NeedKind.UNREAD_INCIDENTS not in await _by_kind(colleague)
    await portal.incidents.mark([made.id], read=True)
    assert NeedKind.UNREAD_INCIDENTS not in await _by_kind(portal)


async def test_what_is_overdue_stands_first(stage: Stage) -> None:
    portal = await stage.portal("employee")
    kinds = [need.kind for need in await portal.needs.list()]
    assert kinds == [NeedKind.OPEN_ACTIONS, NeedKind.UNREAD_NOTES]
    mine, colleagues, *_ = await _notes(stage)
    _note_down(stage, mine, "employee", due_on=SOON)
    _note_down(stage, colleagues, "administrator", due_on=LATE)
    assert [(need.kind, need.overdue) for need in await portal.needs.list()] == [
        (NeedKind.OPEN_ACTIONS, 1),
        (NeedKind.MY_ACTIONS, 0),
        (NeedKind.UNREAD_NOTES, 0),
    ]


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "Etc/GMT+12"])
async def test_an_action_is_overdue_from_the_day_after_in_ones_own_zone(
    stage: Stage, name: str
) -> None:
    portal = await stage.portal("employee")
    version = (await portal.profile.show()).version
    await portal.profile.edit(ProfileEdit(time_zone=name), version)
    note = (await _notes(stage))[0]
    today = datetime.now(ZoneInfo(name)).date()
    _note_down(stage, note, "employee", due_on=today)
    assert (await _by_kind(portal))[NeedKind.MY_ACTIONS] == (1, 0)
    move = "UPDATE action SET due_on = ?"
    stage.ground.execute(stage.url, move, [(today - timedelta(days=1)).isoformat()])
    assert (await _by_kind(portal))[NeedKind.MY_ACTIONS] == (1, 1)


async def test_a_note_that_asks_nothing_or_was_withdrawn_does_not_wait(stage: Stage) -> None:
    portal = await stage.portal("employee")
    _note_down(stage, (await _notes(stage, asking=False))[0], "employee", due_on=LATE)
    withdrawn = (await _notes(stage))[0]
    _note_down(stage, withdrawn, "employee", due_on=LATE)
    stage.ground.execute(
        stage.url,
        "UPDATE note SET withdrawn_at = ? WHERE id = ?",
        [f"{TODAY} 00:00:00.000000", withdrawn.id],
    )
    found = await _by_kind(portal)
    assert NeedKind.MY_ACTIONS not in found
    assert found[NeedKind.OPEN_ACTIONS] == (ASKED - 1, 0)


async def test_an_organisation_sees_its_own_actions_alone(stage: Stage) -> None:
    first, second, *_ = await _notes(stage)
    _note_down(stage, first, "other_employee", due_on=LATE, organisation=FACTORY)
    _note_down(stage, second, done=True, organisation=FACTORY)
    employee = await _by_kind(await stage.portal("employee"))
    assert employee[NeedKind.OPEN_ACTIONS] == (ASKED, 0)
    assert NeedKind.MY_ACTIONS not in employee
    assert (await _by_kind(await stage.portal("both", BAKERY_HAT))) == employee
    factory = await _by_kind(await stage.portal("both", FACTORY_HAT))
    assert factory[NeedKind.OPEN_ACTIONS] == (ASKED - 1, 1)


async def test_where_one_may_see_nothing_nothing_waits(stage: Stage) -> None:
    for name in ("none", "manager", "support", "operator"):
        assert await (await stage.portal(name)).needs.list() == ()
    portal = await stage.portal("employee")
    assert await portal.needs.list()
    stage.set_roles("employee", [Role.INCIDENT_MANAGER])
    assert await portal.needs.list() == ()


async def test_what_waits_is_counted_exactly_up_to_a_limit(shared_stage: Stage) -> None:
    for need in await (await shared_stage.portal("employee")).needs.list():
        assert need == replace(need, count=Count(need.count.value, exact=True))
        assert isinstance(need, Need)
