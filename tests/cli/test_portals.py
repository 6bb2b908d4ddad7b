"""`init`, `login` and `logout` on a real store in a folder of its own."""

import errno
import getpass
import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import EMAIL, ORGANISATION, PASSWORD, Klantportal
from tui import portals
from tui.paths import Paths

INIT = ("init", "--organisation", ORGANISATION, "--email", EMAIL)
LOGIN = ("login", "--email", EMAIL, "--password-stdin")


def test_init_makes_a_portal_and_signs_in(
    own_portal: None, klantportal: Klantportal, paths: Paths
) -> None:
    assert paths.own_store.is_file()
    assert portals.last(paths) == portals.store_address(paths.own_store)
    assert stat.S_IMODE(paths.tokens_file.stat().st_mode) == 0o600
    profile = klantportal("profile", "show", "--json").document
    assert profile["display_name"] == "Anna de Vries"
    assert profile["email"] == EMAIL
    assert profile["organisation_name"] == ORGANISATION


def test_an_own_portal_knows_what_the_organisation_runs(
    klantportal: Klantportal, notes: Path
) -> None:
    init = (*INIT, "--product-version", "Profit 6", "--password-stdin")
    assert klantportal(*init, stdin=PASSWORD).code == 0
    assert klantportal("import", "releases", notes).code == 0
    document = klantportal("releases", "compare", "--json").document
    assert (document["since"]["version"], document["until"]["version"]) == ("6", "7")


def test_the_password_is_nowhere_in_clear(
    own_portal: None, klantportal: Klantportal, paths: Paths, tmp_path
) -> None:
    signed_in = klantportal(*LOGIN, stdin=PASSWORD)
    assert PASSWORD not in signed_in.out + signed_in.err
    for file in (tmp_path / "home").rglob("*"):
        assert not file.is_file() or PASSWORD.encode() not in file.read_bytes()


def test_init_refuses_to_overwrite_and_says_where(
    own_portal: None, klantportal: Klantportal, paths: Paths
) -> None:
    before = paths.own_store.read_bytes()
    again = klantportal(*INIT, "--password-stdin", stdin=PASSWORD)
    assert again.code == 1
    assert str(paths.own_store) in again.err
    assert paths.own_store.read_bytes() == before


@pytest.mark.parametrize(
    ("stdin", "extra", "word"),
    [
        ("short\n", (), "10"),
        ("", (), "10"),
        (PASSWORD, ("--email", "anna"), "anna@example.com"),
        (PASSWORD, ("--email", "anna@@example.com"), "anna@example.com"),
        (PASSWORD, ("--organisation", " \x1b"), "--organisation"),
    ],
)
def test_init_says_what_is_wrong_and_makes_nothing(
    klantportal: Klantportal, paths: Paths, stdin: str, extra: tuple[str, ...], word: str
) -> None:
    refused = klantportal(*INIT, *extra, "--password-stdin", stdin=stdin)
    assert refused.code == 2
    assert word in refused.err
    assert not paths.own_store.exists()


def test_any_characters_make_a_password_and_only_the_line_end_is_taken_off(
    klantportal: Klantportal,
) -> None:
    password = " twee  spaties ❤ \t"
    assert klantportal(*INIT, "--password-stdin", stdin=f"{password}\r\n").code == 0
    assert klantportal(*LOGIN, "--vendor-side", stdin=password).code == 0
    assert klantportal(*LOGIN, "--vendor-side", stdin=password.strip()).code == 3


def test_a_portal_can_stand_in_another_file(
    klantportal: Klantportal, paths: Paths, tmp_path
) -> None:
    address = f"sqlite:///{tmp_path / 'elders' / 'portaal.sqlite'}"
    made = klantportal("--portal", address, *INIT, "--password-stdin", stdin=PASSWORD)
    assert made.code == 0, made.err
    assert portals.last(paths) == portals.shown(address)
    assert not paths.own_store.exists()
    assert klantportal("profile", "show").code == 0


def test_the_demo_is_not_initialised_and_asks_no_password(klantportal: Klantportal) -> None:
    refused = klantportal("--portal", "demo", *INIT, "--password-stdin", stdin=PASSWORD)
    assert (refused.code, "klantportal demo" in refused.err) == (2, True)
    refused = klantportal("--portal", "demo", *LOGIN, stdin=PASSWORD)
    assert (refused.code, "--as employee" in refused.err) == (2, True)


