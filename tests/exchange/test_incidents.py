"""Incidents as files: what is written can be read again, and says the same."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.fake_incidents import incident, summary
from tests.hostile import CONTROLS, FORMULAS, MARKUP, SEQUENCES, SURROGATES
from tui import i18n
from tui.api.cleaning import clean_line, clean_text
from tui.api.models.actions import Colleague
from tui.api.models.incidents import IncidentSummary
from tui.exchange.incidents import COLUMNS, DESK_COLUMNS, IncidentFormat, written
from tui.exchange.tables import harmless

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ONE = replace(
    summary(incident(2, assignee="Ahmed Yıldız")),
    created_at=datetime(2026, 11, 20, 8, 5, tzinfo=UTC),
    updated_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
)
NAMES = (
    "Number", "Subject", "Status", "Priority", "Type", "Area", "Opened by", "Support",
    "Opened", "Last changed", "Id",
)  # fmt: skip
CELLS = (
    "2", "Wage run 2 stops at 40 %", "waiting for you", "high", "outage", "Finance",
    "Anna de Vries", "Ahmed Yıldız", "2026-11-20 09:05", "2026-11-23 00:30", ONE.id,
)  # fmt: skip
PIPES = ("|", "a | b", "\\|", "\\\\|", "x\\", "|\n|---|\n| y |", "a\r\nb", "`|`", "\u2028|")
HOSTILE = st.sampled_from([*PIPES, *FORMULAS, *CONTROLS, *SEQUENCES, *MARKUP, "\x1b[31m", "", " "])
TEXTS = HOSTILE | st.text(max_size=100)


def _named(subject: str, area: str, name: str) -> IncidentSummary:
    requester = Colleague(id=ONE.requester.id, display_name=name)
    return replace(ONE, subject=subject, product_area=area, requester=requester)


def _written(incidents: Sequence[IncidentSummary], form: IncidentFormat) -> str:
    return written(incidents, form, AMSTERDAM).decode()


def _csv(incidents: Sequence[IncidentSummary]) -> list[list[str]]:
    text = _written(incidents, IncidentFormat.CSV).removeprefix("\ufeff")
    return [*csv.reader(io.StringIO(text, newline=""))]


def _markdown(incidents: Sequence[IncidentSummary]) -> list[list[str]]:
    """Return what a reader sees in the cells of each row of the table, which is all there is."""
    tokens = (
        MarkdownIt("commonmark")
        .enable("table")
        .enable("strikethrough")
        .parse(_written(incidents, IncidentFormat.MARKDOWN))
    )
    assert (tokens[0].type, tokens[-1].type) == ("table_open", "table_close")
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {"text", "text_special"}
            rows[-1].append("".join(child.content for child in children))
    return rows


def test_the_tables_have_a_row_for_each_with_moments_in_the_readers_zone() -> None:
    assert _csv([ONE, ONE]) == [[*NAMES], [*CELLS], [*CELLS]]
    assert _markdown([ONE, ONE]) == [[*NAMES], [*CELLS], [*CELLS]]


def test_data_says_the_same_whoever_saved_it() -> None:
    text = _written([ONE], IncidentFormat.JSON)
    assert json.loads(text) == [
        {
            "number": 2,
            "subject": "Wage run 2 stops at 40 %",
            "status": "pending",
            "priority": "high",
            "type": "outage",
            "area": "Finance",
            "requester": "Anna de Vries",
            "assignee": "Ahmed Yıldız",
            "created": "2026-11-20T08:05:00+00:00",
            "updated": "2026-11-22T23:30:00+00:00",
            "id": ONE.id,
        }
    ]
    i18n.use("nl")
    try:
        assert written([ONE], IncidentFormat.JSON, UTC).decode() == text
    finally:
        i18n.use("en")


def test_a_file_of_the_desk_says_whose_each_is_in_the_words_of_the_desk() -> None:
    hostile = replace(ONE, organisation_name="=Haven\x1b[31m|licht")
    table, rows, data = (
        written([hostile], form, AMSTERDAM, for_vendor=True).decode() for form in IncidentFormat
    )
    heads, cells = csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
    told = ["'=Haven[31m|licht", *CELLS]
    told[told.index("waiting for you")] = "with customer"
    assert (heads, cells) == (["Customer", *NAMES], told)
    assert "licht | 2 | Wage run 2" in rows
    (fact,) = json.loads(data)
    assert [*fact] == [*DESK_COLUMNS]
    assert (fact["customer"], fact["status"]) == ("=Haven[31m|licht", "pending")


@pytest.mark.parametrize("form", IncidentFormat)
def test_an_own_file_does_not_name_the_customer(form: IncidentFormat) -> None:
    assert "Voorbeeld BV" not in _written([ONE], form)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("form", [IncidentFormat.CSV, IncidentFormat.MARKDOWN])
def test_the_words_of_a_table_are_the_readers(language: str, form: IncidentFormat) -> None:
    i18n.use(language)
    try:
        text = _written([ONE], form)
    finally:
        i18n.use("en")
    assert {"en": "Last changed", "nl": "Laatst gewijzigd"}[language] in text
    assert {"en": "waiting for you", "nl": "wacht op jou"}[language] in text
    assert "incident.file" not in text


def test_no_incident_is_a_file_too() -> None:
    assert _csv([]) == [[*NAMES]]
    assert _markdown([]) == [[*NAMES]]
    assert json.loads(_written([], IncidentFormat.JSON)) == []


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
@example("=1+1", "\x1b=1+1", "@SUM(1+1)")
def test_no_cell_of_a_spreadsheet_is_a_formula(subject: str, area: str, name: str) -> None:
    row = dict(zip(COLUMNS, _csv([_named(subject, area, name)])[1], strict=True))
    assert [row["subject"], row["area"], row["requester"]] == [
        harmless(clean_line(text)) for text in (subject, area, name)
    ]


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
@example("a | b", "x\\", "\\|")
@example("|\n|---|\n| y |", "![x](http://x.example)", "<b>x</b>")
def test_a_table_in_markdown_says_what_it_was_given(subject: str, area: str, name: str) -> None:
    _, row, other = _markdown([_named(subject, area, name), ONE])
    told = dict(zip(COLUMNS, row, strict=True))
    assert [told["subject"], told["area"], told["requester"]] == [
        clean_line(text) for text in (subject, area, name)
    ]
    assert other == [*CELLS]


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_data_says_what_it_was_given(subject: str, area: str, name: str) -> None:
    (told,) = json.loads(_written([_named(subject, area, name)], IncidentFormat.JSON))
    assert [told["subject"], told["area"], told["requester"]] == [
        clean_line(text) for text in (subject, area, name)
    ]


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(IncidentFormat))
def test_no_file_holds_what_steers_a_terminal(subject: str, form: IncidentFormat) -> None:
    text = _written([_named(subject, "", "")], form).removeprefix("\ufeff").replace("\r\n", "\n")
    assert clean_text(text) == text


@pytest.mark.parametrize("half", SURROGATES, ids=ascii)
@pytest.mark.parametrize("form", IncidentFormat)
def test_half_a_character_breaks_no_file(half: str, form: IncidentFormat) -> None:
    assert ONE.id in _written([_named(half, half, half)], form)
