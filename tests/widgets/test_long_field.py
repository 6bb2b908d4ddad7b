"""A text of several lines has the colours of the moment, though it asks for them less often."""

from typing import Annotated

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import Button, TextArea

from tui.api.models.base import Input
from tui.api.models.forms import Long
from tui.api.models.text import Text
from tui.widgets.form.editors import LongField
from tui.widgets.form.fields import fields_of

CORNER = Region(0, 0, 20, 2)


class Letter(Input):
    body: Annotated[Text, Long()]


class LetterApp(App[None]):
    CSS = ".marked { color: red; }"

    def compose(self) -> ComposeResult:
        (field,) = fields_of(Letter)
        yield Button()
        yield LongField(field, lambda: None)


def _focus(app: LetterApp) -> None:
    app.query_one(LongField).focus()


def _lighten(app: LetterApp) -> None:
    app.theme = "textual-light"


def _mark(app: LetterApp) -> None:
    app.query_one(LongField).add_class("marked")


async def test_it_has_the_colours_of_the_moment() -> None:
    app = LetterApp()
    async with app.run_test() as pilot:
        field = app.query_one(LongField)
        field.fill("Dear reader")
        field.can_focus = True
        looks: set[str] = set()
        for change in (lambda _: None, _focus, _lighten, _mark):
            change(app)
            await pilot.pause()
            drawn = field.render_lines(CORNER)
            field.notify_style_update()
            assert drawn == TextArea.render_lines(field, CORNER)
            looks.add(str([[*strip] for strip in drawn]))
        assert len(looks) == 4


async def test_one_that_goes_while_the_screen_is_drawn_is_drawn_as_nothing() -> None:
    app = LetterApp()
    async with app.run_test() as pilot:
        field = app.query_one(LongField)
        await pilot.pause()
        await field.remove()
        field.notify_style_update()
        assert [strip.text.strip() for strip in field.render_lines(CORNER)] == ["", ""]
