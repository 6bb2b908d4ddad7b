"""`releases actions`: for scripts, as files, and one by one."""

import errno
import os
import shutil
import sys
from os import terminal_size
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.conftest import Klantportal, Result, Terminal
from tests.contract.stage import short
from tests.contract.world import identity
from tui import whole_files
from tui.__main__ import main

NOBODY = identity(0xDEAD)
DEMO = ("--portal", "demo", "--as", "employee")
SUFFIXES = pytest.mark.parametrize("suffix", ["md", "csv", "ics"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def actions(klantportal: Klantportal) -> Klantportal:
    """Run `releases actions` in the demo."""

    def run(*argv: object, stdin: str = "") -> Result:
        return klantportal(*DEMO, "--lang", "nl", "releases", "actions", *argv, stdin=stdin)

    return run


def _titles(result: Result) -> list[str]:
    return [line.split("\t")[-1] for line in result.lines]


def _id(actions: Klantportal, *filters: str) -> str:
    return actions(*filters, "--limit", "1").out.partition("\t")[0]


# The list


def test_a_list_is_one_line_an_action_with_the_same_fields(actions: Klantportal) -> None:
    rows = [line.split("\t") for line in actions().lines]
    assert {len(row) for row in rows} == {11}
    assert len(rows) == 22
    _, *told, due = rows[0][:8]
    assert told == ["Profit", "Profit 7", "HRM", "action_required", "open", "Anna de Vries"]
    assert len(due) == len("2026-01-31")
    assert rows[0][8:] == ["", "", "Verlof in uren per dag"]


def test_states_and_owner_and_release_narrow(actions: Klantportal) -> None:
    every = _titles(actions())
    done, open_ = _titles(actions("--state", "done")), _titles(actions("--state", "open"))
    assert sorted(done + open_) == sorted(every)
    assert set(_titles(actions("--state", "past_due"))) < set(open_)
    mine = [line.split("\t")[6] for line in actions("--mine").lines]
    assert {*mine} == {"Anna de Vries"}
    assert len(_titles(actions("--release", "Profit 7"))) == 7


def test_the_json_of_a_list_has_items_total_and_next(actions: Klantportal) -> None:
    first = actions("--limit", "20", "--json").document
    assert (len(first["items"]), first["total"], first["total_exact"]) == (20, 22, True)
    assert first["items"][0]["owner"]["display_name"] == "Anna de Vries"
    assert first["items"][0]["allowed"] == ["edit"]
    rest = actions("--after", first["next"], "--json").document
    assert (len(rest["items"]), rest["next"]) == (2, None)


@pytest.mark.parametrize("columns", [80, 120])
def test_a_person_gets_columns_that_fit(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    stream = Terminal()
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: terminal_size((columns, 24)))
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        assert main([*DEMO, "--lang", "nl", "releases", "actions"]) == 0
    lines = stream.getvalue().splitlines()
    assert max(map(len, lines)) <= columns
    assert {line[:3] for line in lines} == {"[ ]", "[x]", "[!]"}
    assert "Verlof in uren per dag" in lines[0]


def test_nothing_that_fits_is_said(actions: Klantportal, monkeypatch: pytest.MonkeyPatch) -> None:
    argv = [*DEMO, "--lang", "nl", "releases", "actions", "--mine", "--release", "Profit 3"]
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", Terminal())
        assert main(argv) == 0
    assert actions(*argv[7:]).out == ""


@LANGUAGES
def test_a_release_that_does_not_exist_is_an_error(klantportal: Klantportal, language: str) -> None:
    asked = ("releases", "actions", "--release", "Profit 99")
    refused = klantportal(*DEMO, "--lang", language, *asked)
    assert (refused.code, refused.out) == (1, "")
    assert {"en": "no release Profit 99", "nl": "geen release Profit 99"}[language] in refused.err


@LANGUAGES
@pytest.mark.parametrize("person", ["none", "support"])
def test_who_may_not_is_told_why(klantportal: Klantportal, person: str, language: str) -> None:
    refused = klantportal(
        "--portal", "demo", "--as", person, "--lang", language, "releases", "actions"
    )
    assert (refused.code, refused.out) == (1, "")
    assert refused.err
    assert "error." not in refused.err


# One action


def test_an_action_is_shown_given_an_owner_and_a_day_and_ticked_off(actions: Klantportal) -> None:
    id_ = _id(actions, "--mine", "--state", "open")
    before = actions(id_, "--json").document
    edited = actions(id_, "--owner", "bart schouten", "--due", "2027-01-31", "--json").document
    assert edited["owner"]["display_name"] == "Bart Schouten"
    assert (edited["due_on"], edited["version"]) == ("2027-01-31", before["version"] + 1)
    assert edited["note"] == before["note"]
    done = actions(id_, "--done").out.split("\t")
    assert (done[0], done[5], done[9]) == (id_, "done", "Anna de Vries")
    opened = actions(id_, "--open", "--owner", "", "--due", "", "--json").document
    assert (opened["owner"], opened["due_on"], opened["done_at"]) == (None, None, None)
    assert actions(id_, "--json").document == opened


@pytest.mark.parametrize("typed", ["Bárt Schouten", "SCHÖUTEN"])
def test_an_owner_is_found_whatever_the_case_and_accents(actions: Klantportal, typed: str) -> None:
    owner = actions(_id(actions), "--owner", typed, "--json").document["owner"]
    assert owner["display_name"] == "Bart Schouten"


@pytest.mark.parametrize("me", ["me", "ME", "anna.devries@voorbeeld.example"])
def test_oneself_is_an_owner_too(actions: Klantportal, me: str) -> None:
    id_ = _id(actions, "--release", "Profit 6")
    owner = actions(id_, "--owner", me, "--json").document["owner"]
    assert owner["display_name"] == "Anna de Vries"
    assert actions(id_, "--owner", owner["id"], "--json").document["owner"] == owner


@LANGUAGES
@pytest.mark.parametrize(
    ("owner", "words"),
    [
        ("Niemand", {"en": "None of your colleagues", "nl": "Geen van je collega's"}),
        ("van der", {"en": "more than one", "nl": "meer dan één"}),
        ("{x}", {"en": "None of your colleagues", "nl": "Geen van je collega's"}),
        (NOBODY, {"en": "None of your colleagues", "nl": "Geen van je collega's"}),
    ],
)
def test_an_owner_who_is_not_clear_changes_nothing(
    klantportal: Klantportal, owner: str, words: dict[str, str], language: str
) -> None:
    asked = (*DEMO, "--lang", language, "releases", "actions")
    id_ = _id(lambda *argv: klantportal(*asked, *argv))
    before = klantportal(*asked, id_).out
    refused = klantportal(*asked, id_, "--owner", owner, "--done")
    assert (refused.code, refused.out) == (1, "")
    assert words[language] in refused.err
    assert klantportal(*asked, id_).out == before


def test_a_name_that_is_not_clear_comes_with_the_choices(actions: Klantportal) -> None:
    refused = actions(_id(actions), "--owner", "van der")
    assert "\n  Zoë van der Berg (" in refused.err
    assert "\n  Hanneke van der Meer (" in refused.err


@pytest.mark.parametrize("wrong", ["", "x", NOBODY, "' OR 1=1 --", "x" * 5000], ids=short)
def test_an_action_that_does_not_exist_is_not_found(actions: Klantportal, wrong: str) -> None:
    for change in ([], ["--done"]):
        refused = actions(wrong, *change)
        assert (refused.code, refused.out) == (1, "")


def test_a_note_that_asks_nothing_is_not_found(klantportal: Klantportal) -> None:
    asked = ("releases", "list", "--impact", "none", "--limit", "1")
    id_ = klantportal(*DEMO, *asked).out.partition("\t")[0]
    assert klantportal(*DEMO, "releases", "actions", id_, "--done").code == 1


@LANGUAGES
@pytest.mark.parametrize(
    "argv",
    [
        ("--done",),
        ("--owner", ""),
        ("ID", "--mine"),
        ("ID", "--output", "x.md"),
        ("ID", "--due", "31-01-2026"),
        ("ID", "--done", "--open"),
        ("--json", "--format", "csv"),
        ("--output", "x.pdf"),
        ("--state", "late"),
    ],
    ids=" ".join,
)
def test_what_does_not_belong_together_is_said(
    klantportal: Klantportal, argv: tuple[str, ...], language: str
) -> None:
    asked = (*DEMO, "--lang", language, "releases", "actions")
    id_ = _id(lambda *more: klantportal(*asked, *more))
    refused = klantportal(*asked, *(id_ if word == "ID" else word for word in argv))
    assert (refused.code, refused.out) == (2, "")
    assert refused.err
    assert "cli." not in refused.err
    assert not Path("x.md").exists()


# Files


@SUFFIXES
def test_a_file_holds_every_action_and_standard_output_the_same(
    actions: Klantportal, tmp_path: Path, suffix: str
) -> None:
    place = tmp_path / f"acties.{suffix}"
    assert actions("--output", place).code == 0
    text = place.read_bytes().decode()
    told = Calendar.from_ical(text).walk("VTODO") if suffix == "ics" else text.splitlines()
    if suffix == "ics":
        assert len(told) == len(actions("--state", "open").lines)
    else:
        titles = _titles(actions())
        assert all(any(title in line for line in told) for title in titles)
        form = {"md": "markdown"}.get(suffix, suffix)
        assert actions("--format", form).out == text


def test_a_file_says_what_the_filters_leave(actions: Klantportal, tmp_path: Path) -> None:
    place = tmp_path / "x.ics"
    actions("--state", "done", "--release", "Profit 4", "--format", "ics", "--output", place)
    tasks = Calendar.from_ical(place.read_bytes()).walk("VTODO")
    assert [str(each["status"]) for each in tasks] == ["COMPLETED"] * 3
    assert actions("--format", "markdown", "--limit", "1").out.count("- [") == 1


@LANGUAGES
def test_a_file_that_is_there_is_replaced_only_by_force(
    klantportal: Klantportal, tmp_path: Path, language: str
) -> None:
    place = tmp_path / "x.md"
    place.write_text("mine")
    asked = (*DEMO, "--lang", language, "releases", "actions", "--output", place)
    refused = klantportal(*asked)
    assert (refused.code, refused.out, place.read_text()) == (1, "", "mine")
    assert "--force" in refused.err
    assert klantportal(*asked, "--force").code == 0
    title = {"en": "# What the releases ask of us", "nl": "# Wat de releases van ons vragen"}
    assert place.read_text().splitlines()[0] == title[language]


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(
    actions: Klantportal, tmp_path: Path
) -> None:
    place, link = tmp_path / "x.md", tmp_path / "link.md"
    place.write_text("mine")
    link.symlink_to(place)
    assert actions("--output", link).code == 1
    assert actions("--output", link, "--force").code == 0
    assert link.is_symlink()
    assert place.read_text().startswith("# ")


def test_nothing_but_a_regular_file_is_written_over(actions: Klantportal, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    for place, form in ((tmp_path, ["--format", "csv"]), (pipe, [])):
        assert actions("--output", place, "--force", *form).code == 1
    assert pipe.is_fifo()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_full_disk_leaves_no_half_file(
    actions: Klantportal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: list[str]
) -> None:
    place = tmp_path / "x.md"
    if force:
        place.write_text("mine")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(whole_files.os, "fsync", full)
        refused = actions("--output", place, *force)
    assert refused.code == 1
    assert str(place) in refused.err
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".x", "x"))] == (
        ["x.md"] if force else []
    )
    assert not force or place.read_text() == "mine"


def test_a_file_on_a_terminal_is_shown_as_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        assert main([*DEMO, "--lang", "nl", "releases", "actions", "--format", "csv"]) == 0
    assert stream.getvalue().startswith("Release,Gebied,")
    assert "\r" not in stream.getvalue()
