"""What was last seen of a portal: kept beside its token, for its owner and that portal alone."""

import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeEntrance
from tui import last_seen
from tui.api.models.session import Hat
from tui.api.policy import Kind
from tui.api.portal import SignedIn
from tui.app_factory import build
from tui.keeping import Keeping
from tui.last_seen import LastSeen, Seen
from tui.paths import Paths
from tui.secret import Secret
from tui.settings import Settings, TuiOptions
from tui.tokens import TokenStore

PORTAL = "https://portal.example.com"
OTHER = "https://other.example.com"
WORDS = "words of an organisation"
ROOMS = {"releases": {"rows": [WORDS]}}
SEEN = Seen(datetime(2026, 11, 23, 14, 2, tzinfo=UTC), {"display_name": "Anna"}, ROOMS)


@pytest.fixture
def paths() -> Paths:
    """Where this program keeps its files."""
    return Paths.from_environment()


def _last(paths: Paths, portal: str = PORTAL) -> LastSeen:
    return LastSeen(paths.last_seen_folder, portal)


def _file(paths: Paths) -> Path:
    (file,) = paths.last_seen_folder.iterdir()
    return file


def _on_disk(paths: Paths) -> str:
    files = [file for file in paths.state.rglob("*") if file.is_file()]
    return "".join(file.read_text() for file in files)


# The file


def test_it_is_there_at_the_next_start(paths: Paths) -> None:
    assert _last(paths).load() is None
    _last(paths).save(SEEN)
    assert _last(paths).load() == SEEN


def test_another_portal_never_sees_it(paths: Paths) -> None:
    _last(paths).save(SEEN)
    assert _last(paths, OTHER).load() is None
    _last(paths, OTHER).drop()
    assert _last(paths).load() == SEEN
    _file(paths).rename(_last(paths, OTHER)._file)
    assert _last(paths, OTHER).load() is None


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_only_its_owner_can_read_it(paths: Paths) -> None:
    _last(paths).save(SEEN)
    assert stat.S_IMODE(_file(paths).stat().st_mode) == 0o600
    assert stat.S_IMODE(paths.last_seen_folder.stat().st_mode) == 0o700


def _damaged(content: bytes, damage: str) -> bytes:
    match damage:
        case "cut":
            return content[:-10]
        case "empty":
            return b""
        case "no text":
            return b"\xff\xfe"
        case "deep":
            return b"[" * 100_000
        case "a list":
            return b"[1]"
        case "another version":
            return content.replace(b'"version": 1', b'"version": 2')
        case "no moment":
            return content.replace(b"2026-11-23T14:02", b"yesterday")
        case _:
            return content.replace(b"+00:00", b"")


@pytest.mark.parametrize(
    "damage",
    ["cut", "empty", "no text", "deep", "a list", "another version", "no moment", "no zone"],
)
def test_a_file_that_is_none_of_ours_is_as_good_as_none(paths: Paths, damage: str) -> None:
    _last(paths).save(SEEN)
    content = _file(paths).read_bytes()
    assert _damaged(content, damage) != content
    _file(paths).write_bytes(_damaged(content, damage))
    assert _last(paths).load() is None
    _last(paths).save(SEEN)
    assert _last(paths).load() == SEEN


