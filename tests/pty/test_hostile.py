"""No text of somebody else ever controls the reader's terminal."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from tests.hostile import CASES, CONTROLS, SEQUENCES
from tests.pty.hostile_portal import EMAIL, HOME, LAST_WORDS, PASSWORD, TAME
from tests.pty.hostile_tour import Tour, compare_and_act, read_notes
from tests.pty.stream import trespasses
from tests.pty.terminal import Terminal, environment

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]

GUARDED = (sys.executable, "-m", "tui")
UNGUARDED = (sys.executable, "-m", "tests.pty.unguarded", "tui")
KINDS = {"tame": GUARDED, "hostile": GUARDED, "unguarded": UNGUARDED}
CREDENTIALS = ("--email", EMAIL, "--password-stdin")


@pytest.fixture(scope="module")
def portals(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The address of a portal that is `hostile`, `tame` or, its store included, `unguarded`."""
    folder = tmp_path_factory.mktemp("portals")
    made: set[str] = set()

    def address(kind: str) -> str:
        file = folder / f"{kind}.sqlite"
        if kind not in made:
            guard = ["tests.pty.unguarded"] if kind == "unguarded" else []
            content = "tame" if kind == "tame" else "hostile"
            modules = [*guard, "tests.pty.hostile_portal"]
            command = [sys.executable, "-m", *modules, str(file), content]
            subprocess.run(command, check=True, capture_output=True)
            made.add(kind)
        return f"sqlite:///{file}"

    return address


class Visit(Protocol):
    """What a verb of the command line writes to a terminal, in one of the kinds of portal."""

    def __call__(self, kind: str, *verb: str) -> bytes: ...


