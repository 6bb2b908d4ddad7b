"""`services`, `organisations`, `join`, and the token of the environment."""

import json
import sys

import pytest

from tests.cli.conftest import EMAIL, PASSWORD, Klantportal, Result, Terminal
from tui.__main__ import main
from tui.api.ids import new_id
from tui.paths import Paths

LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
MILA = "mila@molen.example"
NAME = ("--name", "Mila van der Molen")
pytestmark = pytest.mark.usefixtures("own_portal")


def _service(klantportal: Klantportal, name: str = "Orders") -> dict:
    made = klantportal("services", "create", name, "--json")
    assert made.code == 0, made.err
    return made.document


def _organisation(klantportal: Klantportal, email: str = MILA) -> dict:
    made = klantportal("organisations", "create", "De Molen", "--administrator", email, "--json")
    assert made.code == 0, made.err
    return made.document


def _join(klantportal: Klantportal, *lines: str, language: str = "en") -> Result:
    stdin = "".join(f"{line}\n" for line in lines)
    return klantportal("--lang", language, "join", "--stdin", *NAME, stdin=stdin)


@pytest.fixture
def as_service(own_portal: None, klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch) -> dict:
    """A service, whose token is in the environment from now on."""
    made = _service(klantportal)
    monkeypatch.setenv("KLANTPORTAL_TOKEN", made["token"])
    return made["service"]


def test_a_service_is_one_line_with_its_token_last(klantportal: Klantportal) -> None:
    made = klantportal("services", "create", "Orders")
    ((service_id, name, token),) = [line.split("\t") for line in made.lines]
    assert (name, token[:4]) == ("Orders", "kps_")
    assert "once" in made.err
    listed = klantportal("services", "list").lines
    assert [line.split("\t")[:3] for line in listed] == [[service_id, "Orders", "Anna de Vries"]]
    assert token not in "".join(listed)


def test_services_are_listed_as_a_document(klantportal: Klantportal) -> None:
    made = _service(klantportal)["service"]
    document = klantportal("services", "list", "--json").document
    assert document == {"items": [made], "total": 1, "total_exact": True, "next": None}


@LANGUAGES
def test_a_service_is_revoked_by_its_id(klantportal: Klantportal, language: str) -> None:
    made = _service(klantportal)["service"]
    done = klantportal("--lang", language, "services", "revoke", made["id"])
    assert (done.code, done.err, "Orders" in done.out) == (0, "", True)
    assert klantportal("services", "list", "--json").document["items"][0]["revoked_at"]
    refused = klantportal("--lang", language, "services", "revoke", new_id())
    assert (refused.code, "error." in refused.err) == (1, False)


@pytest.mark.usefixtures("as_service")
def test_a_service_makes_a_customer_and_is_no_person(klantportal: Klantportal) -> None:
    made = _organisation(klantportal)
    assert made["organisation"]["invited"] == MILA
    listed = klantportal("organisations", "list").lines
    assert [line.split("\t")[1] for line in listed] == ["De Molen", "Voorbeeld BV"]
    for verb in (("profile", "show"), ("releases", "list"), ("services", "list")):
        refused = klantportal(*verb)
        assert (refused.code, refused.out, "error." in refused.err) == (1, "", False)


@LANGUAGES
def test_a_token_that_opens_nothing_is_named_and_not_the_sign_in(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, as_service: dict, language: str
) -> None:
    monkeypatch.delenv("KLANTPORTAL_TOKEN")
    token = _service(klantportal)
    klantportal("services", "revoke", token["service"]["id"])
    for shown in (token["token"], "x", "kps_\u00e9"):
        monkeypatch.setenv("KLANTPORTAL_TOKEN", shown)
        refused = klantportal("--lang", language, "organisations", "list")
        assert (refused.code, refused.out) == (3, "")
        assert "KLANTPORTAL_TOKEN" in refused.err
        assert shown not in refused.err.replace("KLANTPORTAL_TOKEN", "")


