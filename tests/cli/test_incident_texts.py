"""`incidents new` and `reply`: where a text is from, what may be in it, and that it goes once."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Klantportal
from tests.cli.incidents import submitted
from tui.__main__ import main
from tui.api.errors import Fault, Unavailable
from tui.api.ids import new_id
from tui.api.models.incidents import LONGEST_TEXT
from tui.api.store.incidents import submitting

LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
SECRET = "INFO start\npassword=hunter2hunter2\n"
pytestmark = pytest.mark.usefixtures("own_portal")


# Submitting


def test_a_log_from_a_pipe_becomes_an_incident(incidents: Klantportal) -> None:
    log = "".join(f"{number} INFO ran\n" for number in range(1000))
    made = incidents("new", "--subject", "Log", "-", stdin=log)
    assert (made.code, made.err) == (0, "")
    assert made.out.split("\t")[1:5] == ["1", "new", "question", "normal"]
    assert incidents("show", "1", "--json").document["description"] == log.rstrip("\n")


def test_a_file_becomes_an_incident_with_all_that_is_given(
    incidents: Klantportal, tmp_path: Path
) -> None:
    file = tmp_path / "log.md"
    file.write_text("# What happens\n\nNothing.\n")
    options = ("--type", "outage", "--priority", "urgent", "--area", "InSite", "--version", "7")
    more = ("--environment", "test", "--reference", "B-12")
    made = incidents("new", "--subject", "Down", file, *options, *more)
    assert made.code == 0
    shown = incidents("show", "1", "--json").document
    assert [shown[name] for name in ("type", "priority", "product_area", "product_version")] == [
        "outage",
        "urgent",
        "InSite",
        "7",
    ]
    assert (shown["environment"], shown["customer_reference"]) == ("test", "B-12")
    assert shown["description"] == "# What happens\n\nNothing."


@LANGUAGES
def test_a_person_is_told_the_number(
    incidents: Klantportal, at_a_terminal: Klantportal, language: str
) -> None:
    argv = ("--lang", language, "incidents", "new", "--subject", "x", "--text", "y")
    done = at_a_terminal(*argv)
    assert {"en": "Incident 1 is submitted.\n", "nl": "Incident 1 is ingestuurd.\n"}[
        language
    ] == done.out
    replied = at_a_terminal("incidents", "reply", "1", "--text", "z")
    closed = at_a_terminal("incidents", "close", "1")
    assert [each.code for each in (replied, closed)] == [0, 0]
    assert "1" in replied.out
    assert "1" in closed.out


@pytest.mark.parametrize("source", ["missing.md", "."])
def test_a_file_that_cannot_be_read_is_named(incidents: Klantportal, source: str) -> None:
    refused = incidents("new", "--subject", "x", source)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"{source}: ")


@LANGUAGES
def test_bytes_that_are_no_text_are_replaced_and_told(
    klantportal: Klantportal, incidents: Klantportal, language: str
) -> None:
    asked = ("--lang", language, "incidents", "new", "--subject", "x", "-")
    made = klantportal(*asked, stdin=b"one\ntwo caf\xe9\nthree \xff\n")
    assert made.code == 0
    assert {"en": "Line 2", "nl": "Regel 2"}[language] in made.err
    shown = incidents("show", "1", "--json").document
    assert shown["description"] == "one\ntwo caf\ufffd\nthree \ufffd"


class _Endless(io.RawIOBase):
    """A pipe that a log is followed into; it counts what was read of it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:
        buffer[:] = b"x" * len(buffer)
        self.taken += len(buffer)
        return len(buffer)


@LANGUAGES
def test_a_text_without_an_end_is_read_no_further_than_it_is_too_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    endless = _Endless()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(endless)))
        code = main(["--lang", language, "incidents", "new", "--subject", "x", "-"])
    assert code == 1
    assert {"en": "200,000", "nl": "200.000"}[language] in capsys.readouterr().err
    assert endless.taken < 5 * LONGEST_TEXT


@pytest.mark.parametrize(("length", "code"), [(LONGEST_TEXT, 0), (LONGEST_TEXT + 1, 1)])
@pytest.mark.parametrize("character", ["x", "\N{GRINNING FACE}"])
def test_a_text_may_be_so_long_and_no_longer(
    incidents: Klantportal, length: int, code: int, character: str
) -> None:
    assert incidents("new", "--subject", "x", "-", stdin=character * length).code == code


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\x1b\u200b"], ids=ascii)
def test_a_text_with_nothing_to_read_is_not_sent(incidents: Klantportal, text: str) -> None:
    refused = incidents("new", "--subject", "x", "-", stdin=text)
    assert (refused.code, refused.out, "no text" in refused.err) == (1, "", True)
    assert incidents("list").out == ""


