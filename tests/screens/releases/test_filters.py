"""Narrowing and ordering the list."""

from tests.fakes import FakeEntrance
from tests.screens.driver import PortalDriver, portal
from tui.api.models.releases import Release

WIDE = (120, 40)


async def choose(demo: PortalDriver, words: str) -> None:
    await demo.press("f")
    await demo.type(words)
    await demo.press("enter")


async def test_several_filters_hold_at_once_and_each_stands_in_the_third_band():
    async with portal(size=WIDE) as demo:
        for words in ("version profit 6", "area fin", "kind fixed"):
            await choose(demo, words)
        await demo.sees("version Profit 6", "area Finance", "kind Fixed")
        rows = [line for line in demo.lines if " about leave" in line and "Profit" in line]
        assert rows
        assert all("Profit 6" in row and "Finance" in row and "Fixed" in row for row in rows)


async def test_a_filter_that_is_set_stands_first_and_goes_when_it_is_chosen_again():
    async with portal() as demo:
        await choose(demo, "area crm")
        await demo.sees("area CRM")
        await demo.press("f")
        await demo.sees("✓ CRM")
        await demo.press("enter")
        await demo.sees("250 notes")
        assert "area CRM" not in demo.text


async def test_impact_and_bookmarks_are_filters_too():
    async with portal() as demo:
        await demo.press("b")
        await choose(demo, "bookmarks")
        await demo.sees("bookmarks only", "1 note")
        await choose(demo, "action required")
        await demo.sees("Nothing found.")
        await demo.press("x")
        await demo.sees("250 notes")


async def test_offers_are_found_without_accents():
    entrance = FakeEntrance(notes=3)
    entrance.releases.change(2, area="Café Yıldız")
    async with portal(entrance) as demo:
        await choose(demo, "cafe yildiz")
        await demo.sees("area Café Yıldız", "1 note")


async def test_the_last_of_many_offers_is_seen_where_the_screen_is_low():
    entrance = FakeEntrance(notes=40)
    for number in range(1, 41):
        entrance.releases.change(number, area=f"Area {number:02}")
    async with portal(entrance) as demo:
        await demo.press("f")
        await demo.type("area")
        await demo.press("up")
        await demo.sees("Area 40")


async def test_the_order_goes_round():
    async with portal() as demo:
        await demo.press("O")
        await demo.sees("oldest first", "Note 1 about leave")
        await demo.press("O")
        await demo.sees("by area")
        await demo.press("O")
        await demo.sees("Note 250 about leave")
        assert "by area" not in demo.text


async def test_figures_give_way_to_filters_on_a_narrow_screen():
    async with portal() as demo:
        for words in ("version profit 6", "area fin", "kind changed"):
            await choose(demo, words)
        await demo.sees("version Profit 6   area Finance   kind Changed", " notes")
        assert "action required" not in demo.lines[2]
        await choose(demo, "unread")
        await demo.sees("kind Changed   unread only")


async def test_a_filter_is_kept_under_a_name_and_taken_by_two_keys():
    async with portal() as demo:
        await demo.press("u", "O", "f", "ctrl+s")
        await demo.type("To read")
        await demo.press("enter")
        await demo.sees("“To read”")
        await demo.press("x", "O")
        await demo.wait_for(lambda: "To read" not in demo.lines[2])
        await demo.press("f", "enter")
        await demo.sees("“To read”")
        await demo.press("u")
        await demo.sees("oldest first")


async def test_a_comparison_is_told_and_not_the_name_of_the_filter():
    entrance = FakeEntrance()
    item = next(item for item in entrance.releases.notes.values() if item.version == "Profit 5")
    entrance.releases.current = Release(id=item.release_id, product="Profit", version="Profit 5")
    async with portal(entrance) as demo:
        await demo.press("O", "O", "f", "ctrl+s")
        await demo.type("By area")
        await demo.press("enter")
        await demo.sees("“By area”")
        await demo.press("c")
        await demo.sees("Profit 5 → Profit 7")
        assert "“By area”" not in demo.text
        await demo.press("escape")
        await demo.sees("“By area”")


async def test_a_named_filter_narrows_a_comparison_and_does_not_end_it():
    entrance = FakeEntrance()
    item = next(item for item in entrance.releases.notes.values() if item.version == "Profit 5")
    entrance.releases.current = Release(id=item.release_id, product="Profit", version="Profit 5")
    async with portal(entrance) as demo:
        await demo.press("u", "f", "ctrl+s")
        await demo.type("New")
        await demo.press("enter", "c")
        await demo.sees("Profit 5 → Profit 7")
        await demo.press("f", "enter")
        await demo.wait_for(lambda: "unread only" in demo.lines[2])
        assert "Profit 5 " not in "".join(demo.lines[3:])


async def test_after_a_comparison_the_name_stands_there_again():
    entrance = FakeEntrance()
    item = next(item for item in entrance.releases.notes.values() if item.version == "Profit 5")
    entrance.releases.current = Release(id=item.release_id, product="Profit", version="Profit 5")
    async with portal(entrance) as demo:
        await demo.press("u", "f", "ctrl+s")
        await demo.type("New")
        await demo.press("enter", "c")
        await demo.sees("Profit 5 → Profit 7")
        await demo.press("escape")
        await demo.sees("“New”")
