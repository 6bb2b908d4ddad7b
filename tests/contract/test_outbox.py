"""Mail about incidents: posted with the event, read when sent by what its receiver may see."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.contract.incidents import contact_id, new_comment, new_incident, submitted
from tests.contract.posts import (
    fetched,
    let_the_lease_end,
    outbox_of,
    outcomes,
    receivers,
    taken,
)
from tests.contract.stage import Stage
from tests.contract.world import FACTORY_CONTACTS, PEOPLE
from tui.api.errors import PortalError
from tui.api.ids import new_id
from tui.api.models.incidents import Closing, EntryKind, IncidentSummary, Priority, Watchers
from tui.api.models.support import Answer, IncidentEdit, Merge
from tui.api.outbox import Dropped, Outcome
from tui.api.policy import IncidentStatus
from tui.api.portal import Incidents, Support

EMMA, ADAM, SOFIE = "Emma de Vries", "Adam Bakker", "Sofie Maes"


@pytest.fixture
async def emma(stage: Stage) -> Incidents:
    """The incidents as an employee of the bakery sees them."""
    return (await stage.portal("employee")).incidents


@pytest.fixture
async def sofie(stage: Stage) -> Support:
    """The desk as a support engineer sees it."""
    return (await stage.portal("support")).support


@pytest.fixture
async def incident(emma: Incidents) -> IncidentSummary:
    """What the employee asked; nobody else follows it."""
    return await submitted(emma)


def _answer(body: str = "Try the patch.", **fields: object) -> Answer:
    return Answer.model_validate({"id": new_id(), "body": body} | fields)


async def test_an_answer_is_mailed_to_the_requester_and_the_watchers(
    stage: Stage, emma: Incidents, sofie: Support
) -> None:
    incident = await submitted(emma, watcher_ids=(contact_id("administrator"),))
    assert await receivers(stage) == [ADAM]
    await sofie.answer(incident.id, _answer(status=IncidentStatus.PENDING), new_id())
    to_adam, to_emma = sorted(await fetched(stage), key=lambda letter: letter.name)
    assert (to_adam.name, to_emma.name) == (ADAM, EMMA)
    assert (to_emma.address, to_emma.language) == (PEOPLE["employee"].email, "nl")
    assert (to_emma.number, to_emma.subject) == (incident.number, incident.subject)
    told = {entry.kind: entry for entry in to_emma.entries}
    assert told[EntryKind.COMMENT].body == "Try the patch."
    assert told[EntryKind.COMMENT].author == SOFIE
    assert told[EntryKind.STATUS].after == IncidentStatus.PENDING


async def test_who_does_something_gets_no_mail_of_it_under_any_hat(
    stage: Stage, incident: IncidentSummary, emma: Incidents, sofie: Support
) -> None:
    await emma.comment(incident.id, new_comment(), new_id())
    assert await receivers(stage) == []
    both = await stage.portal("two_hats")
    asked = await submitted(both.incidents)
    operator = await stage.portal("operator")
    await operator.support.answer(asked.id, _answer(), new_id())
    assert await receivers(stage) == ["Olga Willems"]
    await sofie.change(asked.id, IncidentEdit(assignee_id=PEOPLE["two_hats"].id), asked.version + 1)
    await both.incidents.comment(asked.id, new_comment(), new_id())
    assert await receivers(stage) == []


async def test_who_works_on_it_is_mailed_what_the_customer_says_and_nobody_else_of_the_desk(
    stage: Stage, incident: IncidentSummary, emma: Incidents, sofie: Support
) -> None:
    await emma.comment(incident.id, new_comment(), new_id())
    await sofie.answer(incident.id, _answer(), new_id())
    await fetched(stage)
    await emma.comment(incident.id, new_comment("No luck."), new_id())
    (letter,) = await fetched(stage)
    assert (letter.name, letter.by_desk) == (SOFIE, True)
    assert letter.organisation_name == "Bakkerij Zonneveld"
    assert letter.entries[0].body == "No luck."
    otto = await stage.portal("operator")
    edit = IncidentEdit(assignee_id=PEOPLE["operator"].id)
    await emma.comment(incident.id, new_comment(), new_id())
    version = (await otto.incidents.show(incident.id)).version
    await otto.support.change(incident.id, edit, version)
    assert await fetched(stage) == []
    assert (Outcome.DROPPED, Dropped.NOT_ASSIGNED) in await outcomes(stage)


async def test_an_internal_note_and_what_only_the_desk_sorts_cause_no_mail(
    stage: Stage, incident: IncidentSummary, sofie: Support
) -> None:
    await sofie.note(incident.id, new_comment("They pay late."), new_id())
    edit = IncidentEdit(priority=Priority.HIGH, assignee_id=PEOPLE["support"].id)
    changed = await sofie.change(incident.id, edit, incident.version)
    await sofie.change(incident.id, IncidentEdit(status=IncidentStatus.ON_HOLD), changed.version)
    assert await outcomes(stage) == []


async def test_a_note_that_was_made_beside_an_answer_is_in_no_letter(
    stage: Stage, incident: IncidentSummary, sofie: Support
) -> None:
    await sofie.answer(incident.id, _answer(), new_id())
    await sofie.note(incident.id, new_comment("They pay late."), new_id())
    (letter,) = await fetched(stage)
    assert "They pay late." not in repr(letter)


async def test_solving_closing_and_opening_again_are_mailed(
    stage: Stage, emma: Incidents, sofie: Support
) -> None:
    watched = (contact_id("administrator"),)
    incident = await submitted(emma, watcher_ids=watched)
    solved = IncidentEdit(status=IncidentStatus.SOLVED, assignee_id=PEOPLE["support"].id)
    await sofie.change(incident.id, solved, incident.version)
    await fetched(stage)
    closed = await emma.close(incident.id, Closing(rating=4), incident.version + 1)
    assert await receivers(stage) == [ADAM, SOFIE]
    await emma.reopen(incident.id, closed.version)
    letters = await fetched(stage)
    assert [letter.name for letter in letters] == [ADAM, SOFIE]
    assert {entry.after for letter in letters for entry in letter.entries} == {IncidentStatus.OPEN}


async def test_sending_the_verb_again_makes_no_second_mail(
    stage: Stage, incident: IncidentSummary, sofie: Support
) -> None:
    answer, key = _answer(), new_id()
    for _ in range(3):
        await sofie.answer(incident.id, answer, key)
    assert await receivers(stage) == [EMMA]


async def test_what_is_refused_is_not_mailed(stage: Stage, emma: Incidents) -> None:
    watcher_ids = (contact_id("administrator"), contact_id("none"))
    with pytest.raises(PortalError):
        await emma.submit(new_incident(watcher_ids=watcher_ids), new_id())
    assert await outcomes(stage) == []


async def test_of_a_duplicate_one_is_mailed_once_through_the_incident_that_goes_on(
    stage: Stage, incident: IncidentSummary, emma: Incidents, sofie: Support
) -> None:
    adam = (await stage.portal("administrator")).incidents
    other = await submitted(adam)
    await sofie.answer(incident.id, _answer("Not sent yet."), new_id())
    await sofie.merge(incident.id, Merge(into=other.number), incident.version + 1)
    letters = await fetched(stage)
    assert sorted(letter.name for letter in letters) == [ADAM, EMMA]
    assert {letter.number for letter in letters} == {other.number}
    assert {letter.entries[0].before for letter in letters} == {str(incident.number)}
    sent = [(Outcome.SENT, "")] * 2
    assert await outcomes(stage) == [*sent, (Outcome.DROPPED, Dropped.MERGED)]


def _deactivate(stage: Stage) -> None:
    stage.deactivate("administrator")


def _take_roles(stage: Stage) -> None:
    stage.set_roles("administrator", [])


@pytest.mark.parametrize(
    ("withdraw", "reason"),
    [(_deactivate, Dropped.RECEIVER_GONE), (_take_roles, Dropped.NOT_READABLE)],
)
async def test_who_may_not_read_it_any_more_at_sending_time_gets_nothing(
    stage: Stage, emma: Incidents, withdraw: Callable[[Stage], None], reason: Dropped
) -> None:
    await submitted(emma, watcher_ids=(contact_id("administrator"),))
    withdraw(stage)
    assert await fetched(stage) == []
    assert await outcomes(stage) == [(Outcome.DROPPED, reason)]


async def test_a_role_that_waits_for_its_activation_reads_no_mail(
    stage: Stage, emma: Incidents
) -> None:
    incident = await submitted(emma, watcher_ids=(contact_id("manager"),))
    assert await receivers(stage) == ["Mila Jansen"]
    await emma.comment(incident.id, new_comment(), new_id())
    stage.withdraw_activation((await stage.signed_in("employee")).session.organisation_id or "")
    assert await fetched(stage) == []


async def test_who_watches_no_more_gets_nothing_though_administrators_could_read_it(
    stage: Stage, emma: Incidents
) -> None:
    watcher = (contact_id("administrator"),)
    incident = await submitted(emma, watcher_ids=watcher)
    adam = (await stage.portal("administrator")).incidents
    await adam.watch(incident.id, Watchers(contact_ids=watcher, watching=False))
    assert await fetched(stage) == []
    assert await outcomes(stage) == [(Outcome.DROPPED, Dropped.NOT_FOLLOWED)]


async def test_what_lay_too_long_is_not_sent_any_more(stage: Stage, emma: Incidents) -> None:
    await submitted(emma, watcher_ids=(contact_id("administrator"),))
    stage._execute("UPDATE outbox SET posted_at = ?", "2001-01-01 00:00:00.000000")
    assert await fetched(stage) == []
    assert await outcomes(stage) == [(Outcome.DROPPED, Dropped.TOO_OLD)]


async def test_a_piece_is_taken_by_one_and_comes_back_when_that_one_ends(
    stage: Stage, emma: Incidents
) -> None:
    await submitted(emma, watcher_ids=(contact_id("administrator"),))
    piece = await taken(stage)
    assert await fetched(stage) == []
    let_the_lease_end(stage)
    again = await taken(stage)
    assert (again.event_id, again.tries) == (piece.event_id, piece.tries + 1)
    async with outbox_of(stage) as outbox:
        await outbox.failed(piece, "by who was too late")
        assert [each.outcome for each in await outbox.list()] == [Outcome.WAITING]
        await outbox.sent(again)
        assert [each.outcome for each in await outbox.list()] == [Outcome.SENT]


async def test_what_is_put_back_waits_and_fails_when_it_is_not_worth_it_any_more(
    stage: Stage, emma: Incidents
) -> None:
    await submitted(emma, watcher_ids=(contact_id("administrator"),))
    piece = await taken(stage)
    async with outbox_of(stage) as outbox:
        await outbox.later(piece, timedelta(minutes=1), "451 later")
        assert await outbox.take() is None
    let_the_lease_end(stage)
    piece = await taken(stage)
    async with outbox_of(stage) as outbox:
        await outbox.later(piece, timedelta(days=4), "451 still")
    assert await outcomes(stage) == [(Outcome.FAILED, "451 still")]


async def test_what_is_long_over_goes_as_something_new_is_posted(
    stage: Stage, incident: IncidentSummary, sofie: Support
) -> None:
    await sofie.answer(incident.id, _answer("Old."), new_id())
    await fetched(stage)
    stage._execute("UPDATE outbox SET posted_at = ?", "2001-01-01 00:00:00.000000")
    await sofie.answer(incident.id, _answer("New."), new_id())
    assert len(await outcomes(stage)) == 1


async def test_another_organisation_makes_no_difference_to_what_is_mailed(
    stage: Stage, incident: IncidentSummary, sofie: Support
) -> None:
    fenna = (await stage.portal("other_administrator")).incidents
    watcher = FACTORY_CONTACTS["other_employee"].id
    theirs = await submitted(fenna, "Theirs alone", watcher_ids=(watcher,))
    await sofie.answer(theirs.id, _answer("To them."), new_id())
    await sofie.answer(incident.id, _answer("To us."), new_id())
    letters = {letter.name: letter for letter in await fetched(stage)}
    assert sorted(letters) == [EMMA, "Emre Yıldız", "Fenna Kok"]
    ours = repr(letters.pop(EMMA))
    assert "To us." in ours
    assert "Theirs alone" not in ours
    assert "To them." not in ours
    assert all("To us." not in repr(letter) for letter in letters.values())