def test_the_token_of_a_session_serves_as_well(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    (token,) = json.loads(paths.tokens_file.read_text()).values()
    paths.tokens_file.unlink()
    assert klantportal("profile", "show").code == 3
    monkeypatch.setenv("KLANTPORTAL_TOKEN", token)
    assert EMAIL in klantportal("profile", "show").out


def test_the_same_id_again_makes_one(klantportal: Klantportal) -> None:
    new = ("organisations", "create", "De Molen", "--administrator", MILA, "--id", new_id())
    first, again = klantportal(*new), klantportal(*new)
    assert (first.code, again.code) == (0, 0)
    assert first.out.rstrip("\n").rpartition("\t")[2]
    assert again.out.rstrip("\n").rpartition("\t")[2] == ""
    assert "Invite again" in again.err
    assert klantportal("organisations", "list", "--json").document["total"] == 2


@LANGUAGES
def test_what_is_wrong_with_a_customer_is_named(klantportal: Klantportal, language: str) -> None:
    new = ("organisations", "create", "", "--administrator", "mila", "--id", "3")
    refused = klantportal("--lang", language, *new)
    assert (refused.code, refused.out) == (1, "")
    for field in ("id", "legal_name", "administrator"):
        assert f"  {field}: " in refused.err
    assert "invalid." not in refused.err


@LANGUAGES
def test_who_was_invited_joins_by_two_lines_and_stays_signed_in(
    klantportal: Klantportal, language: str
) -> None:
    code = _organisation(klantportal)["code"]
    done = _join(klantportal, code, PASSWORD, language=language)
    assert (done.code, done.err) == (0, "")
    assert "De Molen" in done.out
    shown = klantportal("profile", "show", "--json").document
    assert (shown["email"], shown["language"]) == (MILA, language)
    assert shown["display_name"] == "Mila van der Molen"


@LANGUAGES
def test_a_code_that_is_used_says_what_to_do(klantportal: Klantportal, language: str) -> None:
    code = _organisation(klantportal)["code"]
    _join(klantportal, code, PASSWORD)
    refused = _join(klantportal, code, PASSWORD, language=language)
    assert (refused.code, refused.out) == (3, "")
    assert {"en": "does not work", "nl": "werkt niet"}[language] in refused.err


@pytest.mark.parametrize("lines", [(), ("",), ("CODE",), ("CODE", "short"), ("CODE", "x" * 257)])
def test_without_a_code_and_a_fit_password_nothing_is_asked(
    klantportal: Klantportal, lines: tuple[str, ...]
) -> None:
    code = _organisation(klantportal)["code"]
    assert _join(klantportal, *(line.replace("CODE", code) for line in lines)).code == 2
    assert _join(klantportal, code, PASSWORD).code == 0


def test_an_account_is_asked_for_its_own_password(klantportal: Klantportal) -> None:
    code = _organisation(klantportal, EMAIL)["code"]
    refused = _join(klantportal, code, "een ander wachtwoord")
    assert (refused.code, "password: " in refused.err) == (1, True)
    assert "has an account here already" in refused.err
    assert _join(klantportal, code, PASSWORD).code == 0


def test_another_code_takes_the_place_of_the_one_before(klantportal: Klantportal) -> None:
    made = _organisation(klantportal)
    invite = ("organisations", "invite", made["organisation"]["id"], "--administrator", MILA)
    code = klantportal(*invite, "--json").document["code"]
    assert _join(klantportal, made["code"], PASSWORD).code == 3
    assert _join(klantportal, code, PASSWORD).code == 0
    klantportal("login", "--email", EMAIL, "--password-stdin", "--vendor-side", stdin=PASSWORD)
    refused = klantportal(*invite)
    assert (refused.code, "belongs to this organisation already" in refused.err) == (1, True)


def test_no_password_and_no_code_stand_in_what_joining_says(klantportal: Klantportal) -> None:
    code = _organisation(klantportal)["code"]
    for lines in ((code, "short"), (code, PASSWORD), (code, PASSWORD)):
        done = _join(klantportal, *lines)
        assert not [word for word in lines if word in done.out + done.err]


@LANGUAGES
def test_secrets_stand_by_themselves_on_a_terminal(
    klantportal: Klantportal, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    verbs = (
        ["services", "create", "Orders"],
        ["organisations", "create", "De Molen", "--administrator", MILA],
        ["services", "list"],
        ["organisations", "list"],
    )
    stream = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        for verb in verbs:
            assert main(["--lang", language, *verb]) == 0
    lines = stream.getvalue().splitlines()
    secrets = [line for line in lines if line.startswith("  ")]
    assert [len(line.split()) for line in secrets] == [1, 1]
    assert {"en": "not used yet", "nl": "nog niet gebruikt"}[language] in stream.getvalue()
    assert {"en": "awaits mila", "nl": "wacht op"}[language] in stream.getvalue()