@pytest.fixture(scope="module")
def visit(portals: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """Visits a portal from a home in which somebody is signed in to it."""
    folder = tmp_path_factory.mktemp("homes")

    def visited(kind: str, *verb: str) -> bytes:
        command, env = (*KINDS[kind], "--portal", portals(kind)), _home(folder / kind)
        if not (folder / kind).exists():
            _run((*command, "login", "--organisation", HOME, *CREDENTIALS), env, PASSWORD)
        return _written((*command, *verb), env)

    return visited


@pytest.mark.parametrize("tour", [read_notes, compare_and_act], ids=lambda it: it.__name__)
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_no_screen_lets_a_text_steer_the_terminal(
    portals: Callable[[str], str], tmp_path: Path, tour: Tour, columns: int, rows: int
) -> None:
    open_screen = partial(_screen, home=tmp_path, columns=columns, rows=rows)
    with open_screen(GUARDED, portals("tame")) as terminal:
        tour(terminal, tame=True)
        tame = terminal.raw
    with open_screen(GUARDED, portals("hostile")) as terminal:
        tour(terminal, tame=False)
        assert trespasses(terminal.raw, tame) == []


def test_without_the_guards_the_screen_would_be_steered(
    portals: Callable[[str], str], tmp_path: Path
) -> None:
    sent = {}
    for kind in ("tame", "unguarded"):
        with _screen(KINDS[kind], portals(kind), home=tmp_path) as terminal:
            terminal.wait_sent(b"Portal before")
            terminal.signal(signal.SIGTERM)
            terminal.wait_end()
            sent[kind] = terminal.raw
    assert trespasses(sent["unguarded"], sent["tame"])


VERBS: tuple[tuple[str, ...], ...] = (
    ("releases", "list", "--limit", "200"),
    ("releases", "search", "before", "--limit", "200"),
    ("releases", "compare"),
    ("releases", "actions", "--limit", "300"),
    ("profile", "show"),
)
FORMS = ("markdown", "csv", "ics")


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_verb_lets_a_text_steer_the_terminal(visit: Visit, verb: tuple[str, ...]) -> None:
    said = {kind: visit(kind, *verb) for kind in KINDS}
    assert len(said["hostile"]) > len(said["tame"]) / 2
    assert trespasses(said["hostile"], said["tame"]) == []
    assert trespasses(said["unguarded"], said["tame"])


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_json_lets_a_text_steer_the_terminal(visit: Visit, verb: tuple[str, ...]) -> None:
    said = {kind: visit(kind, *verb, "--json") for kind in ("tame", "hostile")}
    assert trespasses(said["hostile"], said["tame"]) == []


@pytest.mark.parametrize("form", FORMS)
def test_no_export_lets_a_text_steer_the_terminal(visit: Visit, form: str) -> None:
    said = {kind: visit(kind, "releases", "actions", "--format", form) for kind in KINDS}
    assert b"#000" in said["hostile"]
    assert trespasses(said["hostile"], said["tame"]) == []
    assert trespasses(said["unguarded"], said["tame"])


def test_no_note_steers_the_terminal_that_shows_it(visit: Visit) -> None:
    said = {}
    for kind in KINDS:
        (first,) = json.loads(visit(kind, "releases", "list", "--limit", "1", "--json"))["items"]
        said[kind] = visit(kind, "releases", "show", first["id"])
    assert LAST_WORDS.encode() in said["hostile"]
    assert trespasses(said["hostile"], said["tame"]) == []
    assert trespasses(said["unguarded"], said["tame"])


def test_neither_files_nor_their_names_steer_the_terminal(tmp_path: Path) -> None:
    said = {}
    for kind, program in KINDS.items():
        files, env = tmp_path / f"{kind} files", _home(tmp_path / kind)
        _write_files(files, tame=kind == "tame")
        _run((*program, "init", "--organisation", HOME, *CREDENTIALS), env, PASSWORD)
        report = _written((*program, "import", "releases", str(files)), env)
        said[kind] = report + _written((*program, "releases", "list", "--limit", "200"), env)
    assert said["hostile"].count(b"before") > len(CASES)
    assert trespasses(said["hostile"], said["tame"]) == []
    assert trespasses(said["unguarded"], said["tame"])


# What the check sees.


@pytest.mark.parametrize(
    "sent",
    [
        *(case.text for case in CASES if case.category == "sequence"),
        *(text for text in CONTROLS if text not in "\r\n\t"),
        "safe\u202egnp.exe",
        "in\u200bvisible",
    ],
)
def test_the_check_sees_a_trespass(sent: str) -> None:
    tame = b"\x1b[?1049h\x1b[1;1H\x1b[38;2;1;2;3mwords\x1b[0m\r\n\x1b[?1049l"
    assert trespasses(tame, tame) == []
    assert trespasses(tame + sent.encode(), tame)


# How it is done.


def _home(folder: Path) -> dict[str, str]:
    return environment({"KLANTPORTAL_HOME": str(folder)})


def _run(command: Sequence[str], env: dict[str, str], words: str) -> None:
    done = subprocess.run(command, env=env, input=words.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done


def _written(command: Sequence[str], env: dict[str, str]) -> bytes:
    with Terminal(command, columns=200, env=env) as terminal:
        terminal.wait_end()
        return terminal.raw


def _write_files(folder: Path, *, tame: bool) -> None:
    """All in one changelog, and small ones with hostile names; a NUL makes a file no text."""
    folder.mkdir()
    texts = [TAME if tame else case.text for case in CASES]
    lines = (
        f"## 1.0.{number} - 2026-01-01\n\n- before {text}" for number, text in enumerate(texts)
    )
    body = "# Changelog\n\n" + "\n\n".join(lines)
    (folder / "nul.md").write_text(body, encoding="utf-8")
    (folder / "all.md").write_text(body.replace("\0", ""), encoding="utf-8")
    for number, text in enumerate(texts[len(CONTROLS) : len(CONTROLS) + len(SEQUENCES)]):
        name = text.replace("/", "_")
        words = f"## 2.0.{number} - 2026-01-01\n\n- {name}\n"
        (folder / f"{name}.{number}.md").write_text(words, encoding="utf-8")


def _screen(
    program: Sequence[str], portal: str, *, home: Path, columns: int = 80, rows: int = 24
) -> Terminal:
    command = (*program, "--portal", portal)
    return Terminal(command, columns=columns, rows=rows, env=_home(home))
