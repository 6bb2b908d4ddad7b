"""Actions as files: what is written can be read again, and says the same."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.hostile import CONTROLS, MARKUP, SEQUENCES
from tui import i18n
from tui.api.cleaning import clean_line, clean_text
from tui.api.ids import new_id
from tui.api.models.actions import Action, ActionState, Colleague
from tui.api.models.releases import Impact, NoteKind, NoteSummary
from tui.exchange.actions import ActionFormat, written
from tui.exchange.tables import harmless
from tui.i18n import formats

NOW = datetime(2026, 11, 25, 0, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
BAKERY, FACTORY = new_id(), new_id()
RELEASES = [new_id(), new_id()]


def _action(title: str = "Leave in hours", area: str = "HRM", **noted: object) -> Action:
    note = NoteSummary(
        id=new_id(),
        release_id=RELEASES[0],
        product="Profit",
        version="Profit 7",
        release_date=date(2026, 11, 12),
        area=area,
        kind=NoteKind.CHANGED,
        impact=Impact.STATUTORY,
        title=title,
        language="en",
        read=False,
    )
    return replace(Action(note=note), **noted)


def _owned(title: str, name: str) -> Action:
    return _action(title, owner=Colleague(id=new_id(), display_name=name))


OPEN = replace(_owned("Leave in hours", "Emma de Vries"), due_on=date(2026, 11, 30), version=2)
LATE = _action("Tokens", due_on=date(2026, 11, 24))
DONE = _action("Tables", "Payroll", done_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
DONE = replace(DONE, done_by="Adam Bakker")
THREE = (OPEN, LATE, DONE)

HOSTILE = st.sampled_from(
    [
        "a\nb", "a\r\nb\r", "a, b; c: d", "END:VCALENDAR", "x\r\nEND:VTODO\r\nEND:VCALENDAR", "\\n",
        "- [ ] x", "# x", "x #", "![x](http://x.example)", "<b>x</b>", "&amp;", "`x`", "**x**",
        "\\", "|", "~~x~~", "1. x", "[x]: y", "---", "=== ", "😀👩‍👩‍👧", "é" * 300, "=1+1",
        "\ufeffx", "+31 6 1234", "", " ", "$x$", "<!-- x", "http://a_b.example/*x*",
        "\ud800", "[x]",
        *CONTROLS, *SEQUENCES, *MARKUP,
    ]
)  # fmt: skip
TEXTS = HOSTILE | st.text(max_size=300)


def _written(actions: Sequence[Action], form: ActionFormat, organisation_id: str = BAKERY) -> str:
    return written(actions, form, organisation_id=organisation_id, now=NOW).decode()


def _rows(actions: Sequence[Action]) -> list[dict[str, str]]:
    text = _written(actions, ActionFormat.CSV).removeprefix("\ufeff")
    return [*csv.DictReader(io.StringIO(text, newline=""))]


def _tasks(actions: Sequence[Action], organisation_id: str = BAKERY) -> list[Component]:
    text = _written(actions, ActionFormat.ICS, organisation_id)
    return Calendar.from_ical(text).walk("VTODO")


def _inlines(actions: Sequence[Action]) -> list[tuple[str, str]]:
    """Return the headings and items of the checklist: their tag, and what a reader sees."""
    tokens = (
        MarkdownIt("commonmark")
        .enable("strikethrough")
        .enable("table")
        .parse(_written(actions, ActionFormat.MARKDOWN))
    )
    return [
        (before.tag, _seen(token)) for before, token in pairwise(tokens) if token.type == "inline"
    ]


def _seen(inline: Token) -> str:
    kinds = {child.type for child in inline.children or ()}
    assert kinds <= {"text", "text_special"}, kinds
    return "".join(child.content for child in inline.children or ())


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest):
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


def test_a_checklist_goes_by_release_and_area() -> None:
    older = replace(LATE, note=replace(LATE.note, release_id=RELEASES[1], version="Profit 6"))
    nowhere = _action("Nowhere", "")
    assert _written((*THREE, nowhere, older), ActionFormat.MARKDOWN) == (
        "# What the releases ask of us\n"
        "\n## Profit 7 (12 November 2026)\n"
        "\n### HRM\n\n"
        "- [ ] Leave in hours\n"
        "  - Owner: Emma de Vries · Due: 30 November 2026\n"
        "- [ ] Tokens\n"
        "  - Due: 24 November 2026\n"
        "\n### Payroll\n\n"
        "- [x] Tables\n"
        "  - Done on: 24 November 2026 · Done by: Adam Bakker\n"
        "\n### No area\n\n"
        "- [ ] Nowhere\n"
        "\n## Profit 6 (12 November 2026)\n"
        "\n### HRM\n\n"
        "- [ ] Tokens\n"
        "  - Due: 24 November 2026\n"
    )


def test_a_table_has_a_row_for_each_with_days_in_the_readers_zone() -> None:
    rows = _rows(THREE)
    assert rows[0] == {
        "Release": "Profit 7",
        "Area": "HRM",
        "What": "Leave in hours",
        "Impact": "Required by law",
        "State": "open",
        "Owner": "Emma de Vries",
        "Due": "2026-11-30",
        "Done on": "",
        "Done by": "",
        "Withdrawn by the vendor": "",
        "Id": OPEN.note.id,
    }
    assert [row["State"] for row in rows] == ["open", "past due", "done"]
    assert (rows[2]["Done on"], rows[2]["Done by"]) == ("2026-11-24", "Adam Bakker")


def test_what_is_due_today_is_not_past_due_yet() -> None:
    today = date(2026, 11, 25)
    due = (date(2026, 11, 24), today, date(2026, 11, 26), None)
    states = [_action(due_on=day).state(today) for day in due]
    assert states == [ActionState.PAST_DUE, *[ActionState.OPEN] * 3]
    assert replace(LATE, done_at=NOW).state(today) is ActionState.DONE


def test_a_calendar_has_a_task_for_each() -> None:
    first, late, done = _tasks(THREE)
    assert (str(first["summary"]), first.decoded("due")) == ("Leave in hours", date(2026, 11, 30))
    assert [str(each) for each in first["categories"].cats] == ["HRM"]
    assert (
        str(first["description"])
        == "Release: Profit 7\nImpact: Required by law\nOwner: Emma de Vries"
    )
    assert [str(each["status"]) for each in (first, late, done)] == [
        "NEEDS-ACTION",
        "NEEDS-ACTION",
        "COMPLETED",
    ]
    assert done.decoded("completed") == DONE.done_at
    assert (first["sequence"], late["sequence"]) == (2, 0)
    assert "DUE;VALUE=DATE:20261130\r\n" in _written(THREE, ActionFormat.ICS)


def test_what_was_withdrawn_is_called_so() -> None:
    note = replace(LATE.note, withdrawn_at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    gone = replace(LATE, note=note)
    assert _rows([gone])[0]["Withdrawn by the vendor"] == "2026-11-20"
    assert "Withdrawn by the vendor: 20 November" in _written([gone], ActionFormat.MARKDOWN)
    assert str(_tasks([gone])[0]["status"]) == "CANCELLED"
    done = replace(gone, done_at=NOW)
    assert str(_tasks([done])[0]["status"]) == "COMPLETED"


def test_a_task_keeps_its_identity_and_that_of_another_organisation_is_another() -> None:
    later = replace(OPEN, version=3, done_at=NOW)
    identities = [str(_tasks([each])[0]["uid"]) for each in (OPEN, later, LATE)]
    assert identities[0] == identities[1] != identities[2]
    assert str(_tasks([OPEN], FACTORY)[0]["uid"]) != identities[0]


def test_the_words_are_the_readers(language: str) -> None:
    files = {form: _written(THREE, form) for form in ActionFormat}
    assert not any("actions.file" in text or "action.state" in text for text in files.values())
    done_by = {"en": "Done by", "nl": "Gedaan door"}[language]
    assert all(done_by in text for text in files.values())
    day = formats.full_day(OPEN.due_on)
    assert {"en": "30 November", "nl": "30 november"}[language] in day
    assert day in files[ActionFormat.MARKDOWN]


def test_nothing_to_do_is_a_file_too() -> None:
    assert _written((), ActionFormat.MARKDOWN) == "# What the releases ask of us\n"
    assert _rows(()) == []
    assert _tasks(()) == []


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_a_table_says_what_it_was_given(title: str, area: str, name: str) -> None:
    (row,) = _rows([replace(_owned(title, name), note=_action(title, area).note)])
    assert [row["What"], row["Area"], row["Owner"]] == [
        harmless(clean_line(text)) for text in (title, area, name)
    ]


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
@example("x\r\nEND:VTODO\r\nBEGIN:VTODO\r\nSUMMARY:y", "a,b;c", "\\,")
def test_a_calendar_says_what_it_was_given(title: str, area: str, name: str) -> None:
    action = replace(_owned(title, name), note=_action(title, area).note)
    (task, other) = _tasks([action, OPEN])
    assert str(task["summary"]) == clean_line(title)
    areas = [str(each) for each in task["categories"].cats] if "categories" in task else []
    assert areas == list(filter(None, [clean_line(area)]))
    told = str(task["description"]).split("\n")
    owner = [f"Owner: {clean_line(name)}"] if clean_line(name) else []
    assert told == ["Release: Profit 7", "Impact: Required by law", *owner]
    assert str(other["summary"]) == "Leave in hours"
    lines = _written([action], ActionFormat.ICS).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
@example("www.example.com <http://x.example>", "x #", "*x*")
def test_a_checklist_says_what_it_was_given(title: str, area: str, name: str) -> None:
    action = replace(_owned(title, name), note=_action(title, area).note)
    heading, release, *rest = _inlines([action])
    assert (heading, release) == (
        ("h1", "What the releases ask of us"),
        ("h2", "Profit 7 (12 November 2026)"),
    )
    assert rest[0] == ("h3", clean_line(area) or "No area")
    assert [seen for _, seen in rest[1:]] == [
        f"[ ] {clean_line(title)}".rstrip(),
        *([f"Owner: {clean_line(name)}"] if clean_line(name) else []),
    ]


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(ActionFormat))
def test_no_file_holds_what_steers_a_terminal(title: str, area: str, form: ActionFormat) -> None:
    text = _written([_action(title, area)], form).removeprefix("\ufeff").replace("\r\n", "\n")
    if form is ActionFormat.ICS:
        text = text.replace("\n ", "")
    assert clean_text(text) == text
