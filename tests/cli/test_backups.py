"""`backup` and `restore`: what they say, what they refuse, and what they leave behind."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.cli.conftest import EMAIL, ORGANISATION, PASSWORD, Klantportal, Terminal
from tui import __version__
from tui.__main__ import main
from tui.api.store.backups import making
from tui.cli.ending import as_by_hand
from tui.paths import Paths
from tui.portals import store_address


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a backup may be made."""
    return tmp_path / "portal.zip"


@pytest.fixture
def backup(own_portal: None, klantportal: Klantportal, notes: Path, file: Path) -> Path:
    """A backup of the own portal, with three notes."""
    klantportal("import", "releases", notes)
    done = klantportal("backup", file)
    assert done.code == 0, done.err
    return file


def test_a_portal_is_taken_to_another_machine(
    backup: Path, klantportal: Klantportal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLANTPORTAL_HOME", str(tmp_path / "another"))
    done = klantportal("restore", backup)
    assert done.code == 0, done.err
    assert klantportal("releases", "list").code == 3  # nobody is signed in there
    login = klantportal(
        "login", "--email", EMAIL, "--password-stdin", "--vendor-side", stdin=PASSWORD
    )
    assert login.code == 0, login.err
    assert len(klantportal("releases", "list").lines) == 3
    assert klantportal("releases", "search", "bank", "link").lines


def test_facts_are_for_scripts(backup: Path, klantportal: Klantportal, own_portal: None) -> None:
    document = klantportal("restore", "--verify", backup, "--json").document
    assert document["portal_name"] == ORGANISATION
    assert document["program_version"] == __version__
    assert document["rows"]["note"] == 3
    fields = dict(line.split("\t") for line in klantportal("restore", "--verify", backup).lines)
    assert fields["rows.note"] == "3"
    assert fields["made_at"] == document["made_at"][:19] + "+00:00"


def test_a_trial_leaves_nothing_and_changes_nothing(
    backup: Path, klantportal: Klantportal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLANTPORTAL_HOME", str(tmp_path / "another"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "trials"))
    (tmp_path / "trials").mkdir()
    before = backup.read_bytes()
    assert klantportal("restore", "--verify", backup).code == 0
    assert [*(tmp_path / "trials").iterdir()] == []
    assert not (tmp_path / "another").exists()
    assert backup.read_bytes() == before


@pytest.mark.parametrize("where", [["--portal", "sqlite:///x"], ["--database", "sqlite:///x"]])
def test_a_trial_takes_no_target(backup: Path, klantportal: Klantportal, where: list[str]) -> None:
    assert klantportal("restore", "--verify", backup, *where).code == 2


def test_the_portal_of_the_environment_does_not_stop_a_trial(
    backup: Path, klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLANTPORTAL_PORTAL", "https://portal.example.nl")
    assert klantportal("restore", "--verify", backup).code == 0


def test_a_portal_that_is_there_is_not_restored_over(
    backup: Path, klantportal: Klantportal, paths: Paths
) -> None:
    before = paths.own_store.read_bytes()
    refused = klantportal("restore", backup)
    assert refused.code == 1
    assert str(paths.own_store) in refused.err
    assert paths.own_store.read_bytes() == before


def test_a_damaged_portal_is_set_aside_and_restored(
    backup: Path, klantportal: Klantportal, paths: Paths
) -> None:
    paths.own_store.write_bytes(b"damage" * 1000)
    assert klantportal("doctor", "--set-aside", "--yes").code == 0
    assert klantportal("restore", backup).code == 0
    assert klantportal("doctor", "--json").document["portals"][0]["schema_version"]


@pytest.mark.parametrize("option", ["--portal", "--database"])
def test_a_store_is_named_either_way(
    backup: Path, klantportal: Klantportal, tmp_path: Path, option: str
) -> None:
    address = store_address(tmp_path / "elsewhere.sqlite")
    assert klantportal("restore", backup, option, address).code == 0
    assert klantportal("backup", tmp_path / "again.zip", option, address).code == 0


def test_the_servers_own_store_is_named_by_the_environment(
    backup: Path, klantportal: Klantportal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "server.sqlite"
    monkeypatch.setenv("KLANTPORTAL_DATABASE", store_address(place))
    monkeypatch.setenv("KLANTPORTAL_PORTAL", "https://portal.example.nl")
    assert klantportal("restore", backup).code == 0
    assert place.exists()
    assert klantportal("backup", tmp_path / "again.zip").code == 0
    assert klantportal("migrate").code == 0


@pytest.mark.parametrize("verb", ["backup", "restore"])
@pytest.mark.parametrize(
    ("address", "word"), [("demo", "--reset"), ("https://portal.example.nl/", "--database")]
)
def test_what_has_no_store_here_is_refused_with_what_to_do(
    klantportal: Klantportal, file: Path, verb: str, address: str, word: str
) -> None:
    refused = klantportal(verb, file, "--portal", address)
    assert refused.code == 2
    assert word in refused.err


def test_without_a_portal_there_is_nothing_to_back_up(klantportal: Klantportal, file: Path) -> None:
    assert klantportal("backup", file).code == 2
    assert not file.exists()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_backup_that_is_there_is_replaced_only_with_force(
    backup: Path, klantportal: Klantportal, language: str
) -> None:
    backup.write_bytes(b"of last time")
    refused = klantportal("--lang", language, "backup", backup)
    assert refused.code == 1
    assert "--force" in refused.err
    assert backup.read_bytes() == b"of last time"
    assert klantportal("backup", "--force", backup).code == 0
    assert klantportal("restore", "--verify", backup).code == 0


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(
    backup: Path, klantportal: Klantportal, tmp_path: Path
) -> None:
    link = tmp_path / "newest.zip"
    link.symlink_to(backup)
    backup.write_bytes(b"of last time")
    assert klantportal("backup", "--force", link).code == 0
    assert link.is_symlink()
    assert klantportal("restore", "--verify", backup).code == 0


def test_a_folder_and_a_device_are_not_written_over(
    own_portal: None, klantportal: Klantportal, tmp_path: Path
) -> None:
    for place in (tmp_path, Path("/dev/null")):
        refused = klantportal("backup", "--force", place)
        assert refused.code == 1
        assert str(place) in refused.err


def test_a_disk_that_is_full_is_told_with_the_name_of_the_file(
    own_portal: None, klantportal: Klantportal, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "make", full)
    refused = klantportal("backup", file)
    assert refused.code == 1
    assert str(file) in refused.err
    assert "No space left on device" in refused.err
    assert [*file.parent.glob("*.zip*"), *file.parent.glob(".portal*")] == []


REFUSED = {
    "cut short": (lambda file: file.write_bytes(file.read_bytes()[:3000]), "too early"),
    "another file": (lambda file: file.write_text("Dear customer"), "not a backup"),
}


@pytest.mark.parametrize(("damage", "words"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("how", [["--verify"], []], ids=["trial", "restore"])
def test_a_file_that_is_refused_is_named_with_the_reason(
    backup: Path,
    klantportal: Klantportal,
    tmp_path: Path,
    damage: object,
    words: str,
    how: list[str],
) -> None:
    damage(backup)  # type: ignore[operator]
    place = tmp_path / "elsewhere.sqlite"
    where = how or ["--portal", store_address(place)]
    refused = klantportal("restore", backup, *where)
    assert refused.code == 1
    assert f"{backup} " in refused.err
    assert words in refused.err
    assert not place.exists()


def test_a_file_that_is_not_there_is_named(klantportal: Klantportal, tmp_path: Path) -> None:
    refused = klantportal("restore", "--verify", tmp_path / "nowhere.zip")
    assert refused.code == 1
    assert str(tmp_path / "nowhere.zip") in refused.err


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_person_reads_what_is_in_it_and_sees_how_far_it_is(
    backup: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = Terminal(), Terminal()
    with redirect_stdout(out), redirect_stderr(err):
        assert main(["--lang", language, "restore", "--verify", str(backup)]) == 0
    shown = out.getvalue()
    assert str(backup) in shown
    assert "  note" in shown
    assert {"en": "Restoring", "nl": "Terugzetten"}[language] in err.getvalue()
    assert err.getvalue().endswith("\r")
    assert "cli." not in shown + err.getvalue()


ENDED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by who runs in the background
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and this by who stays when the terminal goes
from tui.api.store.backups import rows
from tui.__main__ import main
before = rows.lines
def lines(connection, table):
    os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    return before(connection, table)
rows.lines = lines
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_backup_that_is_told_to_end_leaves_no_copy_behind(
    own_portal: None, file: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", ENDED, name, "backup", file],
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 130, ended.stderr
    assert [*folder.iterdir()] == []
    assert not file.exists()
    assert [*tmp_path.glob(".*")] == []


def test_what_runs_on_when_the_line_drops_runs_on() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with as_by_hand():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
