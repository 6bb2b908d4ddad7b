"""What the demo's customers ask."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files

import pytest

from tui.api.administration import NewOrganisation, NewPortal
from tui.api.cleaning import clean_text
from tui.api.histories import NewEntry, NewIncident
from tui.api.models.incidents import EntryKind, IncidentType, Priority
from tui.api.policy import IncidentStatus, Kind, Permission, Role, permissions_of
from tui.demo.incidents.cases import cases_of
from tui.demo.incidents.words import Wording
from tui.demo.portal import demo_portal

TODAY = date(2026, 11, 23)
MIDNIGHT = datetime.combine(TODAY, time(), UTC)
FILES = ("voorbeeld", "havenlicht", "stories")


@pytest.fixture(scope="module")
def portal() -> NewPortal:
    return demo_portal(TODAY)


@pytest.fixture(scope="module")
def incidents(portal: NewPortal) -> list[NewIncident]:
    return [each for organisation in portal.organisations for each in organisation.incidents]


def entries(incident: NewIncident) -> list[NewEntry]:
    return [entry for step in incident.steps for entry in step.entries]


def last(incident: NewIncident, kind: EntryKind, before: str) -> str:
    """Return what was told last of a kind; without any, what it was before."""
    told = [entry.text for entry in entries(incident) if entry.kind is kind]
    return told[-1] if told else before


def status(incident: NewIncident) -> str:
    return last(incident, EntryKind.STATUS, "new")


def seat(portal: NewPortal, name: str, organisation: NewOrganisation) -> str:
    """Return the contact that one of the seats is."""
    (person,) = (each.person_id for each in portal.demo_seats if each.name == name)
    (contact,) = (each.id for each in organisation.contacts if each.person_id == person)
    return contact


def said(incident: NewIncident) -> Iterator[str]:
    yield incident.description
    yield from (each.text for each in entries(incident) if each.kind is EntryKind.COMMENT)


def test_there_are_four_hundred_of_two_customers(portal: NewPortal) -> None:
    numbers = [len(organisation.incidents) for organisation in portal.organisations]
    assert sum(numbers) == 400
    assert min(numbers) >= 100


def test_every_status_type_and_priority_occurs_at_each_customer(portal: NewPortal) -> None:
    for organisation in portal.organisations:
        own = organisation.incidents
        assert {status(each) for each in own} == {*IncidentStatus}
        assert {each.type for each in own} == {*IncidentType}
        assert {each.priority for each in own} == {*Priority}


def test_every_kind_of_entry_but_merging_occurs(incidents: list[NewIncident]) -> None:
    kinds = {entry.kind for each in incidents for entry in entries(each)}
    assert kinds == {*EntryKind} - {EntryKind.MERGED}


def test_numbers_follow_the_order_of_time(portal: NewPortal) -> None:
    for organisation in portal.organisations:
        moments = [each.created_at for each in organisation.incidents]
        assert moments == sorted(moments)
        assert moments[0] < MIDNIGHT - timedelta(days=400)
        assert moments[-1] > MIDNIGHT - timedelta(days=3)


def test_what_came_of_one_came_after_it_and_before_today(incidents: list[NewIncident]) -> None:
    for each in incidents:
        moments = [each.created_at, *(step.at for step in each.steps)]
        assert moments == sorted({*moments})
        assert moments[-1] < MIDNIGHT


def test_subjects_are_unique_and_fit_the_list(portal: NewPortal) -> None:
    for organisation in portal.organisations:
        subjects = Counter(each.subject for each in organisation.incidents)
        assert [subject for subject, count in subjects.items() if count > 1] == []
        assert max(map(len, subjects)) <= 80


def test_nothing_is_shared_between_the_customers(portal: NewPortal) -> None:
    first, second = ({*cases_of(name)} for name in ("voorbeeld", "havenlicht"))
    for one in first:
        for other in second:
            assert not {*one.subjects} & {*other.subjects}
            assert one.description != other.description
            assert not {*one.parts} & {*other.parts}


def test_nothing_is_left_to_fill_in(incidents: list[NewIncident]) -> None:
    left = [each.subject for each in incidents if re.search(r"\{[a-z]+\}", each.subject)]
    assert left == []
    texts = [text for each in incidents for text in said(each)]
    assert [text for text in texts if re.search(r"\{[a-z]+\}", text)] == []


def test_the_texts_need_no_cleaning() -> None:
    for name in (*(f"{name}.md" for name in FILES), "words.toml"):
        raw = files("tui.demo").joinpath("incidents", name).read_text(encoding="utf-8")
        assert clean_text(raw) == raw


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_word_is_filled_in_somewhere(language: str) -> None:
    wording = Wording()
    used = [wording.values(language, turn) for turn in range(200)]
    content = tomllib.loads(files("tui.demo").joinpath("incidents", "words.toml").read_text())
    for name, words in content.items():
        every = words[language] if isinstance(words, dict) else words
        assert {each[name] for each in used} == {*every}


def test_both_languages_are_spoken_at_each_customer() -> None:
    for name in FILES:
        assert {case.language for case in cases_of(name)} == {"nl", "en"}


def test_every_case_is_answered_and_solved() -> None:
    for name in FILES[:2]:
        for case in cases_of(name):
            speakers = [part.speaker.value for part in case.parts if part.speaker != "note"]
            assert speakers == ["support", "customer", "solution"], case.subjects


def test_who_asks_and_watches_may(portal: NewPortal) -> None:
    for organisation in portal.organisations:
        may = {
            contact.id: permissions_of(Kind.CONTACT, contact.roles)
            for contact in organisation.contacts
            if contact.active
        }
        for each in organisation.incidents:
            assert Permission.INCIDENTS_SUBMIT in may[each.requester_id]
            assert each.requester_id not in each.watcher_ids
            assert each.unseen_by <= {each.requester_id, *each.watcher_ids}
            for watcher in each.watcher_ids:
                assert may[watcher] & {
                    Permission.INCIDENTS_READ_OWN,
                    Permission.INCIDENTS_READ_ALL,
                }


def test_the_vendors_side_is_support_alone_and_everybody_of_it(portal: NewPortal) -> None:
    support = {person.id for person in portal.people if person.kind is Kind.SUPPORT}
    steps = [
        step
        for organisation in portal.organisations
        for each in organisation.incidents
        for step in each.steps
    ]
    assert {step.person_id for step in steps if step.person_id} == support
    assert all((step.person_id is None) != (step.contact_id is None) for step in steps)


def test_the_customer_that_lacks_incident_management_asks_for_it(portal: NewPortal) -> None:
    (lacking,) = (
        each for each in portal.organisations if Role.INCIDENT_MANAGER not in each.activated_roles
    )
    asked = [each for each in lacking.incidents if each.type is IncidentType.ACTIVATION_REQUEST]
    assert [status(each) for each in asked] == ["new"]


def test_two_conversations_are_long(incidents: list[NewIncident]) -> None:
    told = [sum(entry.kind is not EntryKind.NOTE for entry in entries(each)) for each in incidents]
    assert sum(number >= 60 for number in told) == 2


def test_some_are_long_with_code_tables_and_lists(incidents: list[NewIncident]) -> None:
    long = [each.description for each in incidents if len(each.description) > 800]
    assert len(long) >= 3
    assert max(map(len, long)) > 3_000
    for markup in ("\n```", "\n|---", "\n1. ", "\n- ", "\n## "):
        assert any(markup in text for text in long), markup


def test_some_are_closed_with_a_rating_and_some_without(incidents: list[NewIncident]) -> None:
    ratings = Counter(
        last(each, EntryKind.RATING, "") for each in incidents if status(each) == "closed"
    )
    assert {*ratings} == {"", "1", "2", "3", "4", "5"}
    assert ratings[""] > 20


def test_some_were_opened_again_and_some_can_be(incidents: list[NewIncident]) -> None:
    assert any(
        IncidentStatus.CLOSED in [entry.text for entry in entries(each)] and status(each) == "open"
        for each in incidents
    )
    fresh = MIDNIGHT - timedelta(days=12)
    assert any(status(each) == "closed" and each.steps[-1].at > fresh for each in incidents)


@pytest.mark.parametrize(
    ("name", "asked", "watched"),
    [("employee", 10, 8), ("administrator", 10, 4), ("incident-manager", 0, 4)],
)
def test_who_looks_around_finds_incidents_and_something_new(
    portal: NewPortal, name: str, asked: int, watched: int
) -> None:
    first, _ = portal.organisations
    me = seat(portal, name, first)
    own = [each for each in first.incidents if each.requester_id == me]
    along = [each for each in first.incidents if me in each.watcher_ids]
    assert len(own) >= asked
    assert len(along) >= watched
    assert any(me in each.unseen_by for each in (*own, *along))
    assert len({status(each) for each in (*own, *along)}) >= 3


def test_what_is_new_is_the_vendors_last_word_of_the_last_weeks(
    incidents: list[NewIncident],
) -> None:
    news = [each for each in incidents if each.unseen_by]
    assert len(news) > 10
    for each in news:
        assert each.steps[-1].person_id
        assert each.steps[-1].at > MIDNIGHT - timedelta(days=40)


def test_whom_the_role_lacks_follows_none(portal: NewPortal) -> None:
    first, _ = portal.organisations
    me = seat(portal, "none", first)
    assert not any(me in (each.requester_id, *each.watcher_ids) for each in first.incidents)


def test_the_support_seat_has_work_in_hand_and_work_to_take(
    portal: NewPortal, incidents: list[NewIncident]
) -> None:
    (me,) = (each.person_id for each in portal.demo_seats if each.name == "support")
    current = [each for each in incidents if status(each) in ("new", "open", "pending", "on_hold")]
    hands = Counter(last(each, EntryKind.ASSIGNEE, "") for each in current)
    assert hands[me] >= 5
    assert hands[""] >= 5
    assert any(entry.kind is EntryKind.NOTE for each in current for entry in entries(each))


def test_another_day_moves_them_all(portal: NewPortal) -> None:
    later = demo_portal(TODAY + timedelta(days=1))
    for one, other in zip(portal.organisations, later.organisations, strict=True):
        moved = [each.created_at + timedelta(days=1) for each in one.incidents]
        assert moved == [each.created_at for each in other.incidents]
        assert [each.subject for each in one.incidents] == [
            each.subject for each in other.incidents
        ]
