"""What must stay lazy does: a start pays only for what it shows."""

import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

HEAVY = {"pydantic", "httpx", "sqlalchemy", "alembic", "argon2", "babel", "markdown_it", "yaml"}
HEAVY |= {"icalendar", "fastapi", "starlette", "uvicorn", "aiosmtplib"}
_REPORT = """
import atexit, sys
tops = lambda: {name.partition(".")[0] for name in sys.modules}
atexit.register(lambda: print(*tops(), file=sys.stderr))
"""


def _imported(code: str, arguments: Sequence[str] = ()) -> set[str]:
    """Run `code` in a fresh interpreter; return the packages that are imported at its end."""
    done = subprocess.run(
        [sys.executable, "-c", _REPORT + code, *arguments],
        env=os.environ | {"TERM": "xterm-256color"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def _program(*arguments: str) -> set[str]:
    return _imported("import sys\nfrom tui.__main__ import main\nsys.exit(main())", arguments)


def test_the_first_paint_waits_for_no_backend() -> None:
    assert not _imported("import tui.app, tui.screens.shell, tui.screens.sign_in") & HEAVY


def test_building_the_app_waits_for_no_backend() -> None:
    assert not _imported("import tui.app_factory") & HEAVY


_FIRST_LIST = """
import asyncio
from tui.api.connect import connect
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery
from tui.demo.opening import open_demo
from tui.paths import Paths

async def first_list():
    entrance = connect(open_demo(Paths.from_environment()))
    signed_in = await entrance.sign_in_as("employee")
    assert (await signed_in.portal.releases.list(NoteQuery(), PageRequest())).items
    await entrance.close()

asyncio.run(first_list())
import tui.screens.releases.room
"""


def test_the_first_list_waits_for_no_validator() -> None:
    _imported(_FIRST_LIST)  # making the demo's store checks what goes into it
    assert _imported(_FIRST_LIST) & HEAVY == {"sqlalchemy"}


_AT_REST = """
import asyncio
from tui.app_factory import build
from tui.paths import Paths
from tui.settings import Settings, TuiOptions

async def come_to_rest():
    options = TuiOptions(portal="demo", sign_in_as="employee", language="en")
    app, door = build(options, Settings(), Paths.from_environment())
    async with app.run_test(size=(120, 40)) as pilot, asyncio.timeout(20):
        def screen():
            strips = app.screen._compositor.render_strips()
            return "".join(segment.text for strip in strips for segment in strip)
        while not all(words in screen() for words in ("31 unread", "4 for you", "yearly total")):
            await pilot.pause(0.02)
    await door.close()

asyncio.run(come_to_rest())
"""


def test_the_first_note_and_what_waits_are_told_without_a_validator() -> None:
    _imported(_FIRST_LIST)  # makes the demo's store
    assert _imported(_AT_REST) & HEAVY == {"sqlalchemy", "markdown_it"}


_COMING_BACK = """
import asyncio, sys
from datetime import UTC, datetime
from tui.api.models import stored
from tui.api.models.releases import Impact, NoteKind, NoteQuery, NoteSummary
from tui.api.models.session import Session
from tui.api.policy import Kind, Role, permissions_of
from tui.app_factory import build
from tui.last_seen import LastSeen, Seen
from tui.paths import Paths
from tui.screens import arrival
from tui.secret import Secret
from tui.settings import Settings, TuiOptions
from tui.tokens import TokenStore

async def come_back(portal):
    app, door = build(TuiOptions(portal=portal), Settings(), Paths.from_environment())
    async with app.run_test() as pilot:
        await pilot.press("down")
        strips = app.screen._compositor.render_strips()
        rows = ["".join(segment.text for segment in strip) for strip in strips]
        assert any(row.startswith("▌") and "Note 1" in row for row in rows), rows
    await door.close()

def keep(portal):
    paths = Paths.from_environment()
    TokenStore(paths).save(portal, Secret("token"))
    ids = [f"00000000-0000-7000-8000-00000000000{number}" for number in range(3)]
    roles = {Role.EMPLOYEE}
    session = Session(
        id=ids[0], person_id=ids[1], kind=Kind.CONTACT, display_name="Anna", email="a@b.nl",
        roles=frozenset(roles), permissions=permissions_of(Kind.CONTACT, roles),
    )
    notes = [
        NoteSummary(
            id=each, release_id=each, product="Profit", version="7", kind=NoteKind.ADDED,
            impact=Impact.NONE, title=f"Note {number}", language="en", read=True,
        )
        for number, each in enumerate(ids)
    ]
    from tui.screens.releases.kept import view_of
    question = view_of(NoteQuery()) | {"language": "en"}
    rows = [stored.plain(NoteSummary, note) for note in notes]
    room = {"question": question, "rows": rows, "more": True}
    seen = Seen(datetime.now(UTC), stored.plain(Session, session), {"releases": room})
    LastSeen(paths.last_seen_folder, portal).save(seen)

arrival.PAUSE = 3600
portal = sys.argv[1]
keep(portal)
asyncio.run(come_back(portal))
"""


@pytest.mark.parametrize(
    "portal", ["https://portal.example.nl", "sqlite:////nowhere/portal.sqlite"]
)
def test_what_was_seen_last_waits_for_no_backend(portal: str) -> None:
    assert not _imported(_COMING_BACK, [portal]) & HEAVY


@pytest.mark.parametrize(
    "module",
    [
        "screens.picker",
        "screens.line_sheet",
        "screens.saving",
        "screens.releases.offers",
        "screens.releases.required",
        "widgets.line_input",
    ],
)
def test_the_first_list_waits_for_nothing_that_is_asked_for_later(module: str) -> None:
    _imported(f"import tui.screens.releases.room\nassert 'tui.{module}' not in sys.modules")
    _imported(f"import tui.{module}\nassert 'tui.{module}' in sys.modules")


def test_a_store_in_a_file_speaks_no_other_dialect() -> None:
    _imported(f"{_FIRST_LIST}\nassert 'sqlalchemy.dialects.sqlite' in sys.modules")
    _imported(f"{_FIRST_LIST}\nassert 'sqlalchemy.dialects.postgresql' not in sys.modules")


def test_a_portal_on_the_web_pays_for_no_store_and_no_server() -> None:
    opened = "from tui.api.connect import connect\nconnect('https://portal.example.nl')"
    assert _imported(opened) & HEAVY == {"httpx", "pydantic"}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_imports_next_to_nothing(option: str) -> None:
    assert not _program(option) & (HEAVY | {"textual", "rich", "asyncio"})


def test_scripts_never_import_textual() -> None:
    listing = _program("--portal", "demo", "--as", "employee", "releases", "list", "--limit", "1")
    assert "sqlalchemy" in listing
    assert "textual" not in listing


def test_a_list_of_actions_pays_for_no_calendar() -> None:
    actions = ("--portal", "demo", "--as", "employee", "releases", "actions")
    assert "icalendar" not in _program(*actions, "--format", "csv")
    assert "icalendar" in _program(*actions, "--format", "ics")


@pytest.mark.parametrize("module", sorted(HEAVY))
def test_a_heavy_import_is_seen(module: str) -> None:
    assert module in _imported(f"import {module}")
