"""What the demo holds."""

import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from itertools import chain, combinations, pairwise

import pytest

from tests.demo.fingerprint import fingerprint
from tui import i18n
from tui.api.administration import NewContact, NewPortal
from tui.api.cleaning import clean_line, clean_text
from tui.api.models.publishing import NotePublish, NoteText, ReleasePublish
from tui.api.models.releases import Impact
from tui.api.models.templates import PLACEHOLDER, TemplateNew
from tui.api.policy import Kind, Permission, Role, permissions_of
from tui.demo.opening import CONTENT
from tui.demo.portal import demo_portal

TODAY = date(2026, 11, 23)
MADE_OF = ("4", "80a247aefc3395d6")
"""The number of the content and what it looks like; both change together."""


@pytest.fixture(scope="module")
def portal() -> NewPortal:
    return demo_portal(TODAY)


def releases(portal: NewPortal) -> list[ReleasePublish]:
    return [release for document in portal.documents for release in document.releases]


def notes(portal: NewPortal) -> list[NotePublish]:
    return [note for release in releases(portal) for note in release.notes]


def texts(portal: NewPortal) -> list[NoteText]:
    return [text for note in notes(portal) for text in note.texts]


def contacts(portal: NewPortal) -> list[NewContact]:
    return [contact for organisation in portal.organisations for contact in organisation.contacts]


def test_there_are_twelve_releases_with_two_hundred_and_fifty_notes(portal: NewPortal) -> None:
    assert len(releases(portal)) == 12
    assert len(notes(portal)) == 250


def test_the_first_organisation_is_one_release_behind(portal: NewPortal) -> None:
    newest, before, *_ = releases(portal)
    assert portal.organisations[0].product_version == before.version
    assert len(newest.notes) == 31


def test_every_organisation_uses_a_version_that_exists(portal: NewPortal) -> None:
    versions = {release.version for release in releases(portal)}
    assert {organisation.product_version for organisation in portal.organisations} <= versions


def test_sort_keys_and_dates_agree_on_the_order(portal: NewPortal) -> None:
    keys = [release.sort_key for release in releases(portal)]
    dates = [release.release_date for release in releases(portal) if release.release_date]
    assert keys == sorted(keys, reverse=True)
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == TODAY - timedelta(days=11)


def test_fourteen_notes_require_action_and_say_which(portal: NewPortal) -> None:
    required = [note for note in notes(portal) if note.impact is Impact.ACTION_REQUIRED]
    assert len(required) == 14
    for note in required:
        dutch, english = note.texts
        assert "\n## Wat moet je doen?\n\n1. " in dutch.body
        assert "\n## What do you do?\n\n1. " in english.body


def test_every_kind_and_impact_occurs(portal: NewPortal) -> None:
    kinds = Counter(note.kind for note in notes(portal))
    impacts = Counter(note.impact for note in notes(portal))
    assert len(kinds) == 6
    assert 5 <= impacts[Impact.STATUTORY] <= 12
    assert impacts[Impact.NONE] > 125


def test_all_but_five_notes_are_in_dutch_and_english(portal: NewPortal) -> None:
    languages = Counter(tuple(text.language for text in note.texts) for note in notes(portal))
    assert languages == {("nl", "en"): 245, ("nl",): 3, ("en",): 2}


def test_titles_and_bodies_are_unique(portal: NewPortal) -> None:
    for words in (
        [(text.language, text.title) for text in texts(portal)],
        [text.body for text in texts(portal)],
    ):
        assert [word for word, count in Counter(words).items() if count > 1] == []


def test_anchors_are_unique_within_their_release(portal: NewPortal) -> None:
    for release in releases(portal):
        anchors = [note.anchor for note in release.notes]
        assert len(set(anchors)) == len(anchors)
        assert all(anchors)


def test_every_note_says_enough_and_the_long_ones_have_headings(portal: NewPortal) -> None:
    sizes = {text.title: len(text.body.split()) for text in texts(portal)}
    assert [title for title, words in sizes.items() if not 60 <= words <= 600] == []
    long = [text for text in texts(portal) if len(text.body) > 2_500]
    assert len(long) >= 6
    assert all(text.body.count("\n## ") >= 3 for text in long)


def test_nothing_is_left_to_fill_in(portal: NewPortal) -> None:
    assert [text.title for text in texts(portal) if re.search(r"\{[a-z]+\}", str(text))] == []


def test_neighbours_do_not_end_alike(portal: NewPortal) -> None:
    for release in releases(portal):
        ends = [note.texts[0].body.rpartition("\n\n")[2] for note in release.notes]
        assert not any(one == next_ for one, next_ in pairwise(ends))


def test_the_texts_need_no_cleaning() -> None:
    for file in files("tui.demo").joinpath("release_notes").iterdir():
        if file.name.endswith(".toml"):
            raw = file.read_text(encoding="utf-8")
            assert clean_text(raw) == raw
            for note in tomllib.loads(raw).get("note", ()):
                for title in (note[key]["title"] for key in ("nl", "en") if key in note):
                    assert clean_line(title) == title


def test_two_organisations_share_one_person(portal: NewPortal) -> None:
    assert [organisation.name for organisation in portal.organisations] == [
        "Voorbeeld BV",
        "Havenlicht Logistiek",
    ]
    first, second = (
        {contact.person_id for contact in organisation.contacts}
        for organisation in portal.organisations
    )
    assert len(first & second) == 1


