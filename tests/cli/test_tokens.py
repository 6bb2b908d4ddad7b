"""Tokens and the last portal: only the owner can read them, and a crash leaves the old file."""

import os
import stat
from pathlib import Path

import pytest

from tui import portals
from tui.paths import Paths
from tui.secret import Secret
from tui.tokens import TokenStore
from tui.whole_files import write_whole

HTTP = "https://portal.example.com"


@pytest.fixture
def tokens(paths: Paths) -> TokenStore:
    return TokenStore(paths.tokens_file)


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
