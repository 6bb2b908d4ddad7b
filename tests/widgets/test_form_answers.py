"""What came of sending, and drafts: nobody's text is lost, whoever was first."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from tests.widgets.form_app import FakeKeeper, Firm, FormApp, Sector, press, type_words
from tests.widgets.test_form import cursor_on
from tui.api.errors import (
    KEY_REUSED,
    Conflict,
    Fault,
    FieldError,
    Forbidden,
    Invalid,
    Reason,
    Unavailable,
)
from tui.drafts import Draft
from tui.widgets.form.keeping import SECONDS
from tui.widgets.states import Denied, Failed, Ready

THEIRS = Firm(legal_name="Ander BV", employees=99, sector=Sector.CARE, version=4)


@asynccontextmanager
async def sending(*keys: str, size=(80, 24), **options):
    """Change the name to `Voorbeeld BV!` and send it."""
    app = FormApp(**options)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", "!", *keys, "ctrl+s")
        assert len(app.submitted) == 1
        yield app, pilot


# Refused, failed, saved.


async def test_what_the_backend_finds_stands_beside_its_field_and_the_rest_on_top() -> None:
    async with sending() as (app, pilot):
        fields = (
            FieldError("email", "firm_email"),
            FieldError("channels.1", "too_long", {"actual_length": 9, "max_length": 3}),
            FieldError("", "firm_invoices"),
            FieldError("id", "extra_forbidden"),
        )
        app.form.answer(Failed(Invalid(fields)))
        await press(pilot)
        place = app.lines.index(app.line_of("E-mail"))
        assert "no dot" in app.lines[place + 1]
        place = app.lines.index(app.line_of("Reachable by"))
        assert "Too long: 9" in app.lines[place + 1]
        assert "need an e-mail" in app.lines[0]
        assert "There is no such field" in app.lines[1]
        assert cursor_on(app) == "E-mail"
        assert "Voorbeeld BV!" in app.text


@pytest.mark.parametrize(
    ("code", "parameters"), [("of_a_newer_portal", {}), ("too_long", {}), ("too_long", {"x": 1})]
)
async def test_an_error_without_words_here_is_told_all_the_same(
    code: str, parameters: dict[str, object]
) -> None:
    async with sending() as (app, pilot):
        app.form.answer(Failed(Invalid((FieldError("email", code, parameters),))))
        await press(pilot)
        assert "This is not right here" in app.text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Failed(Unavailable(Fault.UNREACHABLE, place="https://x.example")), "x.example"),
        (Denied(Forbidden(Reason.NOT_GRANTED)), "You may not"),
    ],
)
async def test_after_a_failure_one_sends_the_same_again(state, words: str) -> None:
    async with sending() as (app, pilot):
        app.form.answer(state)
        await press(pilot, "ctrl+s")
        first, again = app.submitted
        assert (again.value, again.idempotency_key) == (first.value, first.idempotency_key)
        app.form.answer(state)
        await press(pilot)
        assert words in app.lines[0]


async def test_what_was_typed_while_it_was_sent_stays_and_stays_marked() -> None:
    keeper = FakeKeeper()
    async with sending(keeper=keeper) as (app, pilot):
        await press(pilot, "enter", "?", "j", "escape")
        app.form.answer(Ready(Firm(legal_name="Voorbeeld BV!", employees=13, version=4)))
        await press(pilot)
        assert app.line_of("Legal name").startswith("▌*")
        assert "BV!?j" in app.line_of("Legal name")
        assert "13" in app.line_of("Employees")
        assert keeper.now.typed == {"legal_name": "Voorbeeld BV!?j"}
        await press(pilot, "ctrl+s")
        first, again = app.submitted
        assert (first.version, again.version) == (3, 4)
        assert first.idempotency_key != again.idempotency_key


async def test_what_had_arrived_before_it_was_changed_is_said_and_the_change_is_another_one() -> (
    None
):
    keeper = FakeKeeper()
    async with sending(keeper=keeper) as (app, pilot):
        await press(pilot, "enter", "?", "escape")
        await pilot.pause(SECONDS + 0.2)
        app.form.answer(Failed(Invalid((KEY_REUSED,))))
        await press(pilot)
        assert "The earlier version has been saved already." in app.lines[0]
        assert "Voorbeeld BV!?" in app.line_of("Legal name")
        kept = keeper.now
        await press(pilot, "ctrl+s")
        first, again = app.submitted
        assert first.idempotency_key != again.idempotency_key
        assert kept.idempotency_key == again.idempotency_key
        assert kept.typed == {"legal_name": "Voorbeeld BV!?"}


# Somebody else was first.


async def overtaken(app: FormApp, pilot, theirs: Firm = THEIRS) -> None:
    app.form.answer(Failed(Conflict(theirs)))
    await press(pilot)


async def test_a_conflict_shows_both_and_takes_what_only_they_changed() -> None:
    async with sending("tab", "tab", "x") as (app, pilot):
        await overtaken(app, pilot)
        assert "1 field that you changed too" in app.lines[0]
        place = app.lines.index(app.line_of("Legal name"))
        assert "● mine Voorbeeld BV!" in app.lines[place + 1]
        assert "○ theirs Ander BV" in app.lines[place + 2]
        assert "99" in app.line_of("Employees")
        assert "Care" in app.line_of("Sector")
        assert "examplex" in app.line_of("E-mail")
        assert app.line_of("E-mail")[1] == "*"
        assert app.line_of("Employees")[1] == " "


async def test_mine_goes_over_theirs_when_it_is_sent_again() -> None:
    async with sending() as (app, pilot):
        await overtaken(app, pilot)
        await press(pilot, "ctrl+s")
        again = app.submitted[1]
        assert again.version == 4
        assert again.changed == {"legal_name"}
        assert again.value.legal_name == "Voorbeeld BV!"
        assert again.value.employees == 99


async def test_theirs_is_taken_by_a_key_and_mine_comes_back_by_the_same() -> None:
    async with sending() as (app, pilot):
        await overtaken(app, pilot)
        await press(pilot, "space")
        assert "Ander BV" in app.line_of("Legal name")
        assert "○ mine Voorbeeld BV!" in app.text
        await press(pilot, "space")
        assert "Voorbeeld BV!" in app.line_of("Legal name")
        await press(pilot, "enter")
        await type_words(pilot, " new")
        assert "● mine Voorbeeld BV! new" in app.text
        await press(pilot, "escape", "space", "z")
        assert "Voorbeeld BV! new" in app.line_of("Legal name")


async def test_with_theirs_everywhere_there_is_nothing_left_to_send() -> None:
    async with sending() as (app, pilot):
        await overtaken(app, pilot)
        await press(pilot, "space", "ctrl+s")
        assert "Nothing has changed" in app.text
        assert len(app.submitted) == 1


async def test_where_both_did_the_same_there_is_no_conflict() -> None:
    async with sending() as (app, pilot):
        await overtaken(app, pilot, Firm(legal_name="Voorbeeld BV!", employees=5, version=4))
        assert "mine" not in app.text
        assert "somebody else saved other fields" in app.text.casefold()


async def test_a_conflict_with_a_record_of_another_shape_loses_nothing() -> None:
    async with sending() as (app, pilot):
        app.form.answer(Failed(Conflict(None)))
        await press(pilot)
        assert "Voorbeeld BV!" in app.text


async def test_their_text_is_shown_short_and_as_text() -> None:
    async with sending() as (app, pilot):
        await overtaken(app, pilot, Firm(legal_name="[red]" + "x" * 5000, version=4))
        assert "[red]xxx" in app.text
        assert app.text.count("x") < 300


# Drafts.


def draft(**fields: object) -> Draft:
    values = {
        "typed": {"legal_name": "From before"},
        "version": 2,
        "idempotency_key": "key-of-before",
        "kept_at": datetime.now(UTC),
    }
    return Draft(**values | fields)


@asynccontextmanager
async def opened(keeper: FakeKeeper, **options):
    app = FormApp(keeper=keeper, **options)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        yield app, pilot


async def test_what_is_typed_is_kept_without_a_word_of_the_person() -> None:
    keeper = FakeKeeper()
    async with opened(keeper) as (app, pilot):
        await press(pilot, "enter", "!")
        await pilot.pause(SECONDS + 0.2)
        assert keeper.now.typed == {"legal_name": "Voorbeeld BV!"}
        assert keeper.now.version == 3
        assert f"draft kept {datetime.now().astimezone():%H:}" in app.lines[-2]


async def test_keys_are_kept_together_and_not_one_by_one() -> None:
    keeper = FakeKeeper()
    async with opened(keeper) as (_, pilot):
        await press(pilot, "enter")
        for letter in "abcdef":
            await pilot.press(letter)
        assert len(keeper.saved) <= 1


async def test_a_secret_is_never_kept() -> None:
    keeper = FakeKeeper()
    async with opened(keeper) as (_, pilot):
        await press(pilot, "G", "k", "enter", *"hunter2", "tab", "!", "ctrl+s")
        assert keeper.now.typed == {"about": "Two lines\nof text!"}
        assert "hunter2" not in repr(keeper.saved)


async def test_the_key_is_kept_before_it_is_sent_and_the_draft_goes_when_it_is_saved() -> None:
    keeper = FakeKeeper()
    async with sending(keeper=keeper) as (app, pilot):
        assert keeper.now.idempotency_key == app.submitted[0].idempotency_key
        app.form.answer(Ready(Firm(legal_name="Voorbeeld BV!", version=4)))
        await press(pilot)
        assert keeper.now is None
        assert "draft" not in app.text


async def test_it_goes_when_every_change_is_taken_back() -> None:
    keeper = FakeKeeper()
    async with opened(keeper) as (app, pilot):
        await press(pilot, *"jjjjjjj", "space")
        app.form._keeping.now()
        assert keeper.now is not None
        await press(pilot, "z")
        app.form._keeping.now()
        assert keeper.now is None


async def test_a_draft_is_offered_and_gone_on_with() -> None:
    async with opened(FakeKeeper(draft())) as (app, pilot):
        assert "Draft of" in app.lines[-2]
        assert "From before" not in app.text
        await press(pilot, "enter")
        assert "From before" in app.line_of("Legal name")
        assert app.line_of("Legal name")[1] == "*"
        await press(pilot, "ctrl+s")
        (sent,) = app.submitted
        assert (sent.version, sent.idempotency_key) == (2, "key-of-before")
        assert sent.changed == {"legal_name"}


async def test_a_draft_of_another_day_names_the_day() -> None:
    before = datetime.now().astimezone() - timedelta(days=40)
    async with opened(FakeKeeper(draft(kept_at=before))) as (app, _):
        assert f"Draft of {before.day} " in app.lines[-2]


async def test_a_draft_is_discarded_by_a_key() -> None:
    keeper = FakeKeeper(draft())
    async with opened(keeper) as (app, pilot):
        await press(pilot, "x")
        assert keeper.now is None
        assert "Draft of" not in app.text
        await press(pilot, "enter", "!", "ctrl+s")
        assert app.submitted[0].version == 3
        assert keeper.now.typed == {"legal_name": "Voorbeeld BV!"}


async def test_a_draft_that_nobody_decided_on_stays() -> None:
    keeper = FakeKeeper(draft())
    async with opened(keeper) as (app, pilot):
        await press(pilot, "j", "k", "escape")
        assert app.left == 1
    assert keeper.now is keeper.found
    assert keeper.saved == []


async def test_a_draft_comes_late_and_what_was_typed_meanwhile_stays() -> None:
    class Slow(FakeKeeper):
        def load(self, form) -> None:
            self.form = form

    keeper = Slow(draft(typed={"legal_name": "From before", "employees": "7"}))
    async with opened(keeper) as (app, pilot):
        await press(pilot, "enter", "!")
        app.form._keeping.now()
        assert keeper.saved == []  # it would be written over the draft of last time
        keeper.form.found = Ready(keeper.found)
        await press(pilot, "escape", "enter")
        assert "Voorbeeld BV!" in app.line_of("Legal name")
        assert "7" in app.line_of("Employees")
        assert keeper.now.typed == {"legal_name": "Voorbeeld BV!", "employees": "7"}


async def test_a_draft_of_another_version_of_the_form_brings_what_fits() -> None:
    typed = {
        "gone": "x",
        "sector": "no longer there",
        "channels": ("mail", "fax"),
        "employees": ("1",),
        "pin": "1234",
        "about": "From before",
    }
    async with opened(FakeKeeper(draft(typed=typed))) as (app, pilot):
        await press(pilot, "enter")
        assert "1 change" in app.lines[-2]
        assert "From before" in app.text
        assert "•" not in app.text


async def test_where_it_cannot_be_kept_the_form_says_so_and_goes_on() -> None:
    class Full(FakeKeeper):
        def save(self, form, draft: Draft) -> None:
            self.saved.append(draft)
            form.kept = Failed(Unavailable(Fault.DISK_FULL, detail="No space left on device"))

        def save_now(self, draft: Draft | None) -> bool:
            return False

    keeper = Full()
    async with opened(keeper) as (app, pilot):
        await press(pilot, "enter", "!", "ctrl+s")
        app.form.answer(Failed(Unavailable(Fault.UNREACHABLE)))
        await press(pilot)
        assert "not kept (No space left on device)" in app.lines[-2]
        await press(pilot, "enter", "!", "escape", "q")
        assert "Voorbeeld BV!!" in app.text
        assert "loses" in app.lines[-2]


async def test_what_was_typed_last_is_kept_when_the_screen_goes() -> None:
    keeper = FakeKeeper()
    async with opened(keeper) as (_, pilot):
        await press(pilot, "enter", "!")
    assert keeper.now.typed == {"legal_name": "Voorbeeld BV!"}
