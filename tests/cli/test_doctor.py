"""`doctor`: what there is and what could be better, also when something is broken."""

import os
import sqlite3
from contextlib import closing

import psycopg
import pytest

from tests.api.store.world import PORTAL
from tests.cli.conftest import EMAIL, PASSWORD, Klantportal
from tui import __version__, i18n, portals
from tui.api.connect import administer
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


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
class TestOnPostgresql:
    """What only a server's store has."""

    def test_row_level_security_that_stands_is_told_and_asks_nothing(
        self, klantportal: Klantportal, database: str
    ) -> None:
        _create(database)
        document = klantportal("--portal", database, "doctor", "--json").document
        assert document["portals"][0]["row_security"] is True
        assert _about(database, document["advice"]) == []

    @pytest.mark.parametrize(("language", "no"), [("en", "no"), ("nl", "nee")])
    def test_where_it_does_not_stand_one_is_told_to_migrate_which_mends_it(
        self, klantportal: Klantportal, database: str, language: str, no: str
    ) -> None:
        _create(database)
        with closing(psycopg.connect(database, autocommit=True)) as connection:
            connection.execute("ALTER TABLE mark NO FORCE ROW LEVEL SECURITY")
        told = klantportal("--lang", language, "--portal", database, "doctor")
        label = i18n.t("cli.doctor.portal.row_security")
        assert any(line.split() == [*label.split(), no] for line in told.lines)
        (advice,) = _about(database, [line for line in told.lines if line.startswith("! ")])
        assert "mark" in advice
        assert "klantportal migrate" in advice
        done = klantportal("--lang", language, "migrate", "--database", database)
        assert (done.code, done.out.strip().count("\n")) == (0, 0), done.err
        assert label in done.out.casefold()
        mended = klantportal("--portal", database, "doctor", "--json").document
        assert mended["portals"][0]["row_security"] is True

    @pytest.mark.parametrize("language", i18n.LANGUAGES)
    def test_an_older_portal_is_to_be_migrated(
        self, klantportal: Klantportal, old_database: str, language: str
    ) -> None:
        told = klantportal("--lang", language, "--portal", old_database, "doctor", "--json")
        assert told.document["portals"][0]["row_security"] is False
        (advice,) = _about(old_database, told.document["advice"])
        assert advice == i18n.t("cli.doctor.older", place=portals.shown(old_database))

    @pytest.mark.parametrize("language", i18n.LANGUAGES)
    def test_who_may_not_act_as_the_roles_gets_the_statements(
        self, klantportal: Klantportal, database: str, language: str
    ) -> None:
        _create(database)
        with closing(psycopg.connect(database, autocommit=True)) as connection:
            (sides,) = connection.execute(ROLES).fetchall()
            connection.execute(f'ALTER ROLE "{sides[0]}" BYPASSRLS'.encode())
        told = klantportal("--lang", language, "--portal", database, "doctor")
        assert f"  ALTER ROLE {sides[0]} NOSUPERUSER NOBYPASSRLS;" in told.lines
        assert "cli." not in told.out


ROLES = "SELECT DISTINCT unnest(roles) FROM pg_policies WHERE policyname = 'klantportal_customer'"


def _about(url: str, advice: list[str]) -> list[str]:
    """Return what is advised on a portal, and not on this terminal."""
    return [sentence for sentence in advice if portals.shown(url) in sentence]


def _create(url: str) -> None:
    with closing(administer(url, quick_hashing=True)) as owner:
        owner.create(PORTAL)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(
    klantportal: Klantportal, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    monkeypatch.setenv("KLANTPORTAL_HOME", str(closed))
    assert str(closed) in "".join(klantportal("doctor", "--json").document["advice"])


@pytest.fixture
def corrupt(own_portal: None, paths: Paths) -> bytes:
    """An own portal whose file is damaged."""
    paths.own_store.write_bytes(b"damage" * 1000)
    return paths.own_store.read_bytes()


def test_a_damaged_store_says_how_to_set_it_aside(corrupt: bytes, klantportal: Klantportal) -> None:
    assert "klantportal doctor --set-aside" in klantportal("releases", "list").err


def test_damage_in_the_middle_of_a_store_is_found(
    own_portal: None, klantportal: Klantportal, paths: Paths
) -> None:
    content = bytearray(paths.own_store.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 32768] = b"damage!!" * 4096
    paths.own_store.write_bytes(content)
    (store,) = klantportal("doctor", "--json").document["portals"]
    assert "--set-aside" in store["problem"]
    assert klantportal("doctor", "--set-aside", "--yes").code == 0
    assert not paths.own_store.exists()


def test_a_damaged_store_is_set_aside_and_one_can_begin_anew(
    corrupt: bytes, klantportal: Klantportal, paths: Paths
) -> None:
    done = klantportal("doctor", "--set-aside", "--yes")
    assert done.code == 0, done.err
    (aside,) = paths.data.glob("portal.sqlite.corrupt-*")
    assert str(aside) in done.out
    assert aside.read_bytes() == corrupt
    assert not paths.own_store.exists()
    begun = klantportal(
        "init", "--organisation", "B", "--email", EMAIL, "--password-stdin", stdin=PASSWORD
    )
    assert begun.code == 0, begun.err


def test_a_sound_store_is_not_set_aside(
    own_portal: None, klantportal: Klantportal, paths: Paths
) -> None:
    refused = klantportal("doctor", "--set-aside", "--yes")
    assert refused.code == 1
    assert str(paths.own_store) in refused.err
    assert paths.own_store.exists()
    assert klantportal("releases", "list").code == 0


def test_a_file_that_is_no_portal_is_not_set_aside(klantportal: Klantportal, paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    paths.own_store.write_bytes(b"")
    assert klantportal("doctor", "--set-aside", "--yes").code == 4
    assert paths.own_store.exists()


def test_without_a_terminal_setting_aside_needs_a_yes(
    corrupt: bytes, klantportal: Klantportal, paths: Paths
) -> None:
    refused = klantportal("doctor", "--set-aside")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert paths.own_store.read_bytes() == corrupt


@pytest.mark.parametrize(
    ("language", "answer", "moved"),
    [
        ("en", "y", True),
        ("nl", "J", True),
        ("nl", "ja", True),
        ("en", "", False),
        ("en", "n", False),
    ],
)
def test_on_a_terminal_setting_aside_asks_first(
    corrupt: bytes,
    klantportal: Klantportal,
    paths: Paths,
    somebody_types: None,
    language: str,
    answer: str,
    moved: bool,
) -> None:
    done = klantportal("--lang", language, "doctor", "--set-aside", stdin=f"{answer}\n")
    assert done.code == (0 if moved else 1)
    assert str(paths.own_store) in done.err
    assert paths.own_store.exists() is not moved


@pytest.mark.parametrize("portal", ["demo", None])
def test_only_an_own_portal_is_set_aside(klantportal: Klantportal, portal: str | None) -> None:
    named = ("--portal", portal) if portal else ()
    refused = klantportal(*named, "doctor", "--set-aside", "--yes")
    assert refused.code == 2
    assert "klantportal demo" in refused.err
