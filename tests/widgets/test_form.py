"""Filling in a form: letters type inside a field and act outside, and nothing typed gets lost."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from textual import events
from textual.screen import Screen
from textual.widget import Widget

from tests.widgets.form_app import FakeKeeper, Firm, FormApp, press, type_words
from tui import i18n
from tui.drafts import Draft

LABELS = (
    "Legal name",
    "KvK number",
    "E-mail",
    "Founded",
    "Employees",
    "Sector",
    "Reachable by",
    "Digital invoices",
    "Pin",
    "About",
)


@asynccontextmanager
async def filling(size=(80, 24), **options):
    app = FormApp(**options)
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        yield app, pilot


def cursor_on(app: FormApp) -> str:
    (line,) = [line for line in app.lines if line.startswith("▌")]
    return line[3:24].strip()


async def test_it_asks_for_each_field_in_the_order_of_the_model_and_hides_the_rest() -> None:
    async with filling() as (app, _):
        shown = [line[3:24].strip() for line in app.lines if line[3:24].strip() in LABELS]
        assert shown == list(LABELS)
        assert "firm-1" not in app.text
        assert "1999-02-01" in app.line_of("Founded")
        assert "eight digits" in app.text


async def test_it_opens_outside_the_fields_where_letters_move() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "j", "j", "k")
        assert cursor_on(app) == "KvK number"
        await press(pilot, "G")
        assert cursor_on(app) == "About"
        await press(pilot, "g")
        assert cursor_on(app) == "Legal name"
        assert "*" not in app.text


async def test_in_a_field_every_letter_types() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter")
        await type_words(pilot, " jkqxz?:1 ")
        assert "Voorbeeld BV jkqxz?:1" in app.line_of("Legal name")
        assert app.left == 0


async def test_the_first_esc_leaves_the_field_and_the_second_the_form() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter", "escape")
        assert app.left == 0
        await press(pilot, "j")
        assert cursor_on(app) == "KvK number"
        await press(pilot, "escape")
        assert app.left == 1


async def test_enter_and_tab_go_on_and_never_send() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter", *["enter"] * 6)
        assert cursor_on(app) == "Reachable by"
        await press(pilot, "tab")
        assert cursor_on(app) == "Digital invoices"
        await press(pilot, "shift+tab", "shift+tab")
        assert cursor_on(app) == "Sector"
        await press(pilot, *["tab"] * 9)
        assert cursor_on(app) == "About"
        await press(pilot, "k")  # outside again
        assert cursor_on(app) == "Pin"
        assert app.submitted == []


async def test_a_change_is_marked_until_it_is_saved() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter")
        await type_words(pilot, "!")
        assert app.line_of("Legal name").startswith("▌*")
        assert "1 change" in app.lines[-2]
        await press(pilot, "backspace")
        assert app.line_of("Legal name").startswith("▌ ")
        await type_words(pilot, "!")
        await press(pilot, "ctrl+s")
        app.form.mark_saved(Firm(legal_name="Voorbeeld BV!", version=4))
        await press(pilot)
        assert "*" not in app.text
        assert "change" not in app.lines[-2]


async def test_what_is_sent_is_the_model_with_what_was_changed() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter")
        await type_words(pilot, "  two ")
        await press(pilot, "tab", "tab", "tab", "ctrl+u", "tab", "ctrl+u", "5", "ctrl+s")
        (sent,) = app.submitted
        assert sent.changed == {"legal_name", "founded", "employees"}
        assert sent.value.legal_name == "Voorbeeld BV two"
        assert sent.value.founded is None
        assert sent.value.employees == 5
        assert sent.value.id == "firm-1"
        assert sent.value.about == "Two lines\nof text"
        assert sent.version == 3


async def test_it_is_sent_once_however_often_one_presses() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter", "x", "ctrl+s", "ctrl+s", "ctrl+s")
        assert len(app.submitted) == 1
        assert "Sending" in app.text


async def test_nothing_is_sent_when_nothing_has_changed() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "ctrl+s")
        assert "Nothing has changed" in app.text
        assert app.submitted == []


async def test_something_new_is_sent_as_it_is() -> None:
    async with filling(version=None) as (app, pilot):
        await press(pilot, "ctrl+s")
        assert app.submitted[0].version is None
        assert app.submitted[0].idempotency_key


async def test_the_error_stands_beside_the_field_as_it_is_left() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "j", "j", "enter", "ctrl+u")
        await type_words(pilot, "info@voorbeeld")
        assert "no dot" not in app.text
        await press(pilot, "tab")
        place = app.lines.index(app.line_of("E-mail"))
        assert "no dot" in app.lines[place + 1]
        await press(pilot, "shift+tab")
        await type_words(pilot, ".nl")
        await press(pilot, "escape")
        assert "no dot" not in app.text


async def test_a_field_that_is_empty_or_no_number_says_so() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter", "ctrl+u", *["tab"] * 4, "ctrl+u", "x", "escape")
        assert "Fill this in" in app.text
        assert "whole number" in app.text


async def test_what_is_wrong_is_not_sent_and_the_cursor_goes_there() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "j", "enter", "backspace", "escape", "G", "ctrl+s")
        assert app.submitted == []
        assert cursor_on(app) == "KvK number"


async def test_a_rule_of_the_whole_model_speaks_when_it_is_sent() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "j", "j", "enter", "ctrl+u", "escape", *"jjjjj", "space")
        assert "need an e-mail" not in app.text
        await press(pilot, "ctrl+s")
        assert "need an e-mail" in app.lines[0]
        assert app.submitted == []
        assert "yes" in app.line_of("Digital invoices")


async def test_one_is_chosen_by_arrows_or_its_first_letter() -> None:
    async with filling() as (app, pilot):
        await press(pilot, *"jjjjj", "enter")
        assert "Transport" in app.text
        await press(pilot, "t", "escape")
        assert "Transport" in app.line_of("Sector")
        assert "Trade" not in app.text
        await press(pilot, "enter", "up", "up", "escape", "ctrl+s")
        assert app.submitted[0].value.sector == "care"


async def test_some_are_chosen_by_space() -> None:
    async with filling() as (app, pilot):
        await press(pilot, *"jjjjjj", "enter")
        assert "[x] e-mail" in app.text
        await press(pilot, "space", "down", "space", "p", "space", "escape", "ctrl+s")
        assert app.submitted[0].value.channels == {"phone", "portal"}


async def test_z_takes_changes_back_one_by_one() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter")
        await type_words(pilot, " one two")
        await press(pilot, "escape", *"jjjjjjj", "space")
        assert "yes" in app.line_of("Digital invoices")
        await press(pilot, "z")
        assert "no" in app.line_of("Digital invoices")
        await press(pilot, "z")
        assert "one" not in app.text
        assert cursor_on(app) == "Legal name"
        assert "z undo" not in app.lines[-1]


async def test_leaving_asks_when_something_was_not_sent() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter", "x", "escape", "escape")
        assert "1 change not sent" in app.lines[-2]
        assert "loses" in app.lines[-2]
        await press(pilot, "escape")
        assert "not sent" not in app.text
        await press(pilot, "q", "j")  # who moves on, stays
        assert "not sent" not in app.text
        await press(pilot, "q", "enter")
        assert app.left == 1


@pytest.mark.parametrize("key", ["enter", "x"])
async def test_leaving_keeps_the_draft_or_discards_it(key: str) -> None:
    keeper = FakeKeeper()
    async with filling(keeper=keeper) as (app, pilot):
        await press(pilot, "enter", "!", "escape", "q")
        assert "keeps a draft" in app.lines[-2]
        await press(pilot, key)
        assert app.left == 1
    assert (keeper.now is not None) is (key == "enter")


@pytest.mark.parametrize(
    ("steps", "label", "pasted"),
    [
        (0, "Legal name", "Voorbeeld BVone two three"),
        (2, "E-mail", "info@voorbeeld.exampleone two three"),
    ],
)
async def test_a_paste_never_sends_and_loses_no_line(steps: int, label: str, pasted: str) -> None:
    async with filling() as (app, pilot):
        await press(pilot, *["j"] * steps, "enter")
        app.post_message(events.Paste("one\ntwo\r\nthree\x13\n"))
        await press(pilot)
        assert pasted in app.line_of(label)
        assert cursor_on(app) == label
        assert app.submitted == []


async def test_a_long_text_takes_the_lines_of_a_paste() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "G", "enter")
        app.post_message(events.Paste("!\r\n\x1b[31mred\n"))
        await press(pilot, "ctrl+s")
        assert app.submitted[0].value.about == "Two lines\nof text!\n[31mred\n"


async def test_a_paste_outside_the_fields_does_nothing() -> None:
    async with filling() as (app, pilot):
        app.post_message(events.Paste("q\nx\n"))
        await press(pilot)
        assert app.left == 0
        assert "*" not in app.text


async def test_a_paste_that_no_field_can_hold_is_refused_whole() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter")
        app.post_message(events.Paste("x" * 10_001))
        await press(pilot)
        assert "Not pasted" in app.text
        assert "xx" not in app.text


async def test_a_secret_is_dots_and_is_sent() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "G", "k", "enter")
        await type_words(pilot, "hunter2")
        assert "•••••••" in app.line_of("Pin")
        await press(pilot, "ctrl+s")
        assert app.submitted[0].value.pin.reveal() == "hunter2"
        assert "hunter2" not in repr(app.submitted[0])
        app.form.mark_saved(Firm(version=4))
        await press(pilot)
        assert "•" not in app.text


async def test_keys_in_one_burst_act_one_by_one() -> None:
    async with filling() as (app, pilot):
        for key in ("enter", "!", "enter", "backspace", "escape", "j", "enter", "?"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(8):
            await press(pilot)
        assert "Voorbeeld BV!" in app.line_of("Legal name")
        assert app.line_of("KvK number").rstrip().endswith(" 1234567")
        assert "example?" in app.line_of("E-mail")


async def test_the_footer_tells_what_acts_now() -> None:
    async with filling() as (app, pilot):
        assert "edit" in app.lines[-1]
        assert "leave field" not in app.lines[-1]
        await press(pilot, "enter", "x")
        assert "leave field" in app.lines[-1]
        assert "undo" not in app.lines[-1]
        await press(pilot, "escape")
        assert "undo" in app.lines[-1]
        await press(pilot, "G")
        assert "editor" in app.lines[-1]


async def test_it_scrolls_to_the_field_with_the_cursor() -> None:
    async with filling(size=(60, 10)) as (app, pilot):
        assert "About" not in app.text
        await press(pilot, "G")
        assert cursor_on(app) == "About"
        await press(pilot, "g", "enter", *["tab"] * 8)
        assert cursor_on(app) == "Pin"
        await type_words(pilot, "x")
        assert "•" in app.text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_no_key_is_without_words_and_no_line_is_too_long(
    language: str, size: tuple[int, int]
) -> None:
    i18n.use(language)
    async with filling(size=size, keeper=FakeKeeper()) as (app, pilot):
        await press(pilot, "enter", "x", "escape", "q")
        assert all(word not in app.text for word in ("form.", "firm.", "command.", "test."))
        question = i18n.plural("form.leave.kept", 1)
        assert question in app.lines[-2]
        assert len(i18n.plural("form.leave.kept", 10)) < size[0] - 1


async def test_it_is_drawn_whole_in_ascii() -> None:
    async with filling(ascii_only=True) as (app, pilot):
        await press(pilot, "enter", "x", "tab", "x", "tab", "escape", "q")
        assert all(line.isascii() for line in app.lines)
        assert "! " in app.text  # the error
        assert "?" not in app.text


async def test_without_a_terminal_to_hand_over_the_editor_says_so() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "ctrl+g")  # a line is written where it stands
        assert "cannot be handed" not in app.text
        await press(pilot, "G", "enter", "ctrl+g")
        assert "cannot be handed" in app.text


async def test_a_click_edits_the_field_under_the_pointer() -> None:
    async with filling() as (app, pilot):
        await pilot.click(offset=(30, 3))
        await type_words(pilot, "!")
        assert cursor_on(app) == "E-mail"
        assert "!" in app.line_of("E-mail")


async def test_who_comes_back_to_the_form_goes_on_where_letters_act() -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter", "!", "escape")
        app.screen.set_focus(None)
        app.form.focus()
        await press(pilot, "j")
        assert cursor_on(app) == "KvK number"


async def test_a_letter_costs_no_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    async with filling() as (app, pilot):
        await press(pilot, "enter", "!")
        layouts: list[object] = []
        lay_out = Screen._refresh_layout
        monkeypatch.setattr(
            Screen,
            "_refresh_layout",
            lambda screen, *sizes: (layouts.append(screen), lay_out(screen, *sizes)),
        )
        await type_words(pilot, "abcdef")
        assert "Voorbeeld BV!abcdef" in app.text
        assert layouts == []


# What is written to others.


class LateKeeper(FakeKeeper):
    """Finds the draft when it is let."""

    def load(self, form: Widget) -> None:
        self.form = form

    def let(self) -> None:
        super().load(self.form)


async def test_a_message_begins_in_its_first_field_and_its_key_says_that_it_sends() -> None:
    async with filling(is_message=True) as (app, pilot):
        await type_words(pilot, " jq")
        assert "Voorbeeld BV jq" in app.line_of("Legal name")
        assert "^s send" in app.lines[-1]
        assert "save" not in app.lines[-1]
        await press(pilot, "ctrl+s")
        (sent,) = app.submitted
        assert sent.value.legal_name == "Voorbeeld BV jq"


async def test_a_message_goes_on_with_its_draft_and_asks_nothing() -> None:
    async with filling(is_message=True, keeper=FakeKeeper(DRAFT), firm=EMPTY) as (app, pilot):
        await type_words(pilot, "!")
        assert "Draft!" in app.line_of("Legal name")
        assert "enter goes on" not in app.text
        await press(pilot, "ctrl+s")
        (sent,) = app.submitted
        assert sent.idempotency_key == "key"


async def test_what_was_typed_before_the_draft_was_found_follows_it() -> None:
    keeper = LateKeeper(DRAFT)
    async with filling(is_message=True, keeper=keeper, firm=EMPTY) as (app, pilot):
        await type_words(pilot, " and")
        await press(pilot, "ctrl+s", "enter")  # the draft is not there yet: nothing is sent
        assert app.submitted == []
        keeper.let()
        await type_words(pilot, " more")
        assert "Draft and more" in app.line_of("Legal name")
        await press(pilot, "ctrl+s")
        assert keeper.now is not None
        assert keeper.now.typed["legal_name"] == "Draft and more"


DRAFT = Draft({"legal_name": "Draft"}, None, "key", datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
EMPTY = Firm(legal_name="")
