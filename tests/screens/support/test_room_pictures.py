"""What the support desk looks like in each of its states, compared with last time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.fake_incidents import NOW, said
from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver
from tests.screens.support.desk import desk
from tests.screens.test_pictures import SIZES, Show, looks_as_before
from tui import i18n
from tui.api.models.incidents import EntryKind
from tui.i18n import formats


@pytest.fixture(autouse=True)
def _a_fixed_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    day, age = formats.day, formats.age
    monkeypatch.setattr(formats, "day", lambda value, **_: day(value, today=date(2026, 11, 23)))
    monkeypatch.setattr(formats, "age", lambda value, **_: age(value, now=NOW))


def entrance() -> FakeEntrance:
    """Return a desk in which each sign is there to be seen."""
    made = desk(30)
    made.incidents.change(7, assignee="Ahmed Yıldız")
    made.incidents.change(6, assignee="Marloes Veenstra", type="activation_request")
    turned = said(3, kind=EntryKind.STATUS, before="open", after="pending")
    made.templates.put(
        "More details",
        nl="Beste {{given_name}},\n\nWat stond er precies bij {{number}}?\n\n{{engineer}}",
        en="Dear {{given_name}},\n\nWhat did #{{number}} say exactly?\n\n{{engineer}}",
    )
    made.templates.put("Outage", en="We are on it.")
    made.incidents.tell(
        7,
        said(1, "Could you try with the **patch of yesterday**?"),
        replace(turned, body=""),
        said(5, "Their bank closes at three: call them before.", kind=EntryKind.NOTE),
        said(6, "We did, same result."),
    )
    return made


def at_desk(*keys: str) -> Show:
    """Open the tab and press these keys."""

    async def show(demo: PortalDriver) -> None:
        await demo.open("support")
        await demo.press(*keys)

    return show


KEPT = ("f", "ctrl+s", *"Theirs", "enter")
SEVENTH = ("r", "u", "n", "space", "7")

STATES: dict[str, tuple[Show, str]] = {
    "queue": (at_desk("j"), "20 incidents"),
    "marked": (at_desk("v", "v", "O", "space", "space"), "2 marked"),
    "filters": (at_desk("f"), "with customer · 5"),
    "named": (at_desk("F", *KEPT), "“Theirs”"),
    "named-filters": (at_desk("F", *KEPT, "f"), "✓ Theirs"),
    "change": (at_desk("e"), "on hold"),
    "people": (at_desk("P"), "Marloes"),
    "incident": (at_desk("slash", *SEVENTH, "enter", "enter"), "internal note"),
    "answer": (at_desk("slash", *SEVENTH, "enter", "enter", "r"), "Status then"),
    "templates": (at_desk("slash", *SEVENTH, "enter", "enter", "L", "escape"), "In English"),
    "template": (at_desk("slash", *SEVENTH, "enter", "enter", "L", "escape", "e"), "Filled in"),
    "removing": (at_desk("slash", *SEVENTH, "enter", "enter", "L", "escape", "x"), "Remove"),
    "activation": (at_desk("E"), "Activate incident management for"),
}


@SIZES
def test_a_desk_without_templates_looks_as_before(
    snap_compare: Callable[..., bool], size: tuple[int, int]
):
    show = at_desk("slash", *SEVENTH, "enter", "enter", "L")
    assert looks_as_before(snap_compare, desk(30), show, "No templates yet", size=size)


@SIZES
@pytest.mark.parametrize("name", STATES)
def test_the_desk_looks_as_before(
    snap_compare: Callable[..., bool], name: str, size: tuple[int, int]
):
    show, words = STATES[name]
    assert looks_as_before(snap_compare, entrance(), show, words, size=size)


DUTCH = {
    "queue": "20 incidenten",
    "incident": "interne notitie",
    "templates": "Antwoorden met een sjabloon",
    "template": "Wordt per incident ingevuld",
}


@pytest.mark.parametrize("name", DUTCH)
def test_the_desk_looks_as_before_in_dutch(snap_compare: Callable[..., bool], name: str):
    i18n.use("nl")
    show, _ = STATES[name]
    assert looks_as_before(snap_compare, entrance(), show, DUTCH[name])