def test_a_file_that_is_too_large_is_not_read(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    _last(paths).save(SEEN)
    monkeypatch.setattr(last_seen, "LARGEST", _file(paths).stat().st_size)
    assert _last(paths).load() == SEEN
    monkeypatch.setattr(last_seen, "LARGEST", _file(paths).stat().st_size - 1)
    assert _last(paths).load() is None


def test_rooms_that_are_none_have_nothing_in_them(paths: Paths) -> None:
    _last(paths).save(replace(SEEN, session=[], rooms={"releases": 3, "courses": {}}))
    assert _last(paths).load() == replace(SEEN, session={}, rooms={"releases": {}, "courses": {}})


# With the token


@pytest.mark.parametrize("change", ["another", "none"])
def test_it_goes_with_the_token_that_showed_it(paths: Paths, change: str) -> None:
    tokens = TokenStore(paths)
    tokens.save(PORTAL, Secret("one"))
    tokens.save(OTHER, Secret("two"))
    _last(paths).save(SEEN)
    _last(paths, OTHER).save(SEEN)
    if change == "another":
        tokens.save(PORTAL, Secret("three"))
    else:
        tokens.forget(PORTAL)
    assert _last(paths).load() is None
    assert _last(paths, OTHER).load() == SEEN


def test_it_goes_also_where_the_token_went_before(paths: Paths) -> None:
    _last(paths).save(SEEN)
    TokenStore(paths).forget(PORTAL)
    assert _last(paths).load() is None


# Who was here


def _signed_in(token: str = "one") -> SignedIn:
    signed_in = FakeEntrance().signed_in()
    lasting = replace(signed_in.session, expires_at=datetime.now(UTC) + timedelta(days=14))
    return replace(signed_in, token=Secret(token), session=lasting)


def _someone_stayed(paths: Paths) -> tuple[Keeping, SignedIn]:
    keeping, signed_in = Keeping(paths, PORTAL), _signed_in()
    keeping.entered(signed_in, keep=True)
    keeping.saw(signed_in, ROOMS)
    return keeping, signed_in


def test_who_stays_signed_in_is_remembered_with_what_was_seen(paths: Paths) -> None:
    _, signed_in = _someone_stayed(paths)
    remembered = Keeping(paths, PORTAL).remembered()
    assert remembered is not None
    assert remembered.session == signed_in.session
    assert remembered.rooms == ROOMS
    assert remembered.at.tzinfo is not None
    assert Keeping(paths, OTHER).remembered() is None


def test_the_token_is_no_part_of_it(paths: Paths) -> None:
    keeping, signed_in = Keeping(paths, PORTAL), _signed_in("a-very-secret-token")
    keeping.entered(signed_in, keep=True)
    keeping.saw(signed_in, ROOMS)
    assert "a-very-secret-token" not in _file(paths).read_text()


def test_who_is_not_to_stay_signed_in_leaves_nothing(paths: Paths) -> None:
    keeping, signed_in = Keeping(paths, PORTAL), _signed_in()
    keeping.entered(signed_in, keep=False)
    keeping.saw(signed_in, ROOMS)
    assert keeping.remembered() is None
    assert WORDS not in _on_disk(paths)


def test_who_resumes_a_session_goes_on_being_remembered(paths: Paths) -> None:
    _someone_stayed(paths)
    keeping = Keeping(paths, PORTAL)
    token = keeping.token()
    assert token is not None
    keeping.entered(_signed_in(token.reveal()), keep=False)
    keeping.saw(_signed_in(token.reveal()), {"releases": {"rows": ["newer"]}})
    remembered = Keeping(paths, PORTAL).remembered()
    assert remembered is not None
    assert remembered.rooms == {"releases": {"rows": ["newer"]}}


def test_no_word_stays_on_the_disk_of_who_signs_out(paths: Paths) -> None:
    keeping, signed_in = _someone_stayed(paths)
    assert WORDS in _on_disk(paths)
    keeping.left()
    assert WORDS not in _on_disk(paths)
    keeping.saw(signed_in, ROOMS)  # what was to be written when that one left
    assert WORDS not in _on_disk(paths)


def test_who_was_signed_out_elsewhere_writes_nothing_more(paths: Paths) -> None:
    keeping, signed_in = _someone_stayed(paths)
    TokenStore(paths).forget(PORTAL)
    keeping.saw(signed_in, ROOMS)
    assert WORDS not in _on_disk(paths)


def test_another_hat_is_for_this_run_alone(paths: Paths) -> None:
    keeping, signed_in = _someone_stayed(paths)
    hat = Hat(kind=Kind.SUPPORT, name="Vendor")
    under_hat = replace(
        signed_in,
        token=Secret("of the hat"),
        session=replace(signed_in.session, kind=hat.kind, organisation_id=None),
    )
    keeping.entered(under_hat, keep=False)
    keeping.saw(under_hat, {"publishing": {"rows": ["of the vendor"]}})
    assert "of the vendor" not in _on_disk(paths)
    remembered = Keeping(paths, PORTAL).remembered()
    assert remembered is not None
    assert remembered.session == signed_in.session


def test_a_session_that_makes_no_sense_is_nobodys(paths: Paths) -> None:
    _someone_stayed(paths)
    seen = _last(paths).load()
    assert seen is not None
    _last(paths).save(replace(seen, session={**seen.session, "id": "none"}))
    assert Keeping(paths, PORTAL).remembered() is None


@pytest.mark.parametrize(
    "differs", [{"permissions": []}, {"expires_at": "2026-01-01T00:00:00+00:00"}], ids=str
)
def test_who_could_do_nothing_any_more_is_not_remembered(
    paths: Paths, differs: dict[str, object]
) -> None:
    _someone_stayed(paths)
    seen = _last(paths).load()
    assert seen is not None
    _last(paths).save(replace(seen, session={**seen.session, **differs}))
    assert Keeping(paths, PORTAL).remembered() is None


def test_without_a_token_nobody_is_remembered(paths: Paths) -> None:
    _someone_stayed(paths)
    seen = _last(paths).load()
    assert seen is not None
    TokenStore(paths).forget(PORTAL)
    _last(paths).save(seen)
    assert Keeping(paths, PORTAL).remembered() is None
    paths.tokens_file.unlink()
    paths.tokens_file.mkdir()
    assert Keeping(paths, PORTAL).remembered() is None


@pytest.mark.parametrize("portal", [PORTAL, OTHER, "demo", None])
def test_the_program_opens_on_it_at_that_portal_alone(paths: Paths, portal: str | None) -> None:
    _someone_stayed(paths)
    app, _ = build(TuiOptions(portal=portal), Settings(), paths)
    assert (app._remembered is not None) is (portal == PORTAL)
