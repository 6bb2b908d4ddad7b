"""`profile`: one's own settings, password and sessions."""

import sys
from datetime import datetime

import pytest

from tests.cli.conftest import EMAIL, ORGANISATION, PASSWORD, Klantportal, Result, Terminal
from tui.__main__ import main

NEW = "een nieuw lang wachtwoord"
LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
pytestmark = pytest.mark.usefixtures("own_portal")


def _login(klantportal: Klantportal, password: str = PASSWORD) -> Result:
    login = ("login", "--email", EMAIL, "--password-stdin", "--organisation", ORGANISATION)
    return klantportal(*login, stdin=f"{password}\n")


def _change(klantportal: Klantportal, *lines: str, language: str = "en") -> Result:
    verb = ("--lang", language, "profile", "password", "--password-stdin")
    return klantportal(*verb, stdin="".join(f"{line}\n" for line in lines))


def test_settings_change_one_by_one(klantportal: Klantportal) -> None:
    assert klantportal("profile", "set", "--time-zone", "Asia/Tokyo").code == 0
    done = klantportal("profile", "set", "--language", "nl", "--theme", "light")
    assert (done.code, done.err) == (0, "")
    shown = klantportal("profile", "show", "--json").document
    assert (shown["language"], shown["theme"], shown["time_zone"]) == ("nl", "light", "Asia/Tokyo")
    assert klantportal("profile", "set", "--time-zone", "").code == 0
    facts = dict(line.split("\t") for line in klantportal("profile", "show").lines)
    assert (facts["time_zone"], facts["theme"]) == ("", "light")


@LANGUAGES
def test_what_is_no_time_zone_is_refused_with_what_is(
    klantportal: Klantportal, language: str
) -> None:
    refused = klantportal("--lang", language, "profile", "set", "--time-zone", "Mars")
    assert refused.code == 1
    assert "time_zone: " in refused.err
    assert "Europe/Amsterdam" in refused.err
    assert "invalid." not in refused.err


@LANGUAGES
def test_nothing_to_set_says_what_there_is(klantportal: Klantportal, language: str) -> None:
    refused = klantportal("--lang", language, "profile", "set")
    assert (refused.code, "--time-zone" in refused.err) == (2, True)


@LANGUAGES
def test_a_password_is_changed_by_two_lines(klantportal: Klantportal, language: str) -> None:
    done = _change(klantportal, PASSWORD, NEW, language=language)
    assert (done.code, done.err) == (0, "")
    assert {"en": "was changed", "nl": "is gewijzigd"}[language] in done.out
    assert _login(klantportal).code == 3
    assert _login(klantportal, NEW).code == 0


@LANGUAGES
def test_a_wrong_present_password_is_named(klantportal: Klantportal, language: str) -> None:
    refused = _change(klantportal, "een ander wachtwoord", NEW, language=language)
    assert (refused.code, refused.out) == (1, "")
    words = {"en": "not your present password", "nl": "niet je huidige wachtwoord"}
    assert f"current: {'This is' if language == 'en' else 'Dit is'}" in refused.err
    assert words[language] in refused.err
    assert _login(klantportal).code == 0


@pytest.mark.parametrize("lines", [(PASSWORD,), (PASSWORD, "short"), (PASSWORD, "x" * 257), ()])
def test_without_a_fit_new_password_nothing_is_asked(
    klantportal: Klantportal, lines: tuple[str, ...]
) -> None:
    assert _change(klantportal, *lines).code == 2
    assert _login(klantportal).code == 0


def test_no_password_stands_in_what_is_said(klantportal: Klantportal) -> None:
    for lines in ((PASSWORD, NEW), ("een ander wachtwoord", NEW)):
        done = _change(klantportal, *lines)
        assert not {word for word in lines if word in done.out + done.err}


def test_sessions_are_a_line_each_with_the_same_fields(klantportal: Klantportal) -> None:
    _login(klantportal)
    rows = [line.split("\t") for line in klantportal("profile", "sessions").lines]
    assert {len(row) for row in rows} == {5}
    assert [row[4] for row in rows].count("current") == 1
    for row in rows:
        moments = [datetime.fromisoformat(text) for text in row[1:4]]
        assert moments == sorted(moments)
        assert all(moment.tzinfo for moment in moments)
    document = klantportal("profile", "sessions", "--json").document
    assert set(document) == {"items", "total", "total_exact", "next"}
    assert [item["id"] for item in document["items"]] == [row[0] for row in rows]
    assert document["total"] == len(rows)


@LANGUAGES
def test_sessions_read_well_on_a_terminal(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    _login(klantportal)
    stream = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        assert main(["--lang", language, "profile", "sessions"]) == 0
    assert {"en": "here, since", "nl": "hier, sinds"}[language] in stream.getvalue()


@LANGUAGES
def test_a_session_ends_by_its_id(klantportal: Klantportal, language: str) -> None:
    _login(klantportal)
    items = klantportal("profile", "sessions", "--json").document["items"]
    other = next(item["id"] for item in items if not item["current"])
    done = klantportal("--lang", language, "profile", "revoke", other)
    assert (done.code, done.err) == (0, "")
    assert {"en": "has ended", "nl": "is beëindigd"}[language] in done.out
    left = klantportal("profile", "sessions", "--json").document["items"]
    assert other not in {item["id"] for item in left}
    again = klantportal("--lang", language, "profile", "revoke", other)
    assert (again.code, again.out) == (1, "")
    assert "error." not in again.err


def test_the_session_in_use_can_be_ended_too(klantportal: Klantportal) -> None:
    items = klantportal("profile", "sessions", "--json").document["items"]
    here = next(item["id"] for item in items if item["current"])
    assert klantportal("profile", "revoke", here).code == 0
    assert klantportal("profile", "show").code == 3
