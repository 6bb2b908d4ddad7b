"""What a form looks like: compared with the pictures of last time."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from tests.widgets.form_app import FakeKeeper, Firm, FormApp, press, type_words
from tui import i18n
from tui.api.errors import Conflict
from tui.drafts import Draft
from tui.widgets.form import status
from tui.widgets.states import Failed

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


class PicturedForm(FormApp):
    """Draws pictures without the addresses of fonts, which nobody needs to fetch."""

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        svg = super().export_screenshot(title=title, simplify=simplify)
        return re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)


@pytest.fixture(autouse=True)
def _a_fixed_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status.formats, "clock", lambda _stamp: "09:52")


Show = Callable[[FormApp, object], Awaitable[None]]


async def clean(app: FormApp, pilot) -> None:
    """Look at what is there."""


async def wrong(app: FormApp, pilot) -> None:
    """Leave two fields that are wrong, and type in another one."""
    await press(pilot, "j", "enter", "backspace", "tab", "ctrl+u")
    await type_words(pilot, "info@voorbeeld")
    await press(pilot, "escape", *"jjjj", "enter")


async def overtaken(app: FormApp, pilot) -> None:
    """Send what somebody else changed too."""
    await press(pilot, "enter")
    await type_words(pilot, " Noord")
    await press(pilot, "tab", "tab", "x", "ctrl+s")
    theirs = Firm(legal_name="Voorbeeld Groep BV", email="post@voorbeeld.example", version=4)
    app.form.answer(Failed(Conflict(theirs)))
    await press(pilot, "space")


async def offered(app: FormApp, pilot) -> None:
    """Open a form of which there is a draft."""


PICTURES: dict[str, tuple[Show, str]] = {
    "clean": (clean, "eight digits"),
    "errors": (wrong, "no dot"),
    "conflict": (overtaken, "● theirs"),
    "draft": (offered, "Draft of 09:52"),
}


@SIZES
@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_before(snap_compare, name: str, size: tuple[int, int]):
    show, words = PICTURES[name]
    assert looks_as_before(snap_compare, show, words, size)


@SIZES
def test_dutch_looks_as_before(snap_compare, size: tuple[int, int]):
    i18n.use("nl")
    assert looks_as_before(snap_compare, wrong, "geen punt", size)


def looks_as_before(
    snap_compare: Callable[..., bool], show: Show, words: str, size: tuple[int, int]
) -> bool:
    draft = Draft({"legal_name": "From before"}, 3, "key", datetime.now(UTC))
    app = PicturedForm(keeper=FakeKeeper(draft if show is offered else None))

    async def bring(pilot) -> None:
        await press(pilot)
        await show(app, pilot)
        assert words in app.text
        app.form._keeping.now()
        await press(pilot)

    return snap_compare(app, terminal_size=size, run_before=bring)
