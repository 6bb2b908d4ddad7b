"""`releases compare`, `mark`, `bookmark`, `withdraw` and `correct`."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Klantportal, Terminal
from tui.__main__ import main
from tui.api.ids import new_id

LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])


@pytest.fixture(autouse=True)
def _filled(own_portal: None, klantportal: Klantportal, notes: Path) -> None:
    """An own portal with three notes in two releases."""
    (notes / "profit-8.md").write_text(
        "---\nproduct: Profit\nversion: '8'\ndate: 2024-09-01\nlanguage: en\n---\n"
        "# Profit 8\n\n## Added\n\n### Bank link\n\nNow by PSD2.\n\n"
        "## Changed\n\n### Scanner\n\nNew.\n"
    )
    assert klantportal("import", "releases", notes).code == 0


def _ids(klantportal: Klantportal, *filters: str) -> dict[str, str]:
    items = klantportal("releases", "list", *filters, "--json").document["items"]
    return {f"{item['version']} {item['title']}": item["id"] for item in items}


def test_two_versions_are_compared_and_what_is_repeated_is_told_once(
    klantportal: Klantportal,
) -> None:
    argv = ("releases", "compare", "--since", "6", "--until", "Profit 8")
    rows = [line.split("\t") for line in klantportal(*argv).lines]
    assert {(row[2], row[8]) for row in rows} == {
        ("7", "Bank link"),
        ("7", "Filter kept"),
        ("8", "Scanner"),
    }
    assert {len(row) for row in rows} == {9}
    document = klantportal(*argv, "--json").document
    assert (document["since"]["version"], document["until"]["version"]) == ("6", "8")
    assert (document["total"], document["total_exact"], document["next"]) == (3, True, None)
    newest = klantportal("releases", "compare", "--since", "7", "--product", "Profit").lines
    assert {line.split("\t")[8] for line in newest} == {"Bank link", "Scanner"}


@LANGUAGES
def test_on_a_terminal_what_changed_stands_by_area(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    stream = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        argv = ["--lang", language, "releases", "compare", "--since", "6"]
        assert main(argv) == 0
    lines = stream.getvalue().splitlines()
    assert "Profit 6" in lines[0]
    assert "Profit 8" in lines[0]
    assert {"en": "Other", "nl": "Overig"}[language] in lines
    assert "cli." not in stream.getvalue()


@LANGUAGES
@pytest.mark.parametrize(
    ("argv", "code"),
    [(["--since", "99"], 1), (["--since", "6", "--until", "99"], 1), ([], 2)],
    ids=["since", "until", "nothing"],
)
def test_a_version_that_is_not_there_is_named(
    klantportal: Klantportal, language: str, argv: list[str], code: int
) -> None:
    refused = klantportal("--lang", language, "releases", "compare", *argv)
    assert (refused.code, refused.out) == (code, "")
    assert "cli." not in refused.err
    assert ("99" in refused.err) is (code == 1)


def test_the_demo_compares_with_what_the_organisation_runs(klantportal: Klantportal) -> None:
    demo = ("--portal", "demo", "--as", "employee")
    document = klantportal(*demo, "releases", "compare", "--json").document
    assert document["since"]["version"] != document["until"]["version"]
    assert document["items"]
    areas = [item["area"].casefold() for item in document["items"]]
    assert areas == sorted(areas)


def test_notes_are_marked_by_id_and_all_that_the_filters_leave(klantportal: Klantportal) -> None:
    ids = _ids(klantportal)
    wanted = [ids["7 Bank link"], ids["6 Old mail merge"]]
    assert klantportal("releases", "mark", *wanted).lines == sorted(wanted)
    assert klantportal("releases", "mark", *wanted).lines == []
    assert klantportal("releases", "mark", wanted[0], "--unread", "--json").document == {
        "changed": [wanted[0]]
    }
    assert klantportal("releases", "mark", "--all", "--release", "7").lines == ["2"]
    assert {*_ids(klantportal, "--unread")} == {"8 Bank link", "8 Scanner"}
    assert klantportal("releases", "mark", "--all", "--json").document["count"] == 2


@LANGUAGES
@pytest.mark.parametrize(
    "argv", [[], ["--all", "--unread"], ["--all", "x"]], ids=["nothing", "unread", "both"]
)
def test_what_to_mark_is_said_in_one_way(
    klantportal: Klantportal, language: str, argv: list[str]
) -> None:
    refused = klantportal("--lang", language, "releases", "mark", *argv)
    assert refused.code == 2
    assert "--all" in refused.err


def test_bookmarks_are_kept_listed_and_let_go(klantportal: Klantportal) -> None:
    ids = _ids(klantportal)
    wanted = [ids["8 Scanner"], ids["7 Filter kept"]]
    assert klantportal("releases", "bookmark", *wanted).lines == sorted(wanted)
    assert {*_ids(klantportal, "--bookmarked")} == {"8 Scanner", "7 Filter kept"}
    assert klantportal("releases", "bookmark", wanted[0], "--drop").lines == wanted[:1]
    assert {*_ids(klantportal, "--bookmarked")} == {"7 Filter kept"}
    by_area = klantportal("releases", "list", "--sort", "area").lines
    assert [line.split("\t")[2] for line in by_area] == ["6", "7", "7", "8", "8"]


def test_a_note_is_withdrawn_and_published_again(klantportal: Klantportal) -> None:
    note_id = _ids(klantportal)["8 Scanner"]
    assert klantportal("releases", "withdraw", note_id).lines == [note_id]
    assert "8 Scanner" not in _ids(klantportal)
    assert _ids(klantportal, "--withdrawn") == {"8 Scanner": note_id}
    assert len(klantportal("releases", "search", "scanner", "--withdrawn").lines) == 1
    assert klantportal("releases", "show", note_id, "--json").document["withdrawn_at"]
    assert klantportal("releases", "withdraw", note_id, "--restore").lines == [note_id]
    assert "8 Scanner" in _ids(klantportal)
    assert _ids(klantportal, "--withdrawn") == {}


def test_a_note_is_corrected_in_what_is_named_of_it(
    klantportal: Klantportal, tmp_path: Path
) -> None:
    note_id = _ids(klantportal)["8 Scanner"]
    correct = ("releases", "correct", note_id, "--language")
    assert klantportal(*correct, "en", "--title", "Scan").lines == [f"{note_id}\t2"]
    text = tmp_path / "text.md"
    text.write_text("Better.")
    named = ("--text-from", text, "--kind", "fixed", "--area", "Desk", "--impact", "info")
    document = klantportal(*correct, "en", *named, "--json").document
    assert (document["title"], document["body"], document["revision"]) == ("Scan", "Better.", 3)
    assert (document["kind"], document["area"], document["impact"]) == ("fixed", "Desk", "info")
    assert klantportal("import", "releases", tmp_path / "notes").code == 0
    assert klantportal("releases", "show", note_id, "--json").document["title"] == "Scan"


def test_a_text_in_another_language_comes_from_standard_input(
    klantportal: Klantportal,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    note_id = _ids(klantportal)["8 Scanner"]
    stream = io.TextIOWrapper(io.BytesIO("Nieuw, één keer.".encode()))
    argv = ["releases", "correct", note_id, "--language", "nl", "--title", "Lezer"]
    monkeypatch.setattr(sys, "stdin", stream)
    assert main([*argv, "--text-from", "-"]) == 0
    assert capsys.readouterr().out == f"{note_id}\t2\n"
    shown = klantportal("--lang", "nl", "releases", "show", note_id, "--json").document
    assert (shown["title"], shown["body"]) == ("Lezer", "Nieuw, één keer.")
    assert shown["languages"] == ["en", "nl"]


@LANGUAGES
@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ([], 2),
        (["--text-from", "nowhere.md"], 1),
        (["--title", "x" * 301], 1),
    ],
    ids=["nothing", "no file", "too long"],
)
def test_a_correction_that_cannot_be_is_refused_with_its_reason(
    klantportal: Klantportal, language: str, argv: list[str], code: int
) -> None:
    note_id = _ids(klantportal)["8 Scanner"]
    correct = ("releases", "correct", note_id, "--language", "en")
    refused = klantportal("--lang", language, *correct, *argv)
    assert (refused.code, refused.out) == (code, "")
    assert refused.err
    assert not {"cli.", "file.", "invalid."} & {word[:5] for word in refused.err.split()}


@LANGUAGES
def test_a_new_language_needs_a_title(
    klantportal: Klantportal, language: str, tmp_path: Path
) -> None:
    note_id = _ids(klantportal)["8 Scanner"]
    text = tmp_path / "text.md"
    text.write_text("Beter.")
    argv = ("correct", note_id, "--language", "nl", "--text-from", text)
    refused = klantportal("--lang", language, "releases", *argv)
    assert refused.code == 2
    assert "--title" in refused.err


@pytest.mark.parametrize(
    "argv",
    [
        ("mark", "ID"),
        ("bookmark", "ID"),
        ("withdraw", "ID"),
        ("correct", "ID", "--language", "en", "--title", "x"),
    ],
    ids=lambda argv: argv[0],
)
def test_what_is_not_there_is_not_changed(klantportal: Klantportal, argv: tuple[str, ...]) -> None:
    words = [new_id() if word == "ID" else word for word in argv]
    refused = klantportal("releases", *words)
    assert refused.code == 1
    assert "releases list" in refused.err


@pytest.mark.parametrize("verb", ["withdraw", "correct"])
def test_a_reader_mends_nothing(klantportal: Klantportal, verb: str) -> None:
    demo = ("--portal", "demo", "--as", "employee", "releases")
    note_id = klantportal(*demo, "list", "--limit", "1").out.partition("\t")[0]
    more = ("--language", "en", "--title", "x") if verb == "correct" else ()
    refused = klantportal(*demo, verb, note_id, *more)
    assert refused.code == 1
    assert refused.out == ""
