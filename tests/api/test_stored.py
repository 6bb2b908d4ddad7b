"""What this program keeps of records on the machine, and reads back as if a stranger wrote it."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from tests.fakes import FakeEntrance, note
from tests.hostile import CASES, Case
from tui.api.models import stored, wire
from tui.api.models.record import record
from tui.api.models.releases import Impact, NoteSummary
from tui.api.models.session import Language, Session, Theme
from tui.api.models.text import LINE_LENGTH
from tui.api.policy import Role

SESSION = replace(
    FakeEntrance(roles=Role).session,
    language=Language.DUTCH,
    theme=Theme.LIGHT,
    time_zone="Europe/Amsterdam",
)
NOTE = note(7, corrected_at=datetime(2026, 11, 1, 9, 30, tzinfo=UTC))
ROW = NoteSummary(**{each.name: getattr(NOTE, each.name) for each in fields(NoteSummary)})


def _kept(kind: type, value: object) -> dict:
    return json.loads(json.dumps(stored.plain(kind, value)))


@pytest.mark.parametrize(("kind", "value"), [(Session, SESSION), (NoteSummary, ROW)])
def test_a_record_is_read_back_as_it_was(kind: type, value: object) -> None:
    assert stored.read(kind, _kept(kind, value)) == value


def test_of_a_note_only_the_row_is_kept() -> None:
    assert "body" not in _kept(NoteSummary, NOTE)
    assert stored.read(NoteSummary, _kept(NoteSummary, NOTE)) == ROW


@pytest.mark.parametrize("case", CASES, ids=repr)
def test_a_text_is_cleaned_as_one_from_a_portal_is(case: Case) -> None:
    row = _kept(NoteSummary, ROW) | {"title": case.text[:LINE_LENGTH]}
    assert stored.read(NoteSummary, row) == wire.parse(NoteSummary, row)


def test_a_word_of_a_newer_program_is_taken_as_it_is() -> None:
    row = stored.read(NoteSummary, _kept(NoteSummary, ROW) | {"impact": "moon_landing"})
    assert row.impact == "moon_landing"
    assert not row.impact.is_known
    assert isinstance(row.impact, Impact)


def test_what_an_older_program_did_not_keep_is_as_if_nothing_were_said_of_it() -> None:
    kept = _kept(NoteSummary, ROW)
    del kept["bookmarked"]
    assert stored.read(NoteSummary, kept | {"made_of": "stars"}) == ROW


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "../../etc/passwd"},
        {"id": None},
        {"title": 3},
        {"title": "x" * 301},
        {"read": "yes"},
        {"read": 1},
        {"kind": "No Word"},
        {"kind": ["added"]},
        {"allowed": "mark"},
        {"allowed": [{}]},
        {"release_date": "yesterday"},
        {"release_date": 3},
        {"corrected_at": "2026-11-01T09:30"},
        {"corrected_at": "9999-99-99"},
    ],
    ids=str,
)
def test_a_value_of_another_kind_is_no_record(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no NoteSummary"):
        stored.read(NoteSummary, _kept(NoteSummary, ROW) | wrong)


@pytest.mark.parametrize("nothing", [None, [], "x", {}, {"title": "x"}], ids=repr)
def test_what_is_not_whole_is_no_record(nothing: object) -> None:
    with pytest.raises(ValueError, match="no NoteSummary"):
        stored.read(NoteSummary, nothing)


def test_a_field_that_nobody_can_read_is_found_before_it_is_kept() -> None:
    @record
    class Odd:
        number: complex

    with pytest.raises(NotImplementedError):
        stored.plain(Odd, Odd(number=1j))
