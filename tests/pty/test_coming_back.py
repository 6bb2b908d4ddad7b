"""Who was here before finds what was seen last, also where the program was killed meanwhile."""

import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.pty.conftest import KLANTPORTAL
from tests.pty.terminal import Terminal, environment

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]

PASSWORD = "correct horse battery"
FIRST_ROW = re.compile("^▌.*Leave in hours", re.MULTILINE)
NOTES = """---
product: Profit
version: "7"
---

## Leave in hours per day

Leave is kept in hours.

## Bank link by PSD2

A new link.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An own portal with two notes, where an administrator stays signed in."""
    home = tmp_path / "home"
    (tmp_path / "notes.md").write_text(NOTES)
    words = ("--organisation", "Voorbeeld BV", "--email", "anna@example.org", "--password-stdin")
    _klantportal(home, "init", *words)
    _klantportal(home, "import", "releases", str(tmp_path / "notes.md"))
    _klantportal(home, "logout")
    words = ("--email", "anna@example.org", "--password-stdin", "--organisation", "Voorbeeld BV")
    _klantportal(home, "login", *words)
    return home


def _klantportal(home: Path, *words: str) -> None:
    subprocess.run(
        [KLANTPORTAL, *words],
        env=environment(_env(home)),
        input=f"{PASSWORD}\n",
        text=True,
        check=True,
        capture_output=True,
    )


def _env(home: Path) -> Mapping[str, str]:
    return {"KLANTPORTAL_HOME": str(home), "KLANTPORTAL_LANG": "en"}


def test_what_was_seen_survives_a_kill_and_a_portal_that_is_gone(home: Path) -> None:
    folder, store = home / "state" / "last_seen", home / "data" / "portal.sqlite"
    with Terminal([str(KLANTPORTAL)], env=_env(home)) as terminal:
        terminal.wait_for(FIRST_ROW)
        terminal.wait_until(lambda: any(folder.glob("*.json")), "what is kept of it")
        terminal.signal(signal.SIGKILL)
        terminal.wait_end()
    away = store.rename(store.with_name("away.sqlite"))
    with Terminal([str(KLANTPORTAL)], env=_env(home)) as terminal:
        terminal.wait_for(FIRST_ROW)
        terminal.wait_for("not reachable, as of")
        terminal.press("j")
        terminal.wait_for(re.compile("^▌.*Bank link", re.MULTILINE))
        away.rename(store)
        terminal.press("r")
        terminal.wait_for("2 notes")
        terminal.wait_gone("not reachable")
        terminal.wait_for(re.compile("^▌.*Bank link", re.MULTILINE))
        terminal.press("0", "S")
        terminal.wait_for("E-mail")
        terminal.wait_until(lambda: not any(folder.glob("*")), "that nothing is kept")
