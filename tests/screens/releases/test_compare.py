"""What changed between two versions, as one reading list."""

import pytest

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.models.releases import Release

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def entrance() -> FakeEntrance:
    """A portal whose organisation runs Profit 5 of 5, 6 and 7."""
    made = FakeEntrance(notes=36)
    item = next(note for note in made.releases.notes.values() if note.version == "Profit 5")
    made.releases.current = Release(id=item.release_id, product="Profit", version="Profit 5")
    return made


def rows(demo: PortalDriver) -> list[str]:
    return [line[2:] for line in demo.lines if "about leave" in line]


@SIZES
async def test_c_shows_what_is_new_since_our_version_by_area(entrance: FakeEntrance, size):
    async with portal(entrance, size=size) as demo:
        await demo.press("c")
        await demo.sees("Profit 5 → Profit 7", "of 24 read")
        assert "Profit 5 " not in "".join(rows(demo))
        assert next(row.split()[0] for row in rows(demo) if not row.startswith(" ")) == "CRM"


async def test_the_name_of_an_area_stands_once_for_its_notes(entrance: FakeEntrance):
    async with portal(entrance, size=(120, 40)) as demo:
        await demo.press("c")
        await demo.sees("of 24 read")
        names = [row[:10].strip() for row in rows(demo)]
        assert [name for name in names if name] == ["CRM", "Finance", "HRM"]


async def test_at_the_top_of_the_screen_the_area_is_named_again(entrance: FakeEntrance):
    async with portal(entrance, size=(80, 14)) as demo:
        await demo.press("c", *["j"] * 12)
        assert rows(demo)[0][:10].strip()


async def test_progress_follows_reading(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("c")
        await demo.sees("20 of 24 read")
        await demo.press("right_curly_bracket", "m")
        await demo.sees("21 of 24 read")


@pytest.mark.parametrize("key", ["escape", "x"])
async def test_leaving_shows_the_list_as_it_was(entrance: FakeEntrance, key: str):
    async with portal(entrance) as demo:
        await demo.press("u", "j", "j")
        before = next(line for line in demo.lines if line.startswith("▌"))
        await demo.press("c")
        await demo.sees("of 24 read")
        await demo.press("j", "j", "j", key)
        await demo.sees("unread only", "notes")
        assert next(line for line in demo.lines if line.startswith("▌")) == before


async def test_a_second_c_asks_for_any_two_versions(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("c", "c")
        await demo.sees("Which version do you have?", "Profit 6")
        await demo.type("6")
        await demo.press("enter")
        await demo.sees("What changed since Profit 6")
        await demo.press("enter")
        await demo.sees("Profit 6 → Profit 7", "of 12 read")
        await demo.press("escape")
        await demo.sees("36 notes")


async def test_where_nobody_knows_our_version_it_is_asked():
    async with portal(FakeEntrance(notes=36)) as demo:
        await demo.press("c")
        await demo.sees("Which version do you have?")
        await demo.press("escape")
        await demo.sees("36 notes")


async def test_with_one_version_there_is_nothing_to_compare():
    async with portal(FakeEntrance(notes=3)) as demo:
        await demo.press("c")
        await demo.sees("no two versions")


async def test_filters_hold_within_a_comparison_and_go_first(entrance: FakeEntrance):
    async with portal(entrance) as demo:
        await demo.press("c", "u")
        await demo.sees("unread only", "0 of 4 read")
        await demo.press("x")
        await demo.sees("20 of 24 read")
        await demo.press("x")
        await demo.sees("36 notes")
