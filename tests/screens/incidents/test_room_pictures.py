"""What the incidents look like in each of their states, compared with last time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fake_actions import BRAM
from tests.fake_incidents import NOW, said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver
from tests.screens.test_pictures import NARROW, SIZES, WIDE, Show, looks_as_before
from tui import i18n
from tui.api.errors import Fault, Unavailable
from tui.api.models.incidents import EntryKind
from tui.api.policy import Role
from tui.drafts import Draft, DraftKey, Drafts
from tui.i18n import formats


@pytest.fixture(autouse=True)
def _a_fixed_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    day, age = formats.day, formats.age
    monkeypatch.setattr(formats, "day", lambda value, **_: day(value, today=date(2026, 11, 23)))
    monkeypatch.setattr(formats, "age", lambda value, **_: age(value, now=NOW))


def entrance(*roles: Role, incidents: int = 30) -> FakeEntrance:
    """Return a portal in which each sign is there to be seen."""
    made = FakeEntrance(roles=roles or (Role.EMPLOYEE,), incidents=incidents)
    if incidents:
        made.incidents.change(1, updated_at=NOW - timedelta(minutes=5), type="activation_request")
        long = (
            "A subject that is longer than there is room for on any screen, however wide it may be"
        )
        made.incidents.change(2, subject=long, unread=True)
    return made


def of_incidents(*keys: str) -> Show:
    """Open the tab and press these keys."""

    async def show(demo: PortalDriver) -> None:
        await demo.open("incidents")
        await demo.press(*keys)

    return show


def naming(*keys: str) -> Show:
    """Keep a filter under a name, and press these keys."""

    async def show(demo: PortalDriver) -> None:
        await demo.open("incidents")
        await demo.press("u", "f", "ctrl+s", *"News", "enter", *keys)

    return show


LISTS: dict[str, tuple[tuple[Role, ...], Show, str]] = {
    "own": ((), of_incidents("j"), "23 incidents"),
    "everybody": ((Role.ADMINISTRATOR,), of_incidents("v", "space", "space"), "2 marked"),
    "filtered": ((), of_incidents("u", "O"), "highest number first"),
    "filters": ((Role.ADMINISTRATOR,), of_incidents("f"), "waiting for you"),
    "named": ((), naming(), "“News”"),
    "named-filters": ((), naming("f"), "✓ News"),
    "removing-a-name": ((), naming("f", "ctrl+x"), "Remove the kept filter"),
    "naming": ((), naming("f", "ctrl+s", "enter"), "✗ Type a name"),
    "nothing": ((), of_incidents("f", *"activation", "enter", "u"), "x  show all incidents"),
}


@SIZES
@pytest.mark.parametrize("name", LISTS)
def test_the_list_looks_as_before(
    snap_compare: Callable[..., bool], name: str, size: tuple[int, int]
):
    roles, show, words = LISTS[name]
    assert looks_as_before(snap_compare, entrance(*roles), show, words, size=size)


TOLD = "Could you try with the **patch of yesterday**?\n\n1. Install it.\n2. Run again."


def with_a_conversation(answers: int = 1) -> FakeEntrance:
    """Return a portal in which the first incident has each thing that can stand in one."""
    made = entrance()
    facts = {"environment": "production", "customer_reference": "INK-77", "watchers": (BRAM,)}
    made.incidents.change(1, status="pending", assignee="Ahmed Yıldız", **facts)
    quiet = said(1, kind=EntryKind.STATUS, before="new", after="open")
    asks = said(3, kind=EntryKind.STATUS, before="open", after="pending")
    answer = said(4, "We did, same result.\n\n    line 12: stopped\n\n<b>not bold</b>")
    made.incidents.tell(1, replace(quiet, body=""), *[said(3, TOLD)] * answers)
    made.incidents.tell(1, replace(asks, body=""), answer)
    return made


INCIDENTS: dict[str, tuple[Show, str]] = {
    "conversation": (of_incidents("enter"), "same result"),
    "reply": (of_incidents("enter", "r", *"Done"), "Done"),
    "close": (of_incidents("enter", "C"), "#1"),
    "who-watches": (of_incidents("enter", "plus"), "✓ Bram Öz"),
    "submit": (of_incidents("a", *"Printer", "ctrl+s"), "✗"),
    "suggestions": (of_incidents("a", *"wage"), "#3 "),
    "preview": (of_incidents("enter", "r", *"**Done**", "ctrl+o"), "Done"),
    "watchers": (of_incidents("a", "escape", "G", "enter", "space"), "[x] Bram Öz"),
}


@SIZES
@pytest.mark.parametrize("name", INCIDENTS)
def test_an_incident_looks_as_before(
    snap_compare: Callable[..., bool], name: str, size: tuple[int, int]
):
    show, words = INCIDENTS[name]
    assert looks_as_before(snap_compare, with_a_conversation(), show, words, size=size)


@pytest.mark.parametrize("name", INCIDENTS)
def test_an_incident_looks_as_before_in_dutch(snap_compare: Callable[..., bool], name: str):
    i18n.use("nl")
    show, words = INCIDENTS[name]
    assert looks_as_before(snap_compare, with_a_conversation(), show, words)


def laid(folder: Path, made: FakeEntrance) -> Drafts:
    """Keep two drafts, one of them without a subject."""
    session, drafts = made.session, Drafts(folder)
    for number, subject in enumerate(("", "Printer burns")):
        typed = {"subject": subject, "description": "It burns again"}
        key = DraftKey(
            "incidents.submit", str(number), session.owner, session.organisation_id or ""
        )
        drafts.save(key, Draft(typed, None, "key", NOW + timedelta(minutes=number - 9)))
    return drafts


@pytest.mark.parametrize(
    ("language", "words", "size"),
    [("en", "no subject", NARROW), ("en", "no subject", WIDE), ("nl", "geen onderwerp", NARROW)],
)
def test_drafts_above_the_list_look_as_before(
    snap_compare: Callable[..., bool],
    tmp_path: Path,
    language: str,
    words: str,
    size: tuple[int, int],
):
    i18n.use(language)
    made = entrance()
    drafts, show = laid(tmp_path, made), of_incidents("up")
    assert looks_as_before(snap_compare, made, show, words, size=size, drafts=drafts)


@SIZES
def test_an_incident_that_cannot_be_had_looks_as_before(
    snap_compare: Callable[..., bool], size: tuple[int, int]
):
    made = entrance()

    async def fail(demo: PortalDriver) -> None:
        await demo.open("incidents")
        made.script.fail("incidents.show", Unavailable(Fault.BUSY))
        await demo.press("enter")

    assert looks_as_before(snap_compare, made, fail, "r  try again", size=size)


DUTCH: dict[str, tuple[Show, str]] = {
    "own": (of_incidents("j"), "23 incidenten"),
    "filters": (of_incidents("f"), "wacht op jou"),
    "named-filters": (naming("f"), "✓ News"),
    "removing-a-name": (naming("f", "ctrl+x"), "Bewaard filter"),
    "naming": (naming("f", "ctrl+s", "enter"), "✗ Typ een naam"),
}


@pytest.mark.parametrize("name", DUTCH)
def test_the_list_looks_as_before_in_dutch(snap_compare: Callable[..., bool], name: str):
    i18n.use("nl")
    show, words = DUTCH[name]
    assert looks_as_before(snap_compare, entrance(), show, words)


@SIZES
def test_no_incidents_look_as_before(snap_compare: Callable[..., bool], size: tuple[int, int]):
    words = "a  submit the first one"
    assert looks_as_before(snap_compare, entrance(incidents=0), of_incidents(), words, size=size)


@SIZES
def test_incidents_that_cannot_be_had_look_as_before(
    snap_compare: Callable[..., bool], size: tuple[int, int]
):
    made = entrance()

    async def fail(demo: PortalDriver) -> None:
        made.script.fail("incidents.list", Unavailable(Fault.BUSY))
        await demo.open("incidents")

    assert looks_as_before(snap_compare, made, fail, "r  try again", size=size)
