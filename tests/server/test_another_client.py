"""A client that was written by the document alone does its work."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.contract.world import PASSWORD, PEOPLE, WRONG_PASSWORD
from tests.server.serving import Serving, serving

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "another_client.py"
WORDS = "ubl"
FOUND = ["* Profit 10: UBL 2.1 verplicht", "  Profit 9: Facturen per e-mail versturen"]
FOUND_AGAIN = [line.replace("*", " ") for line in FOUND]


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Serving]:
    """The server, as its operator starts it."""
    with serving(database, tmp_path / "log") as server:
        yield server


def _run(url: str, name: str, password: str = PASSWORD) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-I", str(EXAMPLE), url, PEOPLE[name].email, WORDS]
    return subprocess.run(
        command, input=f"{password}\n", capture_output=True, text=True, check=False, timeout=60
    )


def test_it_is_short_and_knows_nothing_of_this_program() -> None:
    source = EXAMPLE.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    nodes = [*ast.walk(ast.parse(source))]
    imports = [node for node in nodes if isinstance(node, ast.Import)]
    assert {alias.name for node in imports for alias in node.names} == {"sys", "httpx"}
    assert not [node for node in nodes if isinstance(node, ast.ImportFrom)]


def test_it_signs_in_searches_marks_and_signs_out(server: Serving, tokens: dict[str, str]) -> None:
    before = _look(server, tokens["employee"])
    done = _run(server.url, "employee")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [*FOUND, "marked read: 1"]
    after = _look(server, tokens["employee"])
    assert after == (before[0] - 1, before[1])
    assert _run(server.url, "employee").stdout.splitlines() == [*FOUND_AGAIN, "marked read: 0"]


def _look(server: Serving, token: str) -> tuple[int, int]:
    """Return how many notes are unread, and how many sessions are open."""
    with httpx.Client(base_url=f"{server.url}/api/v1") as web:
        web.headers["Authorization"] = f"Bearer {token}"
        unread = web.get("/releases/notes/count", params={"unread": "true"}).json()["value"]
        return unread, len(web.get("/sessions").json()["items"])


def test_who_has_several_hats_wears_the_first(server: Serving) -> None:
    done = _run(server.url, "both")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "marked read: 1"


def test_what_is_refused_is_told_as_the_problem_that_it_is(server: Serving) -> None:
    done = _run(server.url, "employee", WRONG_PASSWORD)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("urn:klantportal:problem:unauthenticated: ")
