"""`import releases`: whole files or nothing, a report, and again is no change."""

import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.cli.conftest import EMAIL, PASSWORD, Klantportal, Terminal
from tui.__main__ import main
from tui.exchange.files import MAX_FILE_SIZE

pytestmark = pytest.mark.usefixtures("own_portal")
SUMS = ("taken", "unchanged", "skipped", "refused")


def sums(document: dict) -> tuple[int, ...]:
    return tuple(document[name] for name in SUMS)


def listed(klantportal: Klantportal) -> int:
    return klantportal("releases", "list", "--json").document["total"]


def test_a_folder_is_taken_under_the_vendors_hat_and_read_under_the_own_one(
    klantportal: Klantportal, notes: Path
) -> None:
    done = klantportal("import", "releases", notes, "--json")
    assert done.code == 0, done.err
    assert sums(done.document) == (2, 0, 0, 0)
    assert {item["outcome"] for item in done.document["items"]} == {"taken"}
    assert listed(klantportal) == 3
    assert klantportal("profile", "show", "--json").document["organisation_name"]


def test_again_changes_nothing(klantportal: Klantportal, notes: Path) -> None:
    klantportal("import", "releases", notes)
    ids = [line.split("\t")[0] for line in klantportal("releases", "list").lines]
    for path in (notes, notes / "profit-7.md"):
        again = klantportal("import", "releases", path, "--json")
        assert again.code == 0
        assert again.document["taken"] == again.document["refused"] == 0
    assert ids == [line.split("\t")[0] for line in klantportal("releases", "list").lines]


def test_a_changed_file_changes_its_release(klantportal: Klantportal, notes: Path) -> None:
    klantportal("import", "releases", notes)
    file = notes / "profit-6.md"
    file.write_text(file.read_text().replace("Use the new one.", "Use the new mail merge."))
    done = klantportal("import", "releases", notes, "--json")
    assert sums(done.document) == (1, 1, 0, 0)
    assert listed(klantportal) == 3
    assert klantportal("releases", "search", "new", "mail").lines


def test_each_refused_file_is_named_with_reason_and_the_others_are_taken(
    klantportal: Klantportal, notes: Path
) -> None:
    (notes / "broken.md").write_text("---\nversion: [1\n---\n# x\n")
    (notes / "empty.md").write_text("")
    (notes / "nul.md").write_bytes(b"# 1.0\n\nab\0cd\n")
    (notes / "utf16.md").write_bytes("# 1.0\n\ntext of a note\n".encode("utf-16-le"))
    (notes / "latin.md").write_bytes("# 1.0\n\nZoë\n".encode("latin-1"))
    with (notes / "large.md").open("wb") as file:
        file.truncate(MAX_FILE_SIZE + 1)
    done = klantportal("import", "releases", notes, notes / "gone.md")
    assert done.code == 1
    assert listed(klantportal) == 3
    for name in ("broken", "empty", "nul", "utf16", "latin", "large", "gone"):
        (line,) = [line for line in done.err.splitlines() if f"{name}.md" in line]
        assert line.startswith("refused\t")
        assert "refused." not in line
        assert len(line.split("\t")[2]) > 10


def test_other_things_in_a_folder_are_skipped_and_refused_by_name(
    klantportal: Klantportal, notes: Path
) -> None:
    (notes / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (notes / "feed.json").write_text('{"a": 1}')
    os.mkfifo(notes / "pipe")
    done = klantportal("import", "releases", notes, "--json")
    assert done.code == 0
    assert sums(done.document) == (2, 0, 3, 0)
    assert all(item["reason"] for item in done.document["items"] if item["outcome"] == "skipped")
    assert klantportal("import", "releases", notes / "picture.md").code == 1


def test_two_files_with_the_same_version_do_not_overwrite_each_other(
    klantportal: Klantportal, notes: Path
) -> None:
    text = (notes / "profit-7.md").read_text()
    (notes / "profit-7-again.md").write_text(text.replace("Bank link", "Another link"))
    done = klantportal("import", "releases", notes, "--json")
    assert done.code == 1
    assert done.document["refused"] == 1
    assert klantportal("import", "releases", notes, "--json").document["taken"] == 0


def test_the_product_can_be_named(klantportal: Klantportal, tmp_path: Path) -> None:
    file = tmp_path / "CHANGELOG.md"
    file.write_text("# Changelog\n\n## 1.0 - 2024-01-02\n\n### Added\n\n- A thing\n")
    assert klantportal("import", "releases", "--product", "InSite", file).code == 0
    (line,) = klantportal("releases", "list").lines
    assert line.split("\t")[1] == "InSite"


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("taken", "Files: 2")), ("nl", ("opgenomen", "Bestanden: 2"))]
)
def test_the_report_speaks_the_language(
    klantportal: Klantportal, notes: Path, language: str, words: tuple[str, ...]
) -> None:
    done = klantportal("--lang", language, "import", "releases", notes)
    assert all(word in done.out for word in words)


