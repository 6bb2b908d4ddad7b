"""The list is found as it was left: at the next start, and with its cursor in another language."""

import math
from pathlib import Path

from tests.fakes import FakeEntrance, note
from tests.screens.driver import PortalDriver, portal
from tui.api.models.releases import NoteKind, NoteQuery, NoteSort, Release
from tui.api.models.session import Language
from tui.screens.releases import kept
from tui.screens.releases.places import MAX_PLACES, VIEW, Places
from tui.views import PersonViews, ViewStore
from tui.widgets.reader import Place


def note_with_cursor(demo: PortalDriver) -> str:
    row = next(line for line in demo.lines if line.startswith("▌"))
    return row[row.index("Note ") :].split()[1]


async def test_filter_and_order_are_there_at_the_next_start(tmp_path: Path):
    entrance, views = FakeEntrance(), ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views) as demo:
        await demo.press("u", "O")
        await demo.sees("unread only", "oldest first")
    async with portal(entrance, views=views) as demo:
        await demo.sees("unread only", "oldest first")


async def test_another_language_keeps_filter_and_cursor():
    async with portal() as demo:
        await demo.press("u", "j", "j")
        before = note_with_cursor(demo)
        await demo.open("profile")
        await demo.press("l")
        await demo.open("releases")
        await demo.sees("alleen ongelezen")
        assert note_with_cursor(demo) == before


async def test_a_filter_that_leaves_nothing_is_kept_as_well():
    async with portal(FakeEntrance(notes=4)) as demo:
        await demo.press("u")
        await demo.sees("Nothing found.")
        await demo.open("profile")
        await demo.press("l")
        await demo.open("releases")
        await demo.sees("alleen ongelezen")


async def test_the_next_start_begins_at_the_first_row_where_new_notes_stand(tmp_path: Path):
    entrance, views = FakeEntrance(notes=60), ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views) as demo:
        await demo.press("u", "u", "j", "j")
        assert note_with_cursor(demo) == "58"
    new = note(61)
    entrance.releases.notes = {new.id: new} | entrance.releases.notes
    async with portal(entrance, views=views) as demo:
        await demo.sees("61 notes")
        assert note_with_cursor(demo) == "61"


async def test_at_the_first_row_another_language_shows_new_notes():
    async with portal(FakeEntrance(notes=60)) as demo:
        await demo.press("j", "k")
        new = note(61)
        demo.entrance.releases.notes = {new.id: new} | demo.entrance.releases.notes
        await demo.open("profile")
        await demo.press("l")
        await demo.open("releases")
        await demo.sees("61 notes")
        assert note_with_cursor(demo) == "61"


async def test_a_note_that_is_gone_begins_the_list_at_its_top():
    async with portal(FakeEntrance(notes=60)) as demo:
        await demo.press("j", "j")
        del demo.entrance.releases.notes[note(58).id]
        await demo.open("profile")
        await demo.press("l")
        await demo.open("releases")
        await demo.sees("59 notes")
        assert note_with_cursor(demo) == "60"


async def test_a_search_and_a_comparison_are_for_once(tmp_path: Path):
    entrance, views = FakeEntrance(), ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views) as demo:
        await demo.press("slash")
        await demo.type("note 12")
        await demo.sees("found")
    async with portal(entrance, views=views) as demo:
        await demo.sees("250 notes")


async def test_a_comparison_is_not_found_at_the_next_start(tmp_path: Path):
    entrance, views = FakeEntrance(), ViewStore(tmp_path / "views.json", "demo")
    item = next(item for item in entrance.releases.notes.values() if item.version == "Profit 5")
    entrance.releases.current = Release(id=item.release_id, product="Profit", version="Profit 5")
    async with portal(entrance, views=views) as demo:
        await demo.press("c", "j")
        await demo.sees("Profit 5 → Profit 7")
    async with portal(entrance, views=views) as demo:
        await demo.sees("250 notes")
        assert "by area" not in demo.text


def first_paragraph(demo: PortalDriver) -> str:
    return next(line for line in demo.lines if "Paragraph" in line).strip()


async def test_a_note_is_found_at_the_next_start_where_it_was_left(tmp_path: Path):
    entrance, views = FakeEntrance(), ViewStore(tmp_path / "views.json", "demo")
    async with portal(entrance, views=views) as demo:
        await demo.press("enter", "pagedown", "j", "j")
        left = first_paragraph(demo)
        assert left != "Paragraph 0 of note 250."
    async with portal(entrance, views=views) as demo:
        await demo.press("j", "enter")
        assert first_paragraph(demo) == "Paragraph 0 of note 249."
        await demo.press("escape", "k", "enter")
        assert first_paragraph(demo) == left


async def test_a_look_at_a_note_keeps_no_place(tmp_path: Path):
    views = ViewStore(tmp_path / "views.json", "demo")
    async with portal(views=views, size=(120, 40)) as demo:
        await demo.press("j", "j")
        await demo.sees("Paragraph 0 of note 248.")
    assert "places" not in (tmp_path / "views.json").read_text()


async def test_of_the_places_in_notes_those_that_were_left_last_are_kept():
    places = Places(PersonViews({}, lambda _: None))
    for number in range(MAX_PLACES):
        places.keep(f"note {number}", Place(number, 0, 0.5))
    places.keep("note 0", Place(7, 1, 0))
    places.keep("one more", Place(1, 2, 0.25))
    assert places.of("note 0") == Place(7, 1, 0)
    assert places.of("one more") == Place(1, 2, 0.25)
    assert places.of("note 1") is None


def test_places_that_make_no_sense_are_left_out():
    nonsense = ["note", ["a", 1, 2], ["b", "1", 2, 0], ["c", 1, 2, math.nan], ["d", 1, 2, 0.5]]
    places = Places(PersonViews({VIEW: {"notes": nonsense}}, lambda _: None))
    assert [places.of(note_id) for note_id in "abcd"] == [None, None, None, Place(1, 2, 0.5)]
    views = PersonViews({VIEW: {"notes": 3}}, lambda _: None)
    assert Places(views).of("d") is None


async def test_who_signs_in_again_at_once_finds_the_list_as_it_was(tmp_path: Path):
    views = ViewStore(tmp_path / "views.json", "demo")
    async with portal(views=views) as demo:
        await demo.press("u")
        await demo.open("profile")
        await demo.press("S")
        await demo.sees("Who would you like to be?")
        await demo.press("1")
        await demo.sees("unread only")


def test_what_makes_no_sense_in_a_view_is_left_out():
    wanted = NoteQuery(kind=NoteKind.FIXED, area="HRM", sort=NoteSort.AREA, unread=True)
    view = kept.view_of(wanted)
    assert kept.query_of(view, Language.ENGLISH) == wanted
    nonsense = {"kind": "novel", "area": 3, "unread": "yes", "sort": None}
    assert kept.query_of(nonsense, Language.DUTCH) == NoteQuery(language=Language.DUTCH)


def test_a_view_is_plain_values():
    view = kept.view_of(NoteQuery(kind=NoteKind.FIXED))
    assert all(value is None or isinstance(value, str | bool) for value in view.values())
