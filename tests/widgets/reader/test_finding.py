"""Finding words in a text: all are marked, and one goes from one to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.reader.driver import Reading, chapters, reading
from tui.api.folding import fold
from tui.widgets.reader import Reader
from tui.widgets.reader.document import Document
from tui.widgets.reader.search import MAX_COUNT, Search
from tui.widgets.reader.words import Words


def found(words: str, text: str) -> list[str]:
    """What `words` find in `text`."""
    return [text[start:end] for start, end in Words(words).places(text)]


def count(words: str, markdown: str) -> int:
    """How many matches there are in a document."""
    search = Search(Document(markdown), Words(words))
    while search.count_further():
        pass
    assert search.is_counted
    return search.count


async def find(desk: Reading, words: str) -> list[str]:
    desk.reader.find(words)
    return await desk.seen()


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        ("yildiz", "Ahmed Yıldız, YILDIZ", ["Yıldız", "YILDIZ"]),
        ("ZOË", "zoe Zoe\u0308 Zoë!", ["zoe", "Zoe\u0308", "Zoë"]),
        ("strasse", "Straße", ["Straße"]),
        ("ae", "Ærø, aero", ["Æ", "ae"]),
        ("bank link", "a bank link, the link, bank\nlink", ["bank link", "link", "bank\nlink"]),
        ("link bank", "a bank link", ["bank", "link"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("[x] (", "[x] [y] (z", ["[x]", "("]),
        ("漢", "漢字", ["漢"]),
        ("", "text", []),
        ("   ", "text", []),
    ],
)
def test_case_and_accents_make_no_difference(words: str, text: str, places: list[str]) -> None:
    assert found(words, text) == places


@given(st.text())
def test_a_text_is_folded_letter_by_letter(text: str) -> None:
    assert "".join(map(fold, text)) == fold(text)


@given(st.text("aáAßıæ\u0301 b.漢"), st.text("aAßıáb", min_size=1, max_size=3))
def test_what_is_found_reads_as_what_was_looked_for(text: str, word: str) -> None:
    for place in found(word, text):
        assert fold(word) in fold(place)
    assert bool(found(word, text)) == (fold(word) in fold(text))


def test_matches_are_counted_wherever_they_are_drawn() -> None:
    text = (
        "# Leave\n\nleave **lea**ve [leave](https://leave.nl) `leave`\n\n- leave\n\n> leave\n\n"
        "```leave\nleave\n```\n\n|leave|\n|-|\n|leave|\n\n<b>leave\n\n<!-- leave -->\n\n"
        "l&#101;ave ![leave](x)\n\n[leave]: https://leave.nl"
    )
    assert count("leave", text) == 13


async def test_every_match_on_the_screen_is_marked() -> None:
    async with reading() as desk:
        await desk.show("One *two* three\n\n    two\n\n|two|\n|-|\n|x|", title="Two")
        await find(desk, "TWO")
        assert desk.looking("here")[0] == "Two"
        assert desk.looking("match") == ["", "", "two", "", "two", "", "two", *[""] * 16]
        await desk.tells("match 1 of 4")


async def test_one_goes_from_match_to_match_and_around() -> None:
    text = "\n\n".join(f"needle {n}" if n % 40 == 5 else f"line {n}" for n in range(200))
    async with reading() as desk:
        await desk.show(text)
        for keys, number in ((), 5), (("n",), 45), (("n",), 85), (("N", "N"), 5), (("N",), 165):
            seen = await (desk.press(*keys) if keys else find(desk, "needle"))
            assert f"needle {number}" in seen
            assert "".join(desk.looking("here")) == "needle"
            await desk.tells_of(f"match {number // 40 + 1} of 5")
        assert "needle 5" in await desk.press("n")


async def test_one_goes_on_from_where_one_has_scrolled_to() -> None:
    text = "\n\n".join(f"needle {n}" if n % 40 == 5 else f"line {n}" for n in range(200))
    async with reading() as desk:
        await desk.show(text)
        await find(desk, "needle")
        await desk.press("end")
        assert "needle 165" in await desk.press("N")
        await desk.press("home")
        assert "needle 5" in await desk.press("n")


async def test_a_match_on_the_screen_moves_nothing() -> None:
    async with reading() as desk:
        before = await desk.show(chapters(30))
        assert await find(desk, "chapter") == before
        assert desk.heard(Reader.Scrolled) == []


async def test_a_match_far_away_is_found_and_counted() -> None:
    async with reading() as desk:
        await desk.show(chapters(300) + "\n\nThe needle.")
        await find(desk, "needle")
        await desk.tells_of("match 1 of 1")
        assert "The needle." in await desk.seen()


async def test_a_match_in_code_beside_the_screen_is_pushed_into_sight() -> None:
    async with reading() as desk:
        await desk.show("```\n" + "x" * 200 + " needle " + "y" * 200 + "\n```")
        [line] = [line for line in await find(desk, "needle") if line]
        assert line.startswith("‹ ")
        assert " needle " in line


async def test_nothing_found_is_told() -> None:
    async with reading() as desk:
        before = await desk.show(chapters(30))
        assert await find(desk, "nowhere") == before
        await desk.tells("not found · 4 %")
        assert await desk.press("n", "N") == before


async def test_no_words_take_the_marks_away() -> None:
    async with reading() as desk:
        await desk.show("One two.")
        assert not desk.offers("reader.next_match")
        await find(desk, "two")
        assert desk.offers("reader.next_match")
        await find(desk, "")
        assert not any(desk.looking("here"))
        assert desk.last_line == ""
        assert not desk.offers("reader.next_match")


async def test_another_text_is_not_searched() -> None:
    async with reading() as desk:
        await desk.show("One two.")
        await find(desk, "two")
        await desk.show("Two one.")
        assert not any(desk.looking("here"))


async def test_marks_stay_at_another_width() -> None:
    async with reading() as desk:
        await desk.show("One two.")
        await find(desk, "two")
        await desk.pilot.resize_terminal(40, 10)
        assert desk.looking("here")[0] == "two"


def test_of_very_many_matches_not_all_are_counted() -> None:
    search = Search(Document("word " * 100_000), Words("word"))
    turns = 1
    while search.count_further():
        turns += 1
    assert search.count == MAX_COUNT
    assert not search.is_counted
    assert turns < 10


@pytest.mark.parametrize(
    "words", ["x" * 100_000, "x " * 50_000, "(" * 1_000, ".* \\ [ ^ $", "é" * 999]
)
def test_any_words_can_be_looked_for(words: str) -> None:
    assert count(words, chapters(3)) == 0