@LANGUAGES
@pytest.mark.parametrize(
    ("option", "value", "field"),
    [
        ("--subject", "", "subject"),
        ("--subject", "x" * 201, "subject"),
        ("--area", "x" * 101, "area"),
        ("--version", "x" * 101, "version"),
        ("--reference", "x" * 101, "reference"),
        ("--environment", "x" * 201, "environment"),
        ("--id", "3", "id"),
    ],
)
def test_what_is_wrong_is_named_by_its_option(
    klantportal: Klantportal, option: str, value: str, field: str, language: str
) -> None:
    new = ("incidents", "new", "--subject", "x", "--text", "y", option, value)
    refused = klantportal("--lang", language, *new)
    assert (refused.code, refused.out) == (1, "")
    assert f"  {field}: " in refused.err


def test_control_characters_reach_no_terminal(incidents: Klantportal) -> None:
    incidents("new", "--subject", "a\x1b[2Jb\u202e", "-", stdin="c\x1b]52;c;x\x07d\x9b")
    for verb in (("list",), ("list", "--json"), ("show", "1"), ("show", "1", "--json")):
        out = incidents(*verb).out
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & {*out}


# Secrets


@LANGUAGES
@pytest.mark.parametrize("verb", [("new", "--subject", "x"), ("reply", "1")], ids=" ".join)
def test_a_secret_is_shown_and_not_sent_where_nobody_can_be_asked(
    klantportal: Klantportal, incidents: Klantportal, verb: tuple[str, ...], language: str
) -> None:
    submitted(incidents)
    asked = ("--lang", language, "incidents", *verb, "-")
    refused = klantportal(*asked, stdin=SECRET)
    assert (refused.code, refused.out) == (1, "")
    assert "--yes" in refused.err
    assert {"en": "line 2: a password: password=hu******", "nl": "regel 2: een wachtwoord: "}[
        language
    ] in refused.err
    assert "hunter2hunter2" not in refused.err
    assert len(incidents("list").lines) == 1
    assert incidents("show", "1", "--json").document["entries"] == []


def test_yes_sends_it_and_still_shows_it(incidents: Klantportal) -> None:
    made = incidents("new", "--subject", "x", "-", "--yes", stdin=SECRET)
    assert (made.code, "line 2" in made.err) == (0, True)
    shown = incidents("show", "1", "--json").document
    assert shown["description"] == SECRET.strip()


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("ja\n", 0), ("n\n", 1), ("", 1)])
def test_a_person_is_asked(
    incidents: Klantportal, at_a_terminal: Klantportal, typed: str, code: int
) -> None:
    new = ("--lang", "en", "incidents", "new", "--subject", "x", "--text", SECRET)
    asked = at_a_terminal(*new, typed=typed)
    assert asked.code == code
    assert "Send it as it is? [y/N] " in asked.err
    assert len(incidents("list").lines) == 1 - code


def test_many_secrets_are_counted(incidents: Klantportal) -> None:
    refused = incidents("new", "--subject", "x", "-", stdin=SECRET * 30)
    assert refused.err.count("password=") == 10
    assert "and 20 more" in refused.err


def test_a_secret_is_not_hidden_by_what_cleaning_takes_out(incidents: Klantportal) -> None:
    hidden = "pass\u200bword=hunter2\u200bhunter2"
    assert "--yes" in incidents("new", "--subject", "x", "-", stdin=hidden).err


# Once


def test_the_same_id_again_makes_one(incidents: Klantportal) -> None:
    new = ("new", "--subject", "x", "--text", "y", "--id", new_id())
    first, again = incidents(*new), incidents(*new)
    assert (first.code, first.out) == (again.code, again.out)
    reply = ("reply", "1", "--text", "y", "--id", new_id())
    first, again = incidents(*reply), incidents(*reply)
    assert (first.code, first.out) == (again.code, again.out)
    document = incidents("show", "1", "--json").document
    assert (len(incidents("list").lines), len(document["entries"])) == (1, 1)


def test_the_same_id_with_another_text_is_refused(incidents: Klantportal) -> None:
    id_ = new_id()
    assert incidents("new", "--subject", "x", "--text", "y", "--id", id_).code == 0
    assert incidents("new", "--subject", "x", "--text", "z", "--id", id_).code == 1
    assert len(incidents("list").lines) == 1


@LANGUAGES
def test_an_answer_that_is_lost_tells_how_to_send_the_same(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def lost(*_: object, **_named: object) -> None:
        raise Unavailable(Fault.BUSY)

    id_ = new_id()
    new = ("--lang", language, "incidents", "new", "--subject", "x", "--text", "y", "--id", id_)
    with monkeypatch.context() as patched:
        patched.setattr(submitting, "submit", lost)
        failed = klantportal(*new)
    assert (failed.code, failed.out) == (4, "")
    assert f"--id {id_}" in failed.err
