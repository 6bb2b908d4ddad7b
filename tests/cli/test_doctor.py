"""`doctor`: what there is and what could be better, also when something is broken."""

import os
import sqlite3

import pytest

from tests.cli.conftest import Klantportal
from tui import __version__
from tui.paths import Paths


def test_without_a_portal_it_tells_terminal_versions_and_paths(
    klantportal: Klantportal, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "screen-256color")
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    done = klantportal("doctor", "--json")
    assert done.code == 0
    document = done.document
    assert document["terminal"]["ssh"] is True
    assert document["terminal"]["term"] == "screen-256color"
    assert document["versions"]["klantportal"] == __version__
    assert document["versions"]["sqlite"] == sqlite3.sqlite_version
    assert document["versions"]["textual"]
    assert document["paths"]["data"] == str(paths.data)
    assert document["portals"] == []


def test_a_portals_store_is_told(own_portal: None, klantportal: Klantportal) -> None:
    (store,) = klantportal("doctor", "--json").document["portals"]
    assert store["engine"].lower().startswith("sqlite")
    assert store["schema_version"] == store["newest_schema_version"]
    assert "journal_mode" in store


def test_a_damaged_store_is_a_problem_and_no_failure(
    klantportal: Klantportal, paths: Paths
) -> None:
    paths.data.mkdir(parents=True)
    paths.own_store.write_bytes(b"damage" * 1000)
    done = klantportal("doctor", "--json")
    assert done.code == 0
    (store,) = done.document["portals"]
    assert str(paths.own_store) in store["problem"]


@pytest.mark.parametrize(("language", "word"), [("en", "Versions"), ("nl", "Versies")])
def test_it_speaks_the_language_and_advises(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, language: str, word: str
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    done = klantportal("--lang", language, "doctor")
    assert word in done.lines
    assert any(line.startswith("! ") and "xterm-256color" in line for line in done.lines)
    assert "cli." not in done.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(
    klantportal: Klantportal, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    monkeypatch.setenv("KLANTPORTAL_HOME", str(closed))
    assert str(closed) in "".join(klantportal("doctor", "--json").document["advice"])
