"""Finding notes by their words."""

from dataclasses import replace

import pytest

from tests.contract.drafts import SPRING, changed, draft, publish
from tests.contract.notes import NEWEST_FIRST, titles
from tests.contract.stage import Stage, short, titles_of
from tests.contract.walking import forward
from tui.api.errors import Invalid
from tui.api.models.paging import PageRequest
from tui.api.models.releases import Impact, NoteKind, NoteQuery
from tui.api.models.session import Language
from tui.api.portal import Releases

ALL = PageRequest(limit=200)
DUTCH = NoteQuery(language=Language.DUTCH)
ENGLISH = NoteQuery(language=Language.ENGLISH)

INVOICES = {
    "Facturen per e-mail versturen",
    "UBL 2.1 verplicht",
    "Oude rapporten verdwijnen",
}


@pytest.fixture
async def reader(shared_stage: Stage) -> Releases:
    """The release notes as an employee sees them; nothing here changes them."""
    return (await shared_stage.portal("employee")).releases


async def _found(reader: Releases, words: str, query: NoteQuery = DUTCH) -> set[str]:
    hits = titles_of((await reader.search(words, query, ALL)).items)
    assert len(hits) == len({*hits})
    return {*hits}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("minimumloon", {"Minimumloon per juli"}),
        ("MINIMUMLOON", {"Minimumloon per juli"}),
        ("consumptie", {"Café-uitgaven declareren"}),
        ("cafe", {"Café-uitgaven declareren"}),
        ("CAFÉ", {"Café-uitgaven declareren"}),
        ("cafe\u0301", {"Café-uitgaven declareren"}),
        ("naieve", {"Café-uitgaven declareren"}),
        ("uberhaupt", {"Taal wisselen zonder herstart"}),
        ("een consumptie", {"Café-uitgaven declareren"}),
        ("percentages", {"Pensioenpremie per januari"}),
        ("altijd direct", {"Taal wisselen zonder herstart"}),
        ("factuur PDF", {"Facturen per e-mail versturen"}),
        ("PDF factuur", {"Facturen per e-mail versturen"}),
        ("factuur minimumloon", set()),
        ("bestaatnergens", set()),
    ],
)
async def test_a_note_is_found_by_every_word_whatever_its_case_and_accents(
    reader: Releases, words: str, expected: set[str]
) -> None:
    assert await _found(reader, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("minim", {"Minimumloon per juli"}),
        ("fact", {*INVOICES}),
        ("factuur", {*INVOICES}),
        ("UBL fact", {"Facturen per e-mail versturen", "UBL 2.1 verplicht"}),
        ("fact UBL", set()),
        ("pens", {"Pensioenpremie per januari"}),
        ("ensioen", set()),
    ],
)
async def test_the_last_word_may_be_a_beginning(
    reader: Releases, words: str, expected: set[str]
) -> None:
    assert await _found(reader, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"minimumloon"', {"Minimumloon per juli"}),
        ("minimumloon OR pensioenpremie", set()),
        ("minimumloon AND stijgt", set()),
        ("NOT minimumloon", set()),
        ("title:minimumloon", set()),
        ("minimumloon -stijgt", {"Minimumloon per juli"}),
        ("e-mail versturen", {"Facturen per e-mail versturen"}),
        ("2.1", {"UBL 2.1 verplicht"}),
        ("a_b", {"Minimumloon per juli"}),
    ],
)
async def test_quotes_and_operators_are_nothing_but_text(
    reader: Releases, words: str, expected: set[str]
) -> None:
    assert await _found(reader, words) == expected


HOSTILE = [
    '"',
    '""',
    '"""',
    "*",
    "**",
    "^",
    "(",
    ")",
    "()",
    "NEAR(",
    "NEAR(a b, 3)",
    "' OR 1=1",
    "'; DROP TABLE note; --",
    "\\",
    "\\'",
    ":*",
    "a:*b",
    "&",
    "|",
    "!",
    "<->",
    "a & | b",
    "{title}:x",
    "-",
    "--",
    "%",
    "_",
    "?",
    ":p1",
    "%s %(x)s",
    "$1",
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\ud800",
    "\u202e",
    "\u0301",
    "a" * 10_000,
    "a " * 5_000,
    "a." * 50_000,
    '"' * 2_000,
    "🇳🇱 👩‍💻",
    "日本語",
    "١٢٣",
    "ß ﬁ İ ı",
]


