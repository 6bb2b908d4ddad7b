"""Tokens and the last portal: only the owner can read them, and a crash leaves the old file."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from tui import portals
from tui.os_keyring import NoKeyring
from tui.paths import Paths
from tui.secret import Secret
from tui.tokens import TokenStore
from tui.whole_files import write_whole

HTTP = "https://portal.example.com"


@pytest.fixture
def tokens(paths: Paths) -> TokenStore:
    return TokenStore(paths)


def test_what_a_killed_program_left_of_the_tokens_goes_with_the_next_change(
    tokens: TokenStore, paths: Paths
) -> None:
    tokens.save("a.sqlite", Secret("one"))
    left = paths.tokens_file.with_name(f".{paths.tokens_file.name}.abcdefgh")
    left.write_text("of before")
    os.utime(left, (0, 0))
    tokens.forget("a.sqlite")
    assert not left.exists()


class Remembering(KeyringBackend):
    """A keyring that lives as long as the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class Forgetful(Remembering):
    """Says that it keeps what it is given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Locked(Remembering):
    """The person did not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked


@pytest.fixture(autouse=True)
def no_real_keyring() -> Iterator[Remembering]:
    """Whatever keyring this machine has is left alone."""
    before = keyring.get_keyring()
    remembering = Remembering()
    keyring.set_keyring(remembering)
    yield remembering
    keyring.set_keyring(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_token_is_kept_by_portal_until_it_is_forgotten(tokens: TokenStore) -> None:
    tokens.save(HTTP, Secret("one"))
    tokens.save("sqlite:///x", Secret("two"))
    assert tokens.load(HTTP) == Secret("one")
    tokens.forget(HTTP)
    tokens.forget(HTTP)
    assert tokens.load(HTTP) is None
    assert tokens.load("sqlite:///x") == Secret("two")


def test_a_token_of_the_web_is_in_the_keyring_and_not_in_the_file(
    tokens: TokenStore, paths: Paths, no_real_keyring: Remembering
) -> None:
    tokens.save(HTTP, Secret("one"))
    assert no_real_keyring.kept == {("klantportal", HTTP): "one"}
    assert "one" not in paths.tokens_file.read_text()
    assert tokens.is_in_keyring(HTTP)
    assert tokens.load(HTTP) == Secret("one")
    tokens.forget(HTTP)
    assert tokens.load(HTTP) is None
    assert not no_real_keyring.kept


@pytest.mark.parametrize("backend", [Forgetful, Locked])
def test_a_keyring_that_keeps_nothing_is_not_entrusted_with_a_token(
    tokens: TokenStore, paths: Paths, backend: type[Remembering]
) -> None:
    keyring.set_keyring(backend())
    tokens.save(HTTP, Secret("one"))
    assert not tokens.is_in_keyring(HTTP)
    assert tokens.load(HTTP) == Secret("one")
    assert mode(paths.tokens_file) == 0o600


def test_a_keyring_that_is_locked_later_asks_to_sign_in_again(tokens: TokenStore) -> None:
    tokens.save(HTTP, Secret("one"))
    keyring.set_keyring(Locked())
    assert tokens.load(HTTP) is None
    tokens.forget(HTTP)
    assert not tokens.is_in_keyring(HTTP)


def test_without_the_library_a_token_is_in_the_file(paths: Paths) -> None:
    tokens = TokenStore(paths, NoKeyring())
    tokens.save(HTTP, Secret("one"))
    assert tokens.load(HTTP) == Secret("one")


def test_the_token_of_an_embedded_portal_is_beside_it_and_not_in_the_keyring(
    tokens: TokenStore, no_real_keyring: Remembering
) -> None:
    tokens.save("sqlite:///x", Secret("two"))
    assert not no_real_keyring.kept
    assert tokens.load("sqlite:///x") == Secret("two")


def test_nobody_else_can_read_the_tokens(tokens: TokenStore, paths: Paths) -> None:
    before = os.umask(0)
    try:
        tokens.save(HTTP, Secret("one"))
    finally:
        os.umask(before)
    assert mode(paths.tokens_file) == 0o600
    assert mode(paths.state) == 0o700
    assert not tokens.close_to_others()


def test_tokens_that_others_could_read_are_closed_and_told(
    tokens: TokenStore, paths: Paths
) -> None:
    tokens.save(HTTP, Secret("one"))
    paths.tokens_file.chmod(0o644)
    assert tokens.close_to_others()
    assert mode(paths.tokens_file) == 0o600


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"https://portal.example.com": 3}', "null"])
def test_a_file_that_is_not_ours_holds_no_tokens(
    tokens: TokenStore, paths: Paths, content: str
) -> None:
    write_whole(paths.tokens_file, content.encode())
    assert tokens.load(HTTP) is None
    tokens.save(HTTP, Secret("one"))
    assert tokens.load(HTTP) == Secret("one")


def test_the_password_of_an_address_is_kept_nowhere(tokens: TokenStore, paths: Paths) -> None:
    address = "postgresql://portal:geheim@db.example.com/portal"
    tokens.save(address, Secret("one"))
    portals.remember(paths, address)
    assert "geheim" not in paths.tokens_file.read_text()
    assert portals.last(paths) is None
    assert tokens.load(address) == Secret("one")
    assert portals.shown(address) == "postgresql://portal@db.example.com/portal"


def test_one_file_is_one_portal_however_its_address_is_spelled(
    tokens: TokenStore, paths: Paths
) -> None:
    three, four = f"sqlite://{paths.own_store}", f"sqlite:///{paths.own_store}"
    tokens.save(four, Secret("one"))
    assert tokens.load(three) == tokens.load(four) == Secret("one")
    assert portals.shown(four) == three == portals.store_address(paths.own_store)
    portals.remember(paths, four)
    assert portals.last(paths) == three


def test_the_last_portal_opens_again_and_else_the_own_one(paths: Paths) -> None:
    assert portals.usual(paths) is None
    write_whole(paths.own_store, b"")
    assert portals.usual(paths) == portals.store_address(paths.own_store)
    portals.remember(paths, HTTP)
    assert portals.usual(paths) == HTTP


def test_a_failed_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    write_whole(file, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file, tmp_path / "home"] or list(tmp_path.iterdir()) == [
        file
    ]
