"""No text of somebody else controls the terminal that a verb writes to, or what reads its files."""

import csv
import io
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import pytest
from icalendar import Calendar

from tests.pty.hostile_files import write_files
from tests.pty.hostile_places import Place, Variant
from tests.pty.hostile_portal import EMAIL, HOME, LAST_WORDS, PASSWORD, last_of, marker
from tests.pty.hostile_stage import READER, VENDOR, Home, Stage
from tests.pty.stream import trespasses
from tui.exchange.actions import ActionFormat
from tui.exchange.actions.table import COLUMNS
from tui.exchange.tables import harmless

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("pty")]

PLAIN = b"words\twords\r\nwords\n\r"
"""All that a verb sends of itself: lines, and one that is written over."""
NOTE = "NOTE"
"""Stands for the id of the note whose text has every case."""


@dataclass(frozen=True)
class Verb:
    """What is typed; what is said besides the texts, and where these come from."""

    words: str
    says: str
    places: frozenset[Place]
    who: tuple[str, ...] = READER


def _verb(words: str, says: str, *places: Place, who: tuple[str, ...] = READER) -> Verb:
    return Verb(words, says, frozenset(places), who)


LISTS = (
    _verb("releases list --limit 300", marker(0), Place.TITLE, Place.AREA, Place.VERSION),
    _verb("releases search before --limit 300", marker(0), Place.TITLE, Place.AREA, Place.BODY),
    _verb("releases compare", marker(0), Place.TITLE, Place.AREA, Place.VERSION),
    _verb("releases actions --limit 300", marker(0), Place.TITLE, Place.AREA, Place.COLLEAGUE),
)
OF_ONE = (
    _verb("releases show NOTE", LAST_WORDS, Place.PRODUCT, Place.TITLE, Place.AREA, Place.BODY),
    _verb("releases actions NOTE", "Impact", Place.PRODUCT, Place.TITLE, Place.AREA),
    _verb("profile show", EMAIL, Place.PERSON),
)
OTHERS = (
    _verb("releases actions NOTE --owner before", marker(0), Place.COLLEAGUE),
    _verb("releases withdraw NOTE --restore", "Changed", who=VENDOR),
    _verb("releases correct NOTE --language en --kind changed", "Corrected", who=VENDOR),
    _verb("profile sessions", "here"),
    _verb("organisations list", HOME, Place.ORGANISATION, who=VENDOR),
    *(
        _verb(f"releases actions --format {form}", marker(0), Place.TITLE, Place.COLLEAGUE)
        for form in ActionFormat
    ),
    _verb(" ".join(READER), "Signed in", Place.PERSON),
    _verb(" ".join(READER).replace(f"--organisation {HOME} ", ""), HOME, Place.ORGANISATION),
)
GUARDED_OR_NOT = (Variant.HOSTILE, Variant.UNGUARDED)


def _each(*verbs: Verb) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("verb", verbs, ids=lambda verb: verb.words)


@_each(*LISTS, *OF_ONE, *OTHERS)
def test_no_verb_lets_a_text_steer_the_terminal(stage: Stage, verb: Verb) -> None:
    hostile, unguarded = (_said(stage.signed_in(it, verb.who), verb) for it in GUARDED_OR_NOT)
    assert verb.says.encode() in hostile
    assert trespasses(hostile, PLAIN) == []
    assert _missing(unguarded, verb.places) == []


@_each(*LISTS, *OF_ONE)
def test_no_json_lets_a_text_steer_the_terminal(stage: Stage, verb: Verb) -> None:
    homes = (stage.signed_in(it, verb.who) for it in GUARDED_OR_NOT)
    hostile, unguarded = (_said(home, verb, "--json") for home in homes)
    assert json.loads(hostile)
    assert trespasses(hostile, PLAIN) == []
    assert _missing(unguarded, verb.places) == []


@_each(*LISTS)
def test_no_text_adds_a_line_or_a_field_for_other_programs(stage: Stage, verb: Verb) -> None:
    hostile, unguarded = (stage.signed_in(it).run(*verb.words.split()) for it in GUARDED_OR_NOT)
    rows = [line.split("\t") for line in hostile.decode().removesuffix("\n").split("\n")]
    assert len(rows) > 100
    assert len({len(row) for row in rows}) == 1
    assert trespasses(hostile, PLAIN) == []
    assert _missing(unguarded, verb.places) == []


def test_a_file_holds_every_action_once_and_nothing_else(stage: Stage) -> None:
    home, actions = stage.signed_in(Variant.HOSTILE), Variant.HOSTILE.cases + 2
    for name in ("actions.md", "actions.csv", "actions.ics"):
        home.run("releases", "actions", "--output", name, "--force")
    table = (home.folder / "actions.csv").read_text("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert len(cells) == (actions + 1) * len(COLUMNS)
    assert cells == [*map(harmless, cells)]
    assert any(cell.startswith("'=") for cell in cells)
    checklist = (home.folder / "actions.md").read_text()
    assert len(re.findall(r"^- \[ \] \S", checklist, re.MULTILINE)) == actions
    tasks = (home.folder / "actions.ics").read_bytes()
    assert len(Calendar.from_ical(tasks).walk("VTODO")) == actions
    assert max(map(len, tasks.split(b"\r\n"))) <= 75


def test_neither_files_nor_their_names_steer_the_terminal(stage: Stage) -> None:
    said: dict[Variant, bytes] = {}
    for variant in GUARDED_OR_NOT:
        home = stage.fresh(variant)
        home.run(*VENDOR, typed=PASSWORD)
        write_files(home)
        said[variant] = home.said("import", "releases", "files")
        said[variant] += home.said("import", "releases", "files", "--json")
    for state in ("taken", "skipped", "refused"):
        assert state.encode() in said[Variant.HOSTILE]
    assert trespasses(said[Variant.HOSTILE], PLAIN) == []
    assert _missing(said[Variant.UNGUARDED], {Place.FILE_NAME, Place.FILE_TEXT}) == []


def _said(home: Home, verb: Verb, *more: str) -> bytes:
    words = (_note_id(home) if word == NOTE else word for word in verb.words.split())
    return home.said(*words, *more, typed=PASSWORD if "--password-stdin" in verb.words else "")


@cache
def _note_id(home: Home) -> str:
    found = json.loads(home.run("releases", "list", "--limit", "300", "--json"))["items"]
    (note,) = [note for note in found if last_of(home.variant) in note["title"]]
    return note["id"]


def _missing(said: bytes, places: Collection[Place]) -> list[Place]:
    return [place for place in places if place.telltale.encode() not in said]
