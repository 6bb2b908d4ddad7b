"""`incidents`: listed, shown, answered and closed from the command line."""

import pytest

from tests.cli.conftest import Klantportal, Result
from tests.cli.incidents import submitted
from tests.contract.world import identity

LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
NOBODY = identity(0xDEAD)


def _numbers(result: Result) -> list[int]:
    return [int(line.split("\t")[1]) for line in result.lines]


# The list


def test_a_list_is_one_line_an_incident_with_the_same_fields(incidents: Klantportal) -> None:
    made = submitted(incidents, "Wage run\tstops", "--type", "error", "--priority", "urgent")
    (line,) = incidents("list").lines
    id_, *told = line.split("\t")
    assert (id_, len(told)) == (made["id"], 10)
    assert told[:5] == ["1", "new", "error", "urgent", "read"]
    assert told[7:] == ["Anna de Vries", "", "Wage run stops"]


def test_the_json_of_a_list_has_items_total_and_next(incidents: Klantportal) -> None:
    for number in range(3):
        submitted(incidents, f"Subject {number}")
    first = incidents("list", "--limit", "2", "--sort", "number", "--json").document
    assert ([each["number"] for each in first["items"]], first["total"]) == ([3, 2], 3)
    rest = incidents("list", "--sort", "number", "--after", first["next"], "--json").document
    assert ([each["number"] for each in rest["items"]], rest["next"]) == ([1], None)


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (["--mine"], [3, 2, 1]),
        (["--unread"], []),
        (["--state", "current"], [3, 2]),
        (["--state", "ended"], [1]),
        (["--status", "closed"], [1]),
        (["--type", "wish"], [2]),
        (["--priority", "high"], [3]),
        (["--type", "wish", "--priority", "high"], []),
        (["--words", "pressing stop"], [3]),
        (["--words", "a wish", "--state", "ended"], []),
    ],
    ids=str,
)
def test_filters_narrow(incidents: Klantportal, filters: list[str], numbers: list[int]) -> None:
    submitted(incidents)
    submitted(incidents, "A wish", "--type", "wish")
    submitted(incidents, "Pressing", "--priority", "high")
    assert incidents("close", "1").code == 0
    assert _numbers(incidents("list", "--sort", "number", *filters)) == numbers


@LANGUAGES
def test_a_person_gets_columns_and_words(
    incidents: Klantportal, at_a_terminal: Klantportal, language: str
) -> None:
    argv = ("--lang", language, "incidents", "list")
    empty = at_a_terminal(*argv)
    assert (empty.code, empty.out, "incidents new" in empty.err) == (0, "", True)
    submitted(incidents)
    shown = at_a_terminal(*argv)
    assert "Wage run stops" in shown.out
    assert {"en": "new", "nl": "ingestuurd"}[language] in shown.out


@LANGUAGES
@pytest.mark.parametrize(
    "argv",
    [
        ("list", "--status", "late"),
        ("list", "--limit", "0"),
        ("show",),
        ("show", "twelve"),
        ("new", "--text", "x"),
        ("new", "--subject", "x"),
        ("new", "--subject", "x", "-", "--text", "x"),
        ("reply", "1"),
        ("close", "1", "--rating", "6"),
        ("forget", "1"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_a_usage_error(
    klantportal: Klantportal, argv: tuple[str, ...], language: str
) -> None:
    refused = klantportal("--lang", language, "incidents", *argv)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err
    assert "cli." not in refused.err


def test_words_that_are_too_long_are_named(incidents: Klantportal) -> None:
    refused = incidents("list", "--words", "x" * 301)
    assert (refused.code, refused.out, "  words: " in refused.err) == (1, "", True)


# One incident


@pytest.mark.parametrize("name", ["1", "#1", "id"])
def test_an_incident_is_shown_by_its_number_or_its_id(incidents: Klantportal, name: str) -> None:
    made = submitted(incidents, "Wage run stops", "--area", "Payroll", "--reference", "B-12")
    incidents("reply", "1", "--text", "Still so.")
    shown = incidents("show", made["id"] if name == "id" else name)
    assert shown.out.startswith("# 1  Wage run stops\n\n- Status: new\n- Type: question\n")
    assert "- Area: Payroll\n" in shown.out
    assert "\n\nIt **stops**.\n\n## " in shown.out
    assert shown.out.endswith("Anna de Vries\n\nStill so.\n")


def test_the_json_of_one_has_its_conversation(incidents: Klantportal) -> None:
    made = submitted(incidents)
    incidents("reply", "1", "--text", "Still so.")
    incidents("close", "1", "--rating", "4")
    document = incidents("show", "1", "--json").document
    assert (document["id"], document["description"], document["rating"]) == (
        made["id"],
        "It **stops**.",
        4,
    )
    kinds = [(each["kind"], each["after"]) for each in document["entries"]]
    assert kinds == [("comment", ""), ("status", "closed"), ("rating", "4")]


@LANGUAGES
@pytest.mark.parametrize("verb", [("show",), ("reply", "--text", "x"), ("close",)], ids=" ".join)
@pytest.mark.parametrize("name", ["2", "999999999", NOBODY])
def test_what_does_not_exist_is_told_alike(
    incidents: Klantportal,
    klantportal: Klantportal,
    verb: tuple[str, ...],
    name: str,
    language: str,
) -> None:
    submitted(incidents)
    asked, *more = verb
    refused = klantportal("--lang", language, "incidents", asked, name, *more)
    assert (refused.code, refused.out) == (1, "")
    assert name in refused.err
    assert "klantportal incidents list" in refused.err


# Answering and closing


def test_a_reply_is_its_id_and_the_number(incidents: Klantportal) -> None:
    submitted(incidents)
    replied = incidents("reply", "1", "-", stdin="Still so.\n")
    id_, number = replied.out.rstrip("\n").split("\t")
    (entry,) = incidents("show", "1", "--json").document["entries"]
    assert (number, entry["id"], entry["body"]) == ("1", id_, "Still so.")
    document = incidents("reply", "1", "--text", "More.", "--json").document
    assert (document["body"], document["by_vendor"]) == ("More.", False)


def test_closing_rates(incidents: Klantportal) -> None:
    submitted(incidents)
    closed = incidents("close", "1", "--rating", "5", "--json").document
    assert (closed["status"], closed["rating"]) == ("closed", 5)
    submitted(incidents)
    assert incidents("close", "2").out.split("\t")[1:3] == ["2", "closed"]


@LANGUAGES
@pytest.mark.parametrize("verb", [("reply", "--text", "x"), ("close",)], ids=" ".join)
def test_what_is_closed_is_said_to_be(
    klantportal: Klantportal, incidents: Klantportal, verb: tuple[str, ...], language: str
) -> None:
    submitted(incidents)
    incidents("close", "1")
    asked, *more = verb
    refused = klantportal("--lang", language, "incidents", asked, "1", *more)
    assert (refused.code, refused.out) == (1, "")
    assert {"en": "is closed now", "nl": "is nu gesloten"}[language] in refused.err