@pytest.mark.parametrize("words", HOSTILE, ids=short)
async def test_whatever_is_typed_the_search_answers(reader: Releases, words: str) -> None:
    for query in (DUTCH, ENGLISH, NoteQuery(unread=True, version="Profit 10")):
        page = await reader.search(words, query, PageRequest(limit=5))
        assert {hit.title for hit in page.items} <= {
            *titles(*NEWEST_FIRST),
            *titles(*NEWEST_FIRST, language="en"),
        }
    assert await _found(reader, "minimumloon") == {"Minimumloon per juli"}


@pytest.mark.parametrize("words", ["", " ", "\t\n", '"', "*", "(", "-", "\u200b"], ids=short)
async def test_without_a_word_nothing_is_found(reader: Releases, words: str) -> None:
    assert await _found(reader, words) == set()


async def test_a_note_is_found_in_the_language_it_is_shown_in(reader: Releases) -> None:
    assert await _found(reader, "wherever", ENGLISH) == {"Write hours on the phone"}
    assert await _found(reader, "faxkoppeling", ENGLISH) == {"Faxen kan niet meer"}


async def test_the_best_match_stands_first(reader: Releases) -> None:
    hits = (await reader.search("factuur", DUTCH, ALL)).items
    assert hits[0].title == "UBL 2.1 verplicht"


async def test_a_title_with_every_word_stands_before_any_text_that_only_speaks_of_them(
    stage: Stage,
) -> None:
    long, short = "Leave in hours per day", "Parental leave"
    chatter = "Leave in hours, leave in hours. " * 3
    notes = (
        draft("short", short, chatter),
        draft("long", long, "Something else altogether. " * 200),
        *(draft(f"other{n}", f"Leave {n}", "In hours.") for n in range(3)),
    )
    vendor = (await stage.portal("support")).releases
    await publish(vendor, changed(SPRING, *notes))
    reader = (await stage.portal("employee")).releases
    for words in ("leave in hours", "leave in hou", "leave hours in"):
        hits = (await reader.search(words, ENGLISH, ALL)).items
        assert hits[0].title == long
        assert short in titles_of(hits)


async def test_a_hit_shows_where_the_words_stand(reader: Releases) -> None:
    for words, part in (("consumptie", "consumptie"), ("100%", "100%"), ("zonder UBL", "UBL")):
        hits = (await reader.search(words, DUTCH, ALL)).items
        assert len(hits) == 1
        assert part in hits[0].excerpt
        assert "\n" not in hits[0].excerpt


async def test_a_hit_says_the_same_as_its_row(reader: Releases) -> None:
    rows = {note.id: note for note in (await reader.list(DUTCH, ALL)).items}
    for hit in (await reader.search("fact", DUTCH, ALL)).items:
        row = rows[hit.id]
        assert {name: getattr(hit, name) for name in vars(row)} == vars(row)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (NoteQuery(version="Profit 10"), {"UBL 2.1 verplicht"}),
        (NoteQuery(product="Pocket"), set()),
        (NoteQuery(area="Facturen"), INVOICES - {"Oude rapporten verdwijnen"}),
        (NoteQuery(kind=NoteKind.DEPRECATED), {"Oude rapporten verdwijnen"}),
        (NoteQuery(impact=Impact.ACTION_REQUIRED), {"UBL 2.1 verplicht"}),
        (NoteQuery(unread=True), {"UBL 2.1 verplicht"}),
    ],
    ids=["version", "product", "area", "kind", "impact", "unread"],
)
async def test_a_search_obeys_the_filters(
    reader: Releases, query: NoteQuery, expected: set[str]
) -> None:
    narrowed = replace(query, language=Language.DUTCH)
    assert await _found(reader, "factuur", narrowed) == expected


@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_walking_through_what_was_found_gives_each_hit_once(
    reader: Releases, limit: int
) -> None:
    async def ask(page: PageRequest):
        return await reader.search("de", DUTCH, page)

    every = (await reader.search("de", DUTCH, ALL)).items
    assert len(every) > 4
    assert await forward(ask, limit) == [*every]


@pytest.mark.parametrize("cursor", ["", "x", "' OR 1=1 --", "\x00", "\ud800"], ids=short)
async def test_what_is_no_cursor_of_a_search_is_invalid(reader: Releases, cursor: str) -> None:
    with pytest.raises(Invalid):
        await reader.search("de", DUTCH, PageRequest(after=cursor))
