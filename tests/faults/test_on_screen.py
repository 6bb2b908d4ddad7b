"""A person at work over a line that breaks: what was typed stays, and what is repeated is once."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.contract.world import PASSWORD, PEOPLE
from tests.fakes import FakeEntrance
from tests.faults.proxy import Act, cut_in_answer, cut_in_request, is_silent, passes
from tests.faults.wire import FOR_A_SCREEN, Wire, wire_to
from tests.screens.driver import PortalDriver
from tui.api.models.sign_in import SignIn
from tui.api.portal import Entrance, SignedIn
from tui.app import PortalApp
from tui.drafts import Drafts
from tui.secret import Secret

Enter = Callable[[], Coroutine[object, object, SignedIn]]
"""Goes on with a session."""

CHANGELOG = "# Changelog\n\n## 50.{}\n\n### Added\n\n- Leave in hours\n"


@pytest.fixture
async def wire(served: tuple[str, str, str]) -> AsyncIterator[Wire]:
    """A line that works, until a test lets it fail."""
    async with wire_to(*served, FOR_A_SCREEN) as made:
        yield made


@asynccontextmanager
async def _screen(
    wire: Wire,
    enter: Enter | None = None,
    drafts: Drafts | None = None,
    opens_in: str = "Publishing",
) -> AsyncIterator[PortalDriver]:
    async def door() -> Entrance:
        return wire.entrance

    async def resume() -> SignedIn:
        return await wire.entrance.resume(wire.token)

    app = PortalApp("klantportal", door, line=wire.line, enter=enter or resume, drafts=drafts)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        driver = PortalDriver(app, pilot, FakeEntrance())
        await driver.sees(opens_in)
        yield driver


BROKEN = {
    "in the request": (cut_in_request(300), "broke off"),
    "before the answer": (cut_in_answer(0), "broke off"),
    "in the answer": (cut_in_answer(60), "broke off"),
    "half-open": (is_silent, "too long to answer"),
}


@pytest.mark.parametrize(
    ("number", "act", "words"), [(number, *each) for number, each in enumerate(BROKEN.values())]
)
async def test_a_file_is_published_once_by_who_tries_again(
    wire: Wire,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    act: Act,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.md").write_text(CHANGELOG.format(number))
    async with _screen(wire) as driver:
        await driver.press("2")
        await driver.sees("Profit")
        await driver.press("a")
        await driver.sees("Publish a file")
        await driver.type("c.md")
        await driver.press("enter")
        await driver.sees("enter publish")
        await wire.proxy.becomes(act)
        await driver.press("enter")
        await driver.sees(words, "enter publish", "c.md")
        await wire.proxy.becomes(passes)
        await driver.press("enter")
        await driver.sees("50.", "Leave in hours")
    notes = "SELECT release.version, count(*) FROM release JOIN note ON release_id = release.id"
    assert wire.count(f"{notes} GROUP BY release.version")[f"50.{number}"] == 1


async def test_what_was_typed_in_a_form_stays_and_is_saved_once_the_line_is_back(
    wire: Wire,
) -> None:
    async with _screen(wire) as driver:
        await driver.press("0")
        await driver.sees("What you may do")
        await driver.press("enter")
        await driver.sees("Time zone")
        await driver.press("j", "j", "enter", "ctrl+u")
        await driver.type("Asia/Tokyo")
        await wire.proxy.becomes(is_silent)
        await driver.press("ctrl+s")
        await driver.sees("too long to answer", "Asia/Tokyo", "not reachable")
        await wire.proxy.becomes(passes)
        await driver.press("ctrl+s")
        await driver.wait_for(lambda: "too long" not in driver.text, "the end of it")
        await driver.sees("Asia/Tokyo")
    zones = "SELECT time_zone, count(*) FROM person WHERE time_zone > '' GROUP BY time_zone"
    assert wire.count(zones) == {"Asia/Tokyo": 1}


async def _cut_then_changed(wire: Wire, driver: PortalDriver, *keys: str) -> None:
    """Send it and lose the answer; type on and send again over a line that works."""
    await wire.proxy.becomes(cut_in_answer(60))
    await driver.press("ctrl+s")
    await driver.sees("brak af")
    await wire.proxy.becomes(passes)
    await driver.press(*keys, "ctrl+end")
    await driver.type(" again")
    await driver.press("escape", "ctrl+s")


async def test_what_was_changed_after_it_had_arrived_goes_on_as_a_reply_and_nothing_goes_twice(
    wire: Wire, tmp_path: Path
) -> None:
    async def enter() -> SignedIn:
        emma = SignIn(email=PEOPLE["employee"].email, password=Secret(PASSWORD))
        entered = await wire.entrance.sign_in(emma)
        assert isinstance(entered, SignedIn)
        return entered

    async with _screen(wire, enter, Drafts(tmp_path), opens_in="Update Center") as driver:
        await driver.press("2")
        await driver.sees("Nog geen incidenten.")
        await driver.press("a")
        await driver.type("Printer")
        await driver.press("enter")
        await driver.type("It burns")
        await driver.press("escape")
        await _cut_then_changed(wire, driver, "enter")
        await driver.sees("is al verstuurd, als #", "Concept van je antwoord", "It burns again")
        await driver.press("r", "escape")
        await _cut_then_changed(wire, driver, "enter")
        await driver.sees("De eerdere versie is al verstuurd.", "It burns again again")
        await driver.press("ctrl+s")
        await driver.sees("Je antwoord is verstuurd.")
    said = {"It burns again": 1, "It burns again again": 1}
    assert wire.count("SELECT description, count(*) FROM incident GROUP BY 1") == {"It burns": 1}
    assert wire.count("SELECT body, count(*) FROM incident_entry GROUP BY 1") == said