def test_several_places_are_listed_and_one_is_chosen(
    own_portal: None, klantportal: Klantportal
) -> None:
    asked = klantportal(*LOGIN, stdin=PASSWORD)
    assert asked.code == 2
    assert f"--organisation '{ORGANISATION}'" in asked.err
    assert "--vendor-side" in asked.err
    chosen = klantportal(*LOGIN, "--organisation", ORGANISATION.lower(), stdin=PASSWORD)
    assert chosen.code == 0
    assert ORGANISATION in chosen.out
    vendor = klantportal(*LOGIN, "--vendor-side", stdin=PASSWORD)
    assert vendor.code == 0
    assert klantportal("profile", "show", "--json").document["organisation_name"] != ORGANISATION
    other = klantportal(*LOGIN, "--organisation", "Een ander", stdin=PASSWORD)
    assert other.code == 2
    assert ORGANISATION in other.err


@pytest.mark.parametrize("name", ["$(touch owned)", 'a"; touch owned; "', "a'b `c` ${d}", "!x"])
def test_a_place_is_listed_as_a_shell_would_take_it(
    klantportal: Klantportal, tmp_path: Path, name: str
) -> None:
    init = ("init", "--organisation", name, "--email", EMAIL, "--password-stdin")
    assert klantportal(*init, stdin=PASSWORD).code == 0
    asked = klantportal(*LOGIN, stdin=PASSWORD)
    (offered,) = (line for line in asked.err.splitlines() if "--organisation" in line)
    shell = ["sh", "-c", f"printf '%s|' {offered}"]
    said = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stdout == f"--organisation|{name}|"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_wrong_password_and_a_stranger_are_told_the_same(
    own_portal: None, klantportal: Klantportal, language: str
) -> None:
    wrong = klantportal("--lang", language, *LOGIN, stdin="een ander wachtwoord")
    stranger = klantportal("--lang", language, *LOGIN, "--email", "x@example.com", stdin=PASSWORD)
    assert wrong == stranger
    assert wrong.code == 3
    assert wrong.out == ""


def test_a_slowed_down_account_says_how_long_to_wait(
    own_portal: None, klantportal: Klantportal
) -> None:
    for _ in range(5):
        klantportal(*LOGIN, stdin="een fout wachtwoord")
    waiting = klantportal(*LOGIN, "--vendor-side", stdin=PASSWORD)
    assert waiting.code == 3
    assert " s" in waiting.err


def test_after_logout_one_is_not_signed_in_and_the_token_is_gone(
    own_portal: None, klantportal: Klantportal, paths: Paths
) -> None:
    (token,) = json.loads(paths.tokens_file.read_text()).values()
    assert klantportal("logout").code == 0
    assert json.loads(paths.tokens_file.read_text()) == {}
    assert klantportal("profile", "show").code == 3
    paths.tokens_file.write_text(json.dumps({portals.last(paths): token}))
    ended = klantportal("profile", "show")
    assert ended.code == 3
    assert "klantportal login" in ended.err
    assert klantportal("logout").code == 0
    assert klantportal("logout").code == 0


def test_a_portal_that_is_gone_is_named_and_logout_still_forgets(
    own_portal: None, klantportal: Klantportal, paths: Paths
) -> None:
    paths.own_store.unlink()
    gone = klantportal("releases", "list")
    assert gone.code == 4
    assert str(paths.own_store) in gone.err
    assert klantportal("logout").code == 0
    assert json.loads(paths.tokens_file.read_text()) == {}


