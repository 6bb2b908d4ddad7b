"""The command line in this process, and an own portal to use it on."""

import argparse
import gettext
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.api.store import old_store
from tests.contract.grounds import Ground, PostgresGround, postgres_ground
from tui.__main__ import main
from tui.api.connect import administer
from tui.api.store.database import postgres_database
from tui.cli import init
from tui.demo.opening import open_demo
from tui.paths import Paths

PASSWORD = "een lang wachtwoord"
EMAIL = "anna@example.com"
ORGANISATION = "Voorbeeld BV"


@dataclass(frozen=True)
class Result:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict:
        """The JSON document on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.out.splitlines()


Klantportal = Callable[..., Result]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Piped(io.TextIOWrapper):
    """Standard input as bytes from somewhere."""


class Typed(Piped):
    """Standard input at which somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def somebody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody sit there whom the command line can ask."""
    monkeypatch.setattr("tests.cli.conftest.Piped", Typed)


@pytest.fixture(autouse=True)
def _argparse_as_it_was() -> Iterator[None]:
    """pytest itself speaks through argparse too."""
    yield
    argparse._ = gettext.gettext
    argparse.ngettext = gettext.ngettext


@pytest.fixture(autouse=True)
def _errors_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw fails a test with its traceback, not with a report."""
    monkeypatch.setenv("KLANTPORTAL_DEBUG", "1")


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost next to nothing here; the contract suite pays for them once."""
    monkeypatch.setattr(init, "administer", partial(administer, quick_hashing=True))


@pytest.fixture
def klantportal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Klantportal:
    """Run the command line in this process."""

    def run(*argv: object, stdin: str | bytes = "") -> Result:
        piped = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", Piped(io.BytesIO(piped), "utf-8"))
        code = main([str(word) for word in argv])
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return run


@pytest.fixture
def klantportal_process() -> Klantportal:
    """Run the command line in a process of its own."""

    def run(*argv: object, stdin: str = "", **environ: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *map(str, argv)],
            input=stdin.encode(),
            capture_output=True,
            env={**os.environ, **environ},
            check=False,
            timeout=60,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def paths() -> Paths:
    """Where this test's program keeps its files."""
    return Paths.from_environment()


@pytest.fixture
def own_portal(klantportal: Klantportal) -> None:
    """An own portal, its administrator signed in."""
    made = klantportal(
        "init",
        "--organisation",
        ORGANISATION,
        "--email",
        EMAIL,
        "--name",
        "Anna de Vries",
        "--password-stdin",
        stdin=f"{PASSWORD}\n",
    )
    assert made.code == 0, made.err


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with two releases of three notes."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "profit-7.md").write_text(
        "---\nproduct: Profit\nversion: '7'\ndate: 2024-6-5\nlanguage: en\n---\n"
        "# Profit 7\n\n## Added\n\n### Bank link\n\nNow by PSD2.\n\n"
        "## Fixed\n\n### Filter kept\n\nAlso after going back.\n"
    )
    (folder / "profit-6.md").write_text(
        "---\nproduct: Profit\nversion: '6'\ndate: 2024-03-01\nlanguage: en\n---\n"
        "# Profit 6\n\n## Removed\n\n### Old mail merge\n\nUse the new one.\n"
    )
    return folder


@pytest.fixture(scope="module")
def postgres() -> Iterator[Ground]:
    """A PostgreSQL server."""
    with postgres_ground() as ground:
        yield ground


@pytest.fixture
def database(postgres: PostgresGround) -> str:
    """The address of a database without anything in it."""
    name = postgres._name("bare")
    postgres._run(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return postgres._url(name)


@pytest.fixture
def old_database(database: str) -> str:
    """The address of a database with a store of version 0001."""
    with closing(postgres_database(database)) as store, store.write() as connection:
        old_store.make_old_store(connection)
    return database


@pytest.fixture
def incidents(own_portal: None, klantportal: Klantportal) -> Klantportal:
    """Run `incidents` in the own portal."""

    def run(*argv: object, stdin: str | bytes = "") -> Result:
        return klantportal("--lang", "en", "incidents", *argv, stdin=stdin)

    return run


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Klantportal:
    """Run the command line with a person at every stream, who types."""

    def run(*argv: object, typed: str = "") -> Result:
        out, err, keyboard = Terminal(), Terminal(), Terminal(typed)
        with monkeypatch.context() as patched:
            for name, stream in (("stdout", out), ("stderr", err), ("stdin", keyboard)):
                patched.setattr(sys, name, stream)
            code = main([str(word) for word in argv])
        return Result(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a demo that nobody wrote to."""
    home = tmp_path_factory.mktemp("demo") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KLANTPORTAL_HOME", str(home))
        open_demo(Paths.from_environment())
    return home


@pytest.fixture
def demo(demo_home: Path, tmp_path: Path) -> None:
    """A demo of this test's own."""
    shutil.copytree(demo_home, tmp_path / "home")
