"""Opening the demo: made once, quick from then on."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tui import portals
from tui.api import connect
from tui.api.administration import NewPortal
from tui.api.errors import Conflict, Unavailable
from tui.demo.opening import open_demo
from tui.paths import Paths
from tui.sqlite_files import folder_beside

HEAVY = ("sqlalchemy", "alembic", "pydantic", "tui.demo.portal", "tui.api.store")


class FakeStore:
    """A store that keeps no more than whether it was made."""

    def __init__(self, url: str, made: list[NewPortal]) -> None:
        self.path = Path(url.removeprefix("sqlite://"))
        self.made = made

    def create(self, portal: NewPortal) -> None:
        if self.path.exists():
            raise Conflict
        assert not list(self.path.parent.glob("*.sqlite-*")), "part of another database"
        connection = sqlite3.connect(self.path)
        connection.execute("CREATE TABLE made (day TEXT)")
        connection.commit()
        connection.close()
        self.made.append(portal)

    def set_aside(self) -> str:
        aside = self.path.with_suffix(".aside")
        self.path.rename(aside)
        return str(aside)

    def close(self) -> None:
        pass


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[NewPortal]:
    """The portals that were made so far."""
    portals: list[NewPortal] = []
    monkeypatch.setattr(connect, "administer", lambda url: FakeStore(url, portals))
    return portals


@pytest.fixture
def paths() -> Paths:
    return Paths.from_environment()


def content(paths: Paths) -> Path:
    return paths.demo_store.with_name(paths.demo_store.name + ".content")


def test_the_demo_is_made_once(paths: Paths, made: list[NewPortal]) -> None:
    url = open_demo(paths)
    assert url == portals.store_address(paths.demo_store)
    assert open_demo(paths) == url
    assert len(made) == 1


def test_opening_a_demo_that_is_there_imports_nothing_heavy(
    paths: Paths, made: list[NewPortal]
) -> None:
    open_demo(paths)
    program = (
        "import sys; from tui.demo.opening import open_demo; from tui.paths import Paths;"
        "open_demo(Paths.from_environment()); print(*sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], env=os.environ, capture_output=True, check=True, text=True
    )
    assert len(made) == 1
    assert not set(HEAVY) & set(answer.stdout.split())


def test_reset_makes_the_demo_anew(paths: Paths, made: list[NewPortal]) -> None:
    open_demo(paths)
    paths.demo_store.with_name(paths.demo_store.name + "-wal").write_bytes(b"of the old one")
    (folder_beside(paths.demo_store) / "uploads").mkdir(parents=True)
    open_demo(paths, reset=True)
    assert len(made) == 2
    assert sorted(path.name for path in paths.data.iterdir()) == [
        "demo.sqlite",
        "demo.sqlite.content",
    ]


def test_what_is_left_of_a_demo_that_was_deleted_goes_away(
    paths: Paths, made: list[NewPortal]
) -> None:
    open_demo(paths)
    paths.demo_store.unlink()
    paths.demo_store.with_name(paths.demo_store.name + "-journal").write_bytes(b"of the old one")
    open_demo(paths)
    assert len(made) == 2


def test_a_demo_of_other_content_is_made_anew(paths: Paths, made: list[NewPortal]) -> None:
    open_demo(paths)
    content(paths).write_text("0")
    open_demo(paths)
    open_demo(paths)
    assert len(made) == 2


@pytest.mark.parametrize(
    "damage",
    [b"", b"no database", b"SQLite format 3\0", bytes(5000)],
    ids=["empty", "words", "beginning", "zeros"],
)
def test_a_damaged_demo_is_set_aside(paths: Paths, made: list[NewPortal], damage: bytes) -> None:
    open_demo(paths)
    paths.demo_store.write_bytes(damage)
    open_demo(paths)
    assert len(made) == 2
    assert paths.demo_store.with_suffix(".aside").read_bytes() == damage


def test_a_truncated_demo_is_set_aside(paths: Paths, made: list[NewPortal]) -> None:
    open_demo(paths)
    os.truncate(paths.demo_store, paths.demo_store.stat().st_size // 2)
    open_demo(paths)
    assert len(made) == 2


def test_a_demo_that_another_process_made_meanwhile_is_taken(
    paths: Paths, made: list[NewPortal]
) -> None:
    open_demo(paths)
    content(paths).unlink()
    open_demo(paths)
    assert len(made) == 1
    assert content(paths).exists()


def test_a_place_that_cannot_be_written_is_named(paths: Paths, made: list[NewPortal]) -> None:
    paths.data.parent.mkdir(parents=True)
    paths.data.write_text("a file where the folder should be")
    with pytest.raises(Unavailable) as failure:
        open_demo(paths)
    assert failure.value.place == str(paths.demo_store)
    assert made == []
