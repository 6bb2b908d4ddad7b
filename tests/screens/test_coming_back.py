"""Who was here before finds what was seen last, and then how it is."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.fakes import FakeEntrance, note
from tests.hostile import CASES
from tests.screens.driver import PortalDriver, portal
from tui import i18n
from tui.api.errors import Fault, Unauthenticated, Unavailable
from tui.api.line import Line
from tui.api.models.session import Hat, Language, Theme
from tui.api.policy import Kind, Role, permissions_of
from tui.api.portal import SignedIn
from tui.screens import arrival, portal_header
from tui.screens.memory import Remembered, Rooms
from tui.screens.navigation import HatChosen
from tui.views import PersonViews, ViewStore
from tui.widgets.record_list import RecordList

AT = datetime(2026, 11, 23, 13, 2, tzinfo=UTC)
ENTER = "sign_in_as"
"""The verb by which the session of these tests is gone on with."""

GONE = Unavailable(Fault.UNREACHABLE, place="there")


class Diary:
    """Keeps in memory what the program would keep on the disk."""

    def __init__(self) -> None:
        self.remembered: Remembered | None = None
        self.went: list[str] = []

    def entered(self, signed_in: SignedIn, *, keep: bool) -> None:
        self.went.append(f"entered {signed_in.session.display_name}")

    def left(self) -> None:
        self.went.append("left")
        self.remembered = None

    def saw(self, signed_in: SignedIn, rooms: Rooms) -> None:
        self.remembered = Remembered(signed_in.session, json.loads(json.dumps(rooms)), AT)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrival, "PAUSE", 0)


async def been_here(entrance: FakeEntrance, **differs: object) -> Diary:
    """Look at the portal and leave; what is remembered then may differ in the session."""
    diary = Diary()
    async with portal(entrance, memory=diary) as demo:
        await demo.sees("Note 250 about")
    assert diary.remembered is not None
    session = replace(diary.remembered.session, **differs)
    diary.remembered = replace(diary.remembered, session=session)
    entrance.script.calls.clear()
    return diary


def again(entrance: FakeEntrance, diary: Diary, *, line: Line | None = None, **more):
    """Come back."""
    line = line or Line(read_at=AT)
    return portal(entrance, memory=diary, remembered=diary.remembered, line=line, **more)


def _cursor(demo: PortalDriver) -> str:
    (row,) = [line for line in demo.lines if line.startswith("▌")]
    return row


def _rows(demo: PortalDriver) -> list[str]:
    """Return the rows without the scroll bar: how long the list is comes with the count."""
    return [line[:79].rstrip() for line in demo.lines[3:-1]]


# What was seen last


async def test_what_was_seen_last_stands_there_and_the_keys_act_before_the_portal_is_there() -> (
    None
):
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about", "Voorbeeld BV", "1 Update Center")
        await demo.press("down", "down")
        assert "Note 248 about" in _cursor(demo)
        await demo.press("question_mark")
        await demo.sees("Keys that act here")
        await demo.press("escape", "3")
        await demo.sees("Not in this version yet")
        await demo.press("1")
        assert "Note 248 about" in _cursor(demo)
        assert "releases.list" not in entrance.script.calls
        await demo.pilot.press("Q")


async def test_who_had_nothing_to_do_here_is_asked_for_at_once_and_has_tabs_now() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance, permissions=frozenset())
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("nothing to do here")
        entrance.script.let_go(ENTER)
        await demo.sees("1 Update Center", "Note 250 about")
        assert "nothing to do here" not in demo.text


async def test_what_one_asks_for_meanwhile_comes_when_the_portal_is_there() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about")
        await demo.press("down", "b", "enter")
        assert "Text of note" not in demo.text
        entrance.script.let_go(ENTER)
        await demo.sees("Text of note 249", "★")
        assert entrance.script.calls.count(ENTER) == 1


async def test_the_truth_takes_its_place_and_the_cursor_stays_on_its_note() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    entrance.releases.change(247, title="Another title")
    del entrance.releases.notes[note(250).id]
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about", "Note 247 about")
        shell = demo.app.screen
        await demo.press("down", "down")
        entrance.script.let_go(ENTER)
        await demo.sees("Another title", "249 notes")
        assert "Note 250 about" not in demo.text
        assert "Note 248 about" in _cursor(demo)
        assert demo.app.screen is shell
        assert diary.went[-1] == "entered Anna de Vries"


async def test_nothing_moves_where_nothing_changed() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about")
        await demo.press("down")
        before = _rows(demo)
        entrance.script.let_go(ENTER)
        await demo.sees("250 notes")
        assert _rows(demo) == before


async def test_two_questions_bring_the_truth_and_what_else_there_is_comes_after_it() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    async with again(entrance, diary, size=(120, 40)) as demo:
        await demo.sees("250 notes", "Text of note 250")
        assert entrance.script.calls[:2] == [ENTER, "releases.list"]
        assert entrance.script.calls.count("releases.list") == 1


async def test_the_third_band_says_at_once_what_is_filtered() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    async with again(entrance, diary, size=(120, 40)) as demo:
        await demo.sees("Note 250 about", "version all")


async def test_a_note_is_shown_beside_the_list_when_the_list_is_true() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    async with again(entrance, diary, size=(120, 40)) as demo:
        await demo.sees("Note 250 about")
        await demo.press("down")
        notes = demo.app.screen.query_one("#rows", RecordList)
        await demo.wait_for(lambda: not notes._rest.is_awaited, "the cursor to rest")
        entrance.script.hold("releases.list")
        entrance.script.let_go(ENTER)
        await demo.wait_for(lambda: "releases.list" in entrance.script.calls, "the question")
        await demo.settle()
        assert "releases.show" not in entrance.script.calls
        entrance.script.let_go("releases.list")
        await demo.sees("Text of note 249")


async def test_rows_that_were_marked_are_remembered_so() -> None:
    entrance = FakeEntrance()
    diary = Diary()
    async with portal(entrance, memory=diary) as demo:
        await demo.press("b")
        await demo.sees("★")
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("★")


async def test_another_filter_does_not_show_the_rows_of_this_one(tmp_path) -> None:
    entrance, views = FakeEntrance(), ViewStore(tmp_path / "views.json", "demo")
    diary = Diary()
    async with portal(entrance, memory=diary, views=views) as demo:
        await demo.press("u")
        await demo.sees("unread only")
    other: PersonViews = views.load(entrance.session.owner)
    other.keep("releases", {**other.of("releases"), "unread": False})
    await other.close()
    entrance.script.hold(ENTER)
    async with again(entrance, diary, views=views) as demo:
        await demo.sees("0 Profile")
        assert "Note 2" not in demo.text
        entrance.script.let_go(ENTER)
        await demo.sees("Note 249 about")


async def test_a_search_is_not_what_was_seen_last() -> None:
    entrance, diary = FakeEntrance(), Diary()
    async with portal(entrance, memory=diary) as demo:
        await demo.press("slash")
        await demo.type("249")
        await demo.sees("1 found")
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about")


async def test_who_was_here_before_is_spoken_to_in_their_language_and_colours() -> None:
    entrance = FakeEntrance()
    entrance.session = replace(entrance.session, language=Language.DUTCH, theme=Theme.LIGHT)
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about", "0 Mijn gegevens")
        assert demo.app.theme == "klantportal-light"


@pytest.mark.parametrize(("key", "words"), [("l", "0 Mijn gegevens"), ("t", "0 Profile")])
async def test_a_setting_that_was_changed_is_remembered(key: str, words: str) -> None:
    entrance, diary = FakeEntrance(), Diary()
    async with portal(entrance, memory=diary) as demo:
        await demo.press("0", key, "1")
        await demo.sees(words)
        theme = demo.app.theme
    i18n.use("en")
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about", words)
        assert demo.app.theme == theme


async def test_words_on_the_disk_are_as_hostile_as_any() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    assert diary.remembered is not None
    rows = diary.remembered.rooms["releases"]["rows"]
    assert isinstance(rows, list)
    for row, case in zip(rows, [case for case in CASES if "\x1b" in case.text], strict=False):
        row["title"] = case.text[:60]
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("before")
        assert "\x1b" not in demo.text


@pytest.mark.parametrize(
    "rows",
    [None, "many", [], [3], [{"id": "none"}], [{}] * 100_000],
    ids=lambda rows: str(rows)[:9],
)
async def test_rows_that_are_none_are_as_good_as_none(rows: object) -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    assert diary.remembered is not None
    room = {**diary.remembered.rooms["releases"], "rows": rows}
    diary.remembered = replace(diary.remembered, rooms={"releases": room})
    async with again(entrance, diary) as demo:
        await demo.sees("250 notes")


# Somebody else now


async def test_other_rights_open_the_shell_anew() -> None:
    entrance = FakeEntrance(roles=Role)
    wider = entrance.session
    narrower = permissions_of(Kind.CONTACT, [Role.EMPLOYEE])
    entrance.session = replace(wider, roles=frozenset({Role.EMPLOYEE}), permissions=narrower)
    diary = await been_here(entrance, roles=wider.roles, permissions=wider.permissions)
    entrance.script.hold(ENTER)
    async with again(entrance, diary, size=(120, 40)) as demo:
        await demo.sees("Note 250 about", "Invoices", "Administrator")
        shell = demo.app.screen
        await demo.press("question_mark")
        entrance.script.let_go(ENTER)
        await demo.sees("250 notes")
        assert "Invoices" not in demo.text
        assert "Administrator" not in demo.text
        assert demo.app.screen is not shell


async def test_of_another_organisation_nothing_that_was_seen_stays() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance, organisation_name="Another BV")
    entrance.releases.notes = {each.id: each for each in [note(9, title="Of this one")]}
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Another BV", "Note 250 about")
        entrance.script.let_go(ENTER)
        await demo.sees("Voorbeeld BV", "Of this one")
        assert "Another BV" not in demo.text
        assert "Note 250 about" not in demo.text


async def test_a_late_answer_changes_nothing_for_who_wears_another_hat_by_then() -> None:
    hat = Hat(kind=Kind.SUPPORT, name="Vendor")
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    customer = entrance.session
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about")
        entrance.session = replace(customer, kind=hat.kind, roles=frozenset())
        demo.app.screen.post_message(HatChosen(hat))
        await demo.sees("Support")
        entrance.session = customer
        before = [*diary.went]
        entrance.script.let_go(ENTER)
        await demo.settle()
        assert "Support" in demo.text
        assert diary.went == before


async def test_another_language_is_spoken_when_it_is_known() -> None:
    entrance = FakeEntrance()
    entrance.session = replace(entrance.session, language=Language.DUTCH)
    diary = await been_here(entrance, language=Language.ENGLISH)
    async with again(entrance, diary) as demo:
        await demo.sees("Medewerker", "50 ongelezen")


async def test_a_session_that_ended_asks_who_is_there_and_goes_on_with_the_truth() -> None:
    entrance = FakeEntrance(seats=False)
    diary = await been_here(entrance)
    entrance.script.fail(ENTER, Unauthenticated())
    entrance.releases.change(247, title="Another title")
    async with again(entrance, diary) as demo:
        await demo.sees("E-mail", "anna@voorbeeld.example", "not signed in any more")
        assert "checking" not in demo.text
        assert diary.went[-1] == "left"
        assert diary.remembered is None
        await demo.type(entrance.PASSWORD)
        await demo.press("enter")
        await demo.sees("Another title", "250 notes")


async def test_who_signs_in_with_other_rights_then_has_no_tab_of_before() -> None:
    entrance = FakeEntrance(seats=False)
    wider = permissions_of(Kind.CONTACT, Role)
    diary = await been_here(entrance, permissions=wider)
    entrance.script.fail(ENTER, Unauthenticated())
    async with again(entrance, diary, size=(120, 40)) as demo:
        await demo.sees("E-mail")
        await demo.type(entrance.PASSWORD)
        await demo.press("enter")
        await demo.sees("250 notes")
        assert "Invoices" not in demo.text


async def test_who_signs_out_is_not_remembered() -> None:
    entrance = FakeEntrance(seats=False)
    diary = await been_here(entrance)
    async with again(entrance, diary) as demo:
        await demo.sees("250 notes")
        await demo.press("0", "S")
        await demo.sees("E-mail")
    assert diary.went[-1] == "left"
    assert diary.remembered is None


# Nobody answers


async def test_what_was_seen_stays_where_nobody_answers_and_says_how_old_it_is() -> None:
    entrance, line = FakeEntrance(), Line(read_at=AT)
    diary = await been_here(entrance)
    entrance.script.fail(ENTER, GONE)
    async with again(entrance, diary, line=line) as demo:
        await demo.sees("Note 250 about", "not reachable, as of", "23 Nov", "r try again")
        await demo.press("down")
        assert "Note 249 about" in _cursor(demo)
        entrance.script.mend(ENTER)
        entrance.releases.change(248, title="Another title")
        await demo.press("r")
        await demo.sees("Another title", "250 notes")
        assert "Note 249 about" in _cursor(demo)
        assert "not reachable" not in demo.text


async def test_where_nobody_answers_what_one_asks_for_says_so_and_is_tried_again() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.fail(ENTER, GONE)
    async with again(entrance, diary) as demo:
        await demo.sees("not reachable")
        await demo.press("down", "enter")
        await demo.sees("The portal does not answer")
        entrance.script.mend(ENTER)
        await demo.press("r")
        await demo.sees("Text of note 249")


async def test_it_says_how_old_all_is_where_the_first_answer_takes_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portal_header, "LONG", 0)
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("checking, as of")
        entrance.script.let_go(ENTER)
        await demo.sees("250 notes")
        assert "checking" not in demo.text


async def test_an_answer_that_comes_soon_is_not_announced() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about")
        await demo.wait_for(lambda: ENTER in entrance.script.calls, "the question")
        assert "checking" not in demo.text


async def test_one_may_leave_while_the_portal_is_still_asked() -> None:
    entrance = FakeEntrance()
    diary = await been_here(entrance)
    entrance.script.hold(ENTER)
    async with again(entrance, diary) as demo:
        await demo.sees("Note 250 about")
        await demo.pilot.press("q")
        await demo.wait_for(lambda: not demo.app.is_running, "the end")
    assert diary.remembered is not None
    assert diary.went[-1] == "entered Anna de Vries"
