"""`releases list`, `search`, `show` and `profile show`: for scripts and for people."""

import json
import shutil
import sys
from os import terminal_size
from pathlib import Path

import pytest

from tests.cli.conftest import Klantportal, Terminal
from tui.__main__ import main
from tui.api.ids import new_id

DEMO = ("--portal", "demo", "--as", "employee")


@pytest.fixture
def filled(own_portal: None, klantportal: Klantportal, notes: Path) -> None:
    """An own portal with three notes."""
    assert klantportal("import", "releases", notes).code == 0


@pytest.mark.usefixtures("filled")
def test_a_list_is_one_line_a_note_with_the_same_fields(klantportal: Klantportal) -> None:
    rows = [line.split("\t") for line in klantportal("--lang", "nl", "releases", "list").lines]
    assert {len(row) for row in rows} == {9}
    assert [row[8] for row in rows] == ["Bank link", "Filter kept", "Old mail merge"]
    assert rows[0][1:7] == ["Profit", "7", "2024-06-05", rows[0][4], "added", rows[0][6]]
    assert rows[2][3] == "2024-03-01"


@pytest.mark.usefixtures("filled")
def test_the_json_of_a_list_has_items_total_and_next(klantportal: Klantportal) -> None:
    document = klantportal("releases", "list", "--limit", "2", "--json").document
    assert set(document) == {"items", "total", "total_exact", "next"}
    assert (len(document["items"]), document["total"], document["total_exact"]) == (2, 3, True)
    rest = klantportal("releases", "list", "--after", document["next"], "--json").document
    assert [item["title"] for item in rest["items"]] == ["Old mail merge"]
    assert rest["next"] is None


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (["--release", "6"], ["Old mail merge"]),
        (["--kind", "fixed"], ["Filter kept"]),
        (["--product", "Nothing"], []),
        (["--sort", "oldest", "--limit", "1"], ["Old mail merge"]),
    ],
)
def test_filters_narrow(klantportal: Klantportal, filters: list[str], titles: list[str]) -> None:
    listed = klantportal("releases", "list", *filters, "--json")
    assert [item["title"] for item in listed.document["items"]] == titles


@pytest.mark.usefixtures("filled")
def test_search_finds_words_and_their_beginnings(klantportal: Klantportal) -> None:
    document = klantportal("releases", "search", "psd", "--json").document
    assert [item["title"] for item in document["items"]] == ["Bank link"]
    assert (document["total"], document["next"]) == (1, None)
    (line,) = klantportal("releases", "search", "bank", "psd").lines
    assert len(line.split("\t")) == 10
    assert klantportal("releases", "search", "nothing").lines == []


@pytest.mark.usefixtures("filled")
def test_showing_a_note_writes_markdown_and_marks_nothing(klantportal: Klantportal) -> None:
    before = klantportal("releases", "list").out
    note_id = before.partition("\t")[0]
    shown = klantportal("releases", "show", note_id)
    assert shown.out.startswith("# Bank link\n")
    assert "Now by PSD2." in shown.out
    assert "5 June 2024" in shown.out
    assert "5 juni 2024" in klantportal("--lang", "nl", "releases", "show", note_id).out
    assert klantportal("releases", "show", note_id, "--json").document["id"] == note_id
    assert klantportal("releases", "list").out == before


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "note_id", [new_id(), "1042", "' or 1=1 --", "\x00"], ids=["random", "number", "sql", "nul"]
)
def test_a_note_that_is_not_there_is_refused(klantportal: Klantportal, note_id: str) -> None:
    refused = klantportal("releases", "show", note_id)
    assert refused.code == 1
    assert "releases list" in refused.err


@pytest.mark.usefixtures("filled")
def test_a_cursor_of_nothing_is_refused_by_name(klantportal: Klantportal) -> None:
    refused = klantportal("releases", "list", "--after", "x")
    assert refused.code == 1
    assert "invalid." not in refused.err


@pytest.mark.usefixtures("filled")
def test_on_a_terminal_people_get_columns_in_their_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for columns, with_id in ((80, False), (160, True)):
        stream = Terminal()
        size = terminal_size((columns, 24))
        monkeypatch.setattr(shutil, "get_terminal_size", lambda size=size: size)
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", stream)
            assert main(["--lang", "nl", "releases", "list"]) == 0
        lines = stream.getvalue().splitlines()
        assert all(len(line) <= columns for line in lines)
        assert "Opgelost" in stream.getvalue()
        assert "5 jun 2024" in lines[0]
        assert ("-7" in lines[0]) is with_id


def test_the_demo_is_read_as_one_of_its_people(klantportal: Klantportal) -> None:
    document = klantportal(*DEMO, "releases", "list", "--limit", "201", "--json").document
    assert document["total"] >= 250
    assert len({item["id"] for item in document["items"]}) == 201
    assert document["next"]
    unread = klantportal(*DEMO, "releases", "list", "--unread", "--json").document
    assert 0 < unread["total"] < document["total"]


def test_the_demo_needs_to_know_who_one_is(klantportal: Klantportal) -> None:
    refused = klantportal("--portal", "demo", "releases", "list")
    assert refused.code == 3
    assert "--as" in refused.err


@pytest.mark.parametrize("language", ["en", "nl"])
def test_who_may_not_read_is_told_why_and_whom_to_ask(
    klantportal: Klantportal, language: str
) -> None:
    refused = klantportal(
        "--portal", "demo", "--as", "none", "--lang", language, "releases", "list"
    )
    assert refused.code == 1
    assert refused.out == ""
    assert "error." not in refused.err
    assert {"en": "Who can", "nl": "Wie dat"}[language] in refused.err


def test_the_profile_tells_each_right(klantportal: Klantportal) -> None:
    rows = dict(line.split("\t") for line in klantportal(*DEMO, "profile", "show").lines)
    assert rows["releases.read"] == "yes"
    assert rows["invoices.read"] == "no"
    document = klantportal(*DEMO, "profile", "show", "--json").document
    denied = {right["permission"]: right["denial"] for right in document["rights"]}
    assert denied["releases.read"] is None
    assert denied["invoices.read"]["people"]


def test_the_profile_reads_well_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        assert main([*DEMO, "--lang", "nl", "profile", "show"]) == 0
    assert "Wat je mag" in stream.getvalue()
    assert "\n  releasenotes lezen\n" in stream.getvalue()
    assert "\nNiet aan jou toegekend; vraag " in stream.getvalue()
    assert "permission." not in stream.getvalue()


def test_head_ends_a_long_list_quietly(klantportal_process: Klantportal) -> None:
    done = klantportal_process(*DEMO, "releases", "list", "--limit", "3", "--json")
    assert done.code == 0, done.err
    assert len(json.loads(done.out)["items"]) == 3


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("option", ["release", "product", "area"])
def test_a_filter_that_is_too_long_is_named_with_what_fits(
    klantportal: Klantportal, option: str, language: str
) -> None:
    refused = klantportal("--lang", language, "releases", "list", f"--{option}", "x" * 301)
    assert refused.code == 1
    assert f"{option}: " in refused.err
    assert "300" in refused.err
    assert "xxx" not in refused.err


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "argv", [("search", "x" * 5000), ("list", "--after", "x" * 5000), ("show", "x" * 5000)]
)
def test_other_long_words_are_answered_too(klantportal: Klantportal, argv: tuple[str, ...]) -> None:
    assert klantportal("releases", *argv).code in (0, 1)