def test_a_hostile_name_and_text_cannot_steer_the_terminal(
    klantportal: Klantportal, tmp_path: Path
) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "\x1b]0;pwned\x07.md").write_text("")
    (folder / "a.md").write_text(
        "---\nproduct: P\nversion: '1'\n---\n## Added\n\n### T\x1b[2J\x9bx\n\nb\x1b]52;c;eA==\x07\n"
    )
    done = klantportal("import", "releases", folder)
    assert done.code == 1
    shown = done.out + done.err
    for argv in (["list"], ["list", "--json"], ["search", "T"]):
        result = klantportal("releases", *argv)
        assert result.code == 0
        assert result.out
        shown += result.out + result.err
    assert not set(shown) & {"\x1b", "\x07", "\x9b"}


def test_somebody_without_the_vendors_hat_is_refused_with_the_reason(
    klantportal: Klantportal, notes: Path
) -> None:
    refused = klantportal("--portal", "demo", "--as", "employee", "import", "releases", notes)
    assert refused.code == 1
    assert "vendor" in refused.err


def test_support_can_import_in_the_demo(klantportal: Klantportal, notes: Path) -> None:
    demo = ("--portal", "demo", "--as", "support")
    assert klantportal(*demo, "import", "releases", notes).code == 0
    assert klantportal(*demo, "releases", "search", "psd2").lines


def test_an_import_needs_a_session(klantportal: Klantportal, notes: Path) -> None:
    klantportal("logout")
    assert klantportal("import", "releases", notes).code == 3
    klantportal("login", "--email", EMAIL, "--vendor-side", "--password-stdin", stdin=PASSWORD)
    assert klantportal("import", "releases", notes).code == 0


@pytest.mark.data
@pytest.mark.parametrize("folder", ["netbox", "k9s", "vscode", "vng-gemma-zaken-nl"])
def test_real_release_notes_go_in_and_again_change_nothing(
    klantportal: Klantportal, shared_data: Path, folder: str
) -> None:
    first = klantportal("import", "releases", shared_data / "release-notes" / folder, "--json")
    assert first.document["taken"] > 0
    again = klantportal("import", "releases", shared_data / "release-notes" / folder, "--json")
    assert again.document["taken"] == 0
    assert again.document["unchanged"] == first.document["taken"]
    assert again.document["refused"] == first.document["refused"]
    for item in first.document["items"]:
        assert item["outcome"] in ("taken", "skipped") or item["reason"]


@pytest.mark.parametrize("name", ["a.md\nrefused\tforged.md", "a.md\u2028refused\tforged.md"])
def test_a_file_name_cannot_forge_a_line_of_the_report(
    klantportal: Klantportal, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "forging"
    folder.mkdir()
    (folder / name).write_text("")
    done = klantportal("import", "releases", folder)
    (line,) = done.err.splitlines()
    assert line.split("\t")[1] == f"{folder}/a.md refused forged.md"
    document = klantportal("import", "releases", folder, "--json").document
    assert document["items"][0]["file"] == str(folder / name)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_place_of_what_is_wrong_is_told_once(
    klantportal: Klantportal, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "broken.md"
    file.write_text("---\nversion: [1\n---\n# x\n")
    done = klantportal("--lang", language, "import", "releases", file)
    _, place, reason = done.err.splitlines()[0].split("\t")
    assert place == f"{file}:2"
    assert "2" not in reason


def test_on_a_terminal_the_report_is_wrapped_between_words(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "broken.md").write_text("---\nversion: [1\n---\n# x\n")
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((80, 24)))
    out, err = Terminal(), Terminal()
    with redirect_stdout(out), redirect_stderr(err):
        assert main(["import", "releases", str(notes / "broken.md")]) == 1
    lines = err.getvalue().rpartition("\r")[2].splitlines()
    assert len(lines) > 1
    assert lines[0].startswith("refused  ")
    assert all(line.startswith("    ") for line in lines[1:])
    assert "\t" not in err.getvalue()