def test_sixty_contacts_hold_every_combination_of_roles(portal: NewPortal) -> None:
    everyone = contacts(portal)
    assert len(everyone) >= 60
    combinations_held = {contact.roles for contact in everyone if contact.active}
    assert combinations_held == set(
        map(frozenset, chain.from_iterable(combinations(Role, size) for size in range(4)))
    )
    assert any(not contact.active for contact in everyone)
    assert all(contact.job_title and contact.department for contact in everyone)


def test_incident_managers_are_granted_only_where_support_activated_the_role(
    portal: NewPortal,
) -> None:
    for organisation in portal.organisations:
        granted = any(Role.INCIDENT_MANAGER in contact.roles for contact in organisation.contacts)
        assert granted == (Role.INCIDENT_MANAGER in organisation.activated_roles)


def test_every_organisation_has_an_active_administrator(portal: NewPortal) -> None:
    for organisation in portal.organisations:
        assert any(
            contact.active and Role.ADMINISTRATOR in contact.roles
            for contact in organisation.contacts
        )


def test_addresses_are_those_of_nobody(portal: NewPortal) -> None:
    emails = [person.email for person in portal.people]
    assert len(set(emails)) == len(emails)
    assert all(email.isascii() and email.endswith(".example") for email in emails)


def test_every_contact_is_a_person_and_every_person_has_a_place(portal: NewPortal) -> None:
    placed = {contact.person_id for contact in contacts(portal)}
    placed |= {person.id for person in portal.people if person.kind}
    assert placed == {person.id for person in portal.people}


@pytest.mark.parametrize(
    ("name", "person", "roles", "kind"),
    [
        ("employee", "Anna de Vries", {Role.EMPLOYEE}, None),
        ("administrator", "Bram Öz", {Role.ADMINISTRATOR}, None),
        ("incident-manager", "Chaima el Idrissi", {Role.INCIDENT_MANAGER}, None),
        ("none", "Daan Smit", set[Role](), None),
        ("support", "Ahmed Yıldız", None, Kind.SUPPORT),
    ],
)
def test_each_seat_holds_exactly_its_roles(
    portal: NewPortal, name: str, person: str, roles: set[Role] | None, kind: Kind | None
) -> None:
    seat = next(seat for seat in portal.demo_seats if seat.name == name)
    sitter = next(one for one in portal.people if one.id == seat.person_id)
    parts = (sitter.given_name, sitter.surname_prefix, sitter.family_name)
    assert " ".join(part for part in parts if part) == person
    assert sitter.kind == kind
    held = [set(one.roles) for one in contacts(portal) if one.person_id == sitter.id]
    assert held == ([] if roles is None else [roles])


def test_the_five_seats_stand_in_their_order(portal: NewPortal) -> None:
    names = [seat.name for seat in portal.demo_seats]
    assert names == ["employee", "administrator", "incident-manager", "none", "support"]


def test_what_was_noted_of_an_action_makes_sense(portal: NewPortal) -> None:
    published = {
        (release.version, note.anchor): (release.release_date, note.impact)
        for release in releases(portal)
        for note in release.notes
    }
    for organisation in portal.organisations:
        may_act = {
            contact.id: contact.active
            and Permission.RELEASES_ACT in permissions_of(Kind.CONTACT, contact.roles)
            for contact in organisation.contacts
        }
        places = [(action.version, action.anchor) for action in organisation.actions]
        assert len(set(places)) == len(places)
        for action, place in zip(organisation.actions, places, strict=True):
            released, impact = published[place]
            assert impact in (Impact.ACTION_REQUIRED, Impact.STATUTORY)
            assert may_act[action.owner_id or ""]
            if action.done_at:
                assert may_act[action.done_by_id or ""]
                assert released
                assert released < action.done_at.date() < TODAY


def test_the_employee_has_actions_in_every_state(portal: NewPortal) -> None:
    seat = next(seat for seat in portal.demo_seats if seat.name == "employee")
    first = portal.organisations[0]
    (me,) = [each.id for each in first.contacts if each.person_id == seat.person_id]
    mine = [action for action in first.actions if action.owner_id == me]
    assert any(action.done_at for action in mine)
    days = [action.due_on for action in mine if action.due_on and not action.done_at]
    assert min(days) < TODAY < max(days)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_seat_says_its_job_in_both_languages(portal: NewPortal, language: str) -> None:
    i18n.use(language)
    product, organisation = portal.product_name, portal.organisations[0].name
    jobs = [
        i18n.t(seat.job, product=product, organisation=organisation) for seat in portal.demo_seats
    ]
    assert not any(job.startswith("demo.job") for job in jobs)
    assert releases(portal)[0].version in jobs[0]


def test_the_same_day_makes_the_same_demo(portal: NewPortal) -> None:
    assert demo_portal(TODAY) == portal


def test_another_day_moves_the_dates_alone(portal: NewPortal) -> None:
    later = demo_portal(TODAY + timedelta(days=1))
    assert later.people == portal.people
    assert releases(later)[0].release_date == TODAY - timedelta(days=10)


def test_other_content_has_another_number(portal: NewPortal) -> None:
    """Fails where the content changed: raise `CONTENT` of opening.py, and both of `MADE_OF`."""
    assert (CONTENT, fingerprint(portal)) == MADE_OF


def test_the_desk_has_templates_in_both_languages_that_can_all_be_filled_in(
    portal: NewPortal,
) -> None:
    assert sum(bool(each.nl and each.en) for each in portal.templates) >= 4
    for each in portal.templates:
        new = TemplateNew(id=each.id, name=each.name, nl=each.nl, en=each.en)
        assert (new.nl, new.en) == (each.nl, each.en)
        assert PLACEHOLDER.search(new.nl)
