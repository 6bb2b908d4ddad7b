"""`--attach` and `incidents save`: files go along whole, and come back beside the others."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Klantportal
from tests.cli.incidents import submitted
from tui.api.errors import Fault, Unavailable
from tui.api.ids import new_id
from tui.api.store.incidents import conversation

LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
LOG = b"09:12 The run stops.\r\n\x00\xff" * 9000


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A file of several pieces."""
    file = tmp_path / "run.log"
    file.write_bytes(LOG)
    return file


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Another one, whose name has a space and a letter of its own."""
    file = tmp_path / "foto \u00e9.png"
    file.write_bytes(b"\x89PNG")
    return file


def test_files_go_along_and_come_back(
    incidents: Klantportal, log: Path, picture: Path, tmp_path: Path
) -> None:
    submitted(incidents, "Down", "--attach", log)
    replied = incidents("reply", "1", "--text", "See.", "--attach", picture, "--attach", log)
    assert (replied.code, replied.err) == (0, "")
    shown = incidents("show", "1", "--json").document
    assert [each["name"] for each in shown["attachments"]] == ["run.log"]
    assert shown["attachments"][0]["sha256"] == sha256(LOG).hexdigest()
    assert [each["name"] for each in shown["entries"][0]["attachments"]] == [
        "foto \u00e9.png",
        "run.log",
    ]
    folder = tmp_path / "saved"
    folder.mkdir()
    saved = incidents("save", "1", "--to", folder)
    names = ["run.log", "foto \u00e9.png", "run (1).log"]
    assert (saved.code, saved.lines) == (0, [str(folder / name) for name in names])
    assert [(folder / name).read_bytes() for name in names] == [LOG, b"\x89PNG", LOG]
    assert {each.name for each in folder.iterdir()} == {*names}


def test_an_incident_is_shown_with_its_numbered_files(
    incidents: Klantportal, log: Path, picture: Path
) -> None:
    submitted(incidents, "Down", "--attach", log)
    incidents("reply", "1", "--text", "See.", "--attach", picture)
    shown = incidents("show", "1").lines
    assert "- attachment 1: `run.log` (text/plain, 211 kB)" in shown
    assert "- attachment 2: `foto \u00e9.png` (image/png, 4 B)" in shown


def test_one_file_is_saved_by_its_number_and_never_over_another(
    incidents: Klantportal, log: Path, tmp_path: Path
) -> None:
    submitted(incidents, "Down", "--attach", log)
    log.write_bytes(b"mine")
    for number, name in enumerate(("run (1).log", "run (2).log")):
        saved = incidents("save", "1", "--attachment", "1", "--to", tmp_path, "--json")
        assert saved.document == {"items": [str(tmp_path / name)]}, number
    assert log.read_bytes() == b"mine"
    refused = incidents("save", "1", "--attachment", "2", "--to", tmp_path)
    assert (refused.code, refused.out) == (1, "")
    assert "no attachment 2" in refused.err
    missing = incidents("save", "1", "--to", tmp_path / "nowhere")
    assert (missing.code, missing.out) == (1, "")
    assert str(tmp_path / "nowhere") in missing.err


@LANGUAGES
@pytest.mark.parametrize("what", ["missing", "folder", "empty", "too large"])
def test_a_file_that_cannot_go_along_is_named_and_nothing_is_sent(
    klantportal: Klantportal, incidents: Klantportal, tmp_path: Path, what: str, language: str
) -> None:
    file = tmp_path / "it.log"
    if what == "folder":
        file.mkdir()
    elif what != "missing":
        with file.open("wb") as opened:
            opened.truncate(0 if what == "empty" else 26 * 2**20)
    argv = ("--lang", language, "incidents", "new", "--subject", "x", "--text", "y")
    refused = klantportal(*argv, "--attach", file)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"{file} ")
    assert incidents("list").out == ""


def test_at_most_ten_files_go_along(incidents: Klantportal, log: Path) -> None:
    eleven = ["--attach", log] * 11
    refused = incidents("new", "--subject", "x", "--text", "y", *eleven)
    assert (refused.code, refused.out) == (1, "")
    assert "10" in refused.err
    made = incidents("new", "--subject", "x", "--text", "y", *eleven[2:])
    assert made.code == 0


def test_what_is_sent_again_under_its_id_is_one_with_its_files(
    incidents: Klantportal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(incidents)
    argv = ("reply", "1", "--text", "See.", "--attach", log, "--id", new_id())

    def lose(*_arguments: object, **_named: object) -> None:
        raise Unavailable(Fault.CUT_OFF)

    with monkeypatch.context() as patched:
        patched.setattr(conversation, "said", lose)
        lost = incidents(*argv)
    assert lost.code == 4
    assert argv[-1] in lost.err
    for _ in range(2):
        assert incidents(*argv).code == 0
    (entry,) = incidents("show", "1", "--json").document["entries"]
    assert [each["name"] for each in entry["attachments"]] == ["run.log"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("\x1b]52;c;eA==\x07\x1b[2J.txt", "]52;c;eA==[2J.txt"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("`rm -rf ~`.sh", "`rm -rf ~`.sh"),
        ("con", "_con"),
    ],
)
def test_a_hostile_name_steers_neither_terminal_nor_place(
    incidents: Klantportal, tmp_path: Path, name: str, kept: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    submitted(incidents, "Down", "--attach", tmp_path / name)
    shown = incidents("show", "1")
    assert shown.out.isprintable() or not {*shown.out} & {"\x1b", "\x07", "\u202e"}
    (folder := tmp_path / "saved").mkdir()
    saved = incidents("save", "1", "--to", folder)
    assert saved.lines == [str(folder / kept)]
    assert [each.name for each in folder.iterdir()] == [kept]