def test_a_file_that_is_no_portal_is_left_as_it_is(klantportal: Klantportal, paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    paths.own_store.write_bytes(b"not a database" * 100)
    refused = klantportal(*INIT, "--password-stdin", stdin=PASSWORD)
    assert refused.code in (1, 4)
    assert str(paths.own_store) in refused.err
    assert paths.own_store.read_bytes() == b"not a database" * 100


def test_an_address_of_nothing_is_refused(klantportal: Klantportal) -> None:
    refused = klantportal("--portal", "gopher://x", *LOGIN, stdin=PASSWORD)
    assert refused.code == 4
    assert "gopher" in refused.err


class Keyboard:
    """A person who types these passwords."""

    def __init__(self, *passwords: str) -> None:
        self._passwords = list(passwords)
        self.asked: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self._passwords.pop(0)


@pytest.fixture
def at_keyboard(monkeypatch: pytest.MonkeyPatch, somebody_types: None):
    """Let `init` find a person at the keyboard."""

    def sit(*passwords: str) -> Keyboard:
        keyboard = Keyboard(*passwords)
        monkeypatch.setattr(getpass, "getpass", keyboard)
        return keyboard

    return sit


def test_at_a_keyboard_a_new_password_is_asked_twice(klantportal: Klantportal, at_keyboard) -> None:
    keyboard = at_keyboard(PASSWORD, PASSWORD)
    assert klantportal(*INIT).code == 0
    assert len(keyboard.asked) == 2
    assert "10" in keyboard.asked[0]


def test_two_passwords_that_differ_make_nothing(
    klantportal: Klantportal, at_keyboard, paths: Paths
) -> None:
    at_keyboard(PASSWORD, PASSWORD + "!")
    assert klantportal(*INIT).code == 2
    assert not paths.own_store.exists()


def test_without_a_keyboard_a_password_comes_from_standard_input(
    klantportal: Klantportal,
) -> None:
    refused = klantportal(*INIT)
    assert refused.code == 2
    assert "--password-stdin" in refused.err
    assert sys.stdin.isatty() is False


@pytest.mark.parametrize("option", ["organisation", "name", "product", "vendor"])
def test_a_name_that_is_too_long_is_refused_before_anything_is_made(
    klantportal: Klantportal, paths: Paths, option: str
) -> None:
    refused = klantportal(*INIT, f"--{option}", "x" * 301, "--password-stdin", stdin=PASSWORD)
    assert refused.code == 1
    assert f"--{option}: " in refused.err
    assert "300" in refused.err
    assert not paths.own_store.exists()


def test_an_email_that_is_too_long_is_refused_by_name(
    own_portal: None, klantportal: Klantportal
) -> None:
    refused = klantportal(*LOGIN, "--email", "x" * 301, stdin=PASSWORD)
    assert refused.code == 1
    assert "email: " in refused.err
    assert PASSWORD not in refused.err


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_portal_on_the_web_that_does_not_answer_is_told_as_such(
    klantportal: Klantportal, language: str
) -> None:
    address = "https://127.0.0.1:9"
    refused = klantportal("--lang", language, "--portal", address, *LOGIN, stdin=PASSWORD)
    assert refused.code == 4
    assert address in refused.err
    assert {"en": "does not answer", "nl": "antwoordt niet"}[language] in refused.err


def test_init_that_cannot_keep_the_token_says_what_is_made_and_what_is_not(
    klantportal: Klantportal, paths: Paths
) -> None:
    paths.state.parent.mkdir(parents=True, exist_ok=True)
    paths.state.write_text("a file where the folder should be")
    made = klantportal(*INIT, "--password-stdin", stdin=PASSWORD)
    assert made.code == 1
    assert str(paths.own_store) in made.out
    assert str(paths.state) in made.err
    assert "klantportal login" in made.err
    assert paths.state.is_file()


def test_init_where_no_folder_can_be_says_so_and_needs_no_report(
    klantportal: Klantportal, paths: Paths
) -> None:
    paths.data.parent.mkdir(parents=True, exist_ok=True)
    paths.data.write_text("a file where the folder should be")
    refused = klantportal(*INIT, "--password-stdin", stdin=PASSWORD)
    assert refused.code == 4
    assert str(paths.own_store) in refused.err


def test_a_path_that_is_too_long_for_a_file_is_told(klantportal: Klantportal) -> None:
    address = f"sqlite:////{'x' * 300}"
    refused = klantportal("--portal", address, *LOGIN, stdin=PASSWORD)
    assert refused.code == 4
    assert "xxx" in refused.err


def test_login_that_cannot_keep_the_token_names_the_place(
    own_portal: None, klantportal: Klantportal, paths: Paths
) -> None:
    shutil.rmtree(paths.state)
    paths.state.write_text("a file where the folder should be")
    address = portals.store_address(paths.own_store)
    refused = klantportal("--portal", address, *LOGIN, "--vendor-side", stdin=PASSWORD)
    assert refused.code == 1
    assert str(paths.state) in refused.err


def test_a_full_disk_is_told_with_the_file_that_could_not_be_written(
    own_portal: None, klantportal: Klantportal, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tui.whole_files.os.fsync", full)
    refused = klantportal(*LOGIN, "--vendor-side", stdin=PASSWORD)
    assert refused.code == 1
    assert str(paths.tokens_file) in refused.err
    assert "No space left" in refused.err
