"""The list of notes: its order, its pages, its filters, and a note by itself."""

from itertools import product
from typing import Any

import pytest

from tests.contract.notes import (
    NEWEST_FIRST,
    POCKET_1,
    POCKET_2,
    PROFIT_9,
    READ_AT_FIRST_SIGN_IN,
    title_of,
    titles,
)
from tests.contract.stage import Stage, has_words, short, titles_of
from tests.contract.walking import backward, forward
from tests.contract.world import identity
from tui.api.errors import Invalid, NotFound
from tui.api.models.paging import Count, PageRequest
from tui.api.models.releases import Impact, NoteAction, NoteKind, NoteQuery, NoteSort, NoteSummary
from tui.api.models.session import Language
from tui.api.portal import Releases

ALL = PageRequest(limit=200)
NEWEST = NoteQuery(language=Language.DUTCH)
OLDEST = NoteQuery(language=Language.DUTCH, sort=NoteSort.OLDEST)
EXPECTED = {NEWEST: titles(*NEWEST_FIRST), OLDEST: titles(*reversed(NEWEST_FIRST))}
SORTS = pytest.mark.parametrize("query", [NEWEST, OLDEST], ids=["newest", "oldest"])


@pytest.fixture
async def reader(shared_stage: Stage) -> Releases:
    """The release notes as an employee sees them; nothing here changes them."""
    return (await shared_stage.portal("employee")).releases


async def _all(reader: Releases, query: NoteQuery = NEWEST) -> list[NoteSummary]:
    return [*(await reader.list(query, ALL)).items]


# Order and pages


@SORTS
async def test_notes_stand_by_release_and_within_one_in_the_vendors_order(
    reader: Releases, query: NoteQuery
) -> None:
    page = await reader.list(query, ALL)
    assert titles_of(page.items) == EXPECTED[query]
    assert (page.before, page.after) == (None, None)


@SORTS
@pytest.mark.parametrize("limit", [1, 2, 3, 5, 13, 14, 15])
async def test_walking_either_way_gives_each_note_once_in_one_order(
    reader: Releases, query: NoteQuery, limit: int
) -> None:
    async def ask(page: PageRequest):
        return await reader.list(query, page)

    assert titles_of(await forward(ask, limit)) == EXPECTED[query]
    assert titles_of(await backward(ask, limit)) == EXPECTED[query]


@SORTS
async def test_a_page_leads_back_to_the_one_before(reader: Releases, query: NoteQuery) -> None:
    first = await reader.list(query, PageRequest(limit=4))
    second = await reader.list(query, PageRequest(limit=4, after=first.after))
    assert second.before is not None
    assert (await reader.list(query, PageRequest(limit=4, before=second.before))) == first


@SORTS
@pytest.mark.parametrize("limit", [1, 2, 5, 200])
async def test_a_page_around_a_note_holds_it(
    reader: Releases, query: NoteQuery, limit: int
) -> None:
    notes = await _all(reader, query)
    for place, note in enumerate(notes):
        page = await reader.list(query, PageRequest(limit=limit, around=note.id))
        start = notes.index(page.items[0])
        assert [*page.items] == notes[start : start + len(page.items)]
        assert start <= place < start + len(page.items)
        assert len(page.items) <= limit
        assert (page.before is None) is (start == 0)
        assert (page.after is None) is (start + len(page.items) == len(notes))


async def test_pages_go_on_from_a_page_around_a_note(reader: Releases) -> None:
    notes = await _all(reader)
    page = await reader.list(NEWEST, PageRequest(limit=3, around=notes[7].id))
    before = await reader.list(NEWEST, PageRequest(limit=200, before=page.before))
    after = await reader.list(NEWEST, PageRequest(limit=200, after=page.after))
    assert [*before.items, *page.items, *after.items] == notes


@pytest.mark.parametrize("id_", [identity(0xDEAD), "", "' OR 1=1 --", "\x00", "\ud800"], ids=short)
async def test_there_is_no_page_around_what_is_no_note(reader: Releases, id_: str) -> None:
    with pytest.raises((NotFound, Invalid)):
        await reader.list(NEWEST, PageRequest(around=id_))


@SORTS
@pytest.mark.parametrize("at", [0.0, 0.25, 0.5, 0.75, 1.0])
async def test_a_page_at_a_place_lies_near_it(
    reader: Releases, query: NoteQuery, at: float
) -> None:
    notes = await _all(reader, query)
    page = await reader.list(query, PageRequest(limit=3, at=at))
    places = [notes.index(note) / (len(notes) - 1) for note in page.items]
    assert 1 <= len(page.items) <= 3
    assert min(abs(place - at) for place in places) <= 0.25
    if at in (0.0, 1.0):
        assert at in places


async def test_a_list_of_nothing_is_an_empty_page_from_every_place(reader: Releases) -> None:
    query = NoteQuery(version="Profit 99")
    places: list[dict[str, Any]] = [{}, {"edge": "last"}, {"at": 0.0}, {"at": 0.5}, {"at": 1.0}]
    for place in places:
        page = await reader.list(query, PageRequest(**place))
        assert (page.items, page.before, page.after) == ((), None, None)
    assert await reader.count(query) == Count(0)


@pytest.mark.parametrize(
    "cursor", ["", "x", "' OR 1=1 --", "\x00", "\ud800", "é" * 1000, "e30="], ids=short
)
async def test_what_is_no_cursor_is_invalid(reader: Releases, cursor: str) -> None:
    for page in (PageRequest(after=cursor), PageRequest(before=cursor)):
        with pytest.raises(Invalid) as caught:
            await reader.list(NEWEST, page)
        assert has_words(caught.value)


async def test_a_cursor_of_another_order_is_invalid(reader: Releases) -> None:
    after = (await reader.list(NEWEST, PageRequest(limit=3))).after
    with pytest.raises(Invalid):
        await reader.list(OLDEST, PageRequest(limit=3, after=after))


# Filters


FILTERS: list[dict[str, Any]] = [
    {},
    {"version": "Profit 9"},
    {"version": "1.97"},
    {"version": "Profit"},
    {"version": "profit 9' --"},
    {"product": "Pocket"},
    {"product": "P%"},
    {"area": "Facturen"},
    {"area": "Café & uitgaven"},
    {"area": ""},
    *({"kind": kind} for kind in NoteKind),
    *({"impact": impact} for impact in Impact),
    {"unread": True},
    {"version": "Profit 10", "product": "Pocket"},
    {"version": "Profit 10", "area": "Facturen", "kind": NoteKind.CHANGED},
    {"product": "Profit", "area": "Facturen", "impact": Impact.INFO, "unread": True},
    {"area": "Verlof", "unread": True, "kind": NoteKind.FIXED},
]


def _expected(fields: dict[str, Any]) -> list[str]:
    wanted = {**fields}
    skipped = READ_AT_FIRST_SIGN_IN if wanted.pop("unread", False) else ()
    return [
        title_of(note)
        for release in NEWEST_FIRST
        if release not in skipped
        for note in release.notes
        if all(getattr(note, name, getattr(release, name, None)) == wanted[name] for name in wanted)
    ]


@pytest.mark.parametrize("fields", FILTERS, ids=str)
async def test_every_filter_that_is_given_narrows_list_and_count_alike(
    reader: Releases, fields: dict[str, Any]
) -> None:
    query = NoteQuery(language=Language.DUTCH, **fields)
    expected = _expected(fields)
    assert titles_of(await _all(reader, query)) == expected
    assert await reader.count(query) == Count(len(expected), exact=True)

    async def ask(page: PageRequest):
        return await reader.list(query, page)

    assert titles_of(await forward(ask, 2)) == expected
    assert titles_of(await backward(ask, 2)) == expected


def test_the_filters_find_something_and_not_everything() -> None:
    found = [len(_expected(fields)) for fields in FILTERS]
    assert sum(0 < count < len(EXPECTED[NEWEST]) for count in found) > 15


async def test_a_filter_counts_the_same_in_every_language_and_order(reader: Releases) -> None:
    for language, sort in product(Language, NoteSort):
        query = NoteQuery(area="Verlof", language=language, sort=sort)
        assert len(await _all(reader, query)) == (await reader.count(query)).value == 3


async def test_facets_name_the_releases_newest_first_and_the_areas_by_name(
    reader: Releases,
) -> None:
    facets = await reader.facets()
    assert [(r.product, r.version, r.title, r.release_date) for r in facets.releases] == [
        (r.product, r.version, r.title, r.release_date) for r in NEWEST_FIRST
    ]
    assert facets.areas == ("Algemeen", "Café & uitgaven", "Facturen", "Payroll", "Verlof")


async def test_every_facet_finds_something(reader: Releases) -> None:
    facets = await reader.facets()
    for release in facets.releases:
        notes = await _all(reader, NoteQuery(version=release.version))
        assert {note.release_id for note in notes} == {release.id}
    for area in facets.areas:
        assert (await reader.count(NoteQuery(area=area))).value


# A row, a note


async def test_a_row_tells_what_the_note_is(reader: Releases) -> None:
    note = (await _all(reader, NoteQuery(version="Profit 9")))[0]
    assert (note.product, note.version) == ("Profit", "Profit 9")
    assert note.release_date == PROFIT_9.release_date
    assert (note.area, note.kind, note.impact) == ("Facturen", NoteKind.ADDED, Impact.INFO)
    assert (note.title, note.language) == ("Send invoices by e-mail", "en")
    assert note.allowed == {NoteAction.MARK, NoteAction.BOOKMARK}


@pytest.mark.parametrize("language", Language)
async def test_a_list_speaks_the_language_asked_for_where_the_note_does(
    reader: Releases, language: Language
) -> None:
    notes = await _all(reader, NoteQuery(language=language))
    assert titles_of(notes) == titles(*NEWEST_FIRST, language=language)
    spoken = {"Donker thema": "nl", "Dark theme": "en", "Faxen kan niet meer": "nl"}
    for note in notes:
        assert note.language == spoken.get(note.title, note.language)


async def test_a_note_is_shown_in_the_language_asked_for(reader: Releases) -> None:
    id_ = (await _all(reader, NoteQuery(version="1.98")))[0].id
    dutch = await reader.show(id_, NoteQuery(language=Language.DUTCH))
    english = await reader.show(id_, NoteQuery(language=Language.ENGLISH))
    assert (dutch.title, dutch.language) == ("Taal wisselen zonder herstart", "nl")
    assert dutch.body == POCKET_2.notes[0].texts[0].body
    assert (english.title, english.language) == ("Switch language without restart", "en")
    assert english.body == POCKET_2.notes[0].texts[1].body
    assert {*dutch.languages} == {*english.languages} == {"nl", "en"}


async def test_a_note_that_is_not_in_the_language_is_shown_as_it_was_written(
    reader: Releases,
) -> None:
    notes = await _all(reader, NoteQuery(version="1.97"))
    note = await reader.show(notes[1].id, NoteQuery(language=Language.ENGLISH))
    assert (note.title, note.language) == ("Loopt niet meer vast bij verlof", "nl")
    assert note.body == POCKET_1.notes[1].texts[0].body
    assert note.languages == ("nl",)


async def test_a_note_says_the_same_as_its_row(reader: Releases) -> None:
    for row in await _all(reader):
        note = await reader.show(row.id, NEWEST)
        assert {name: getattr(note, name) for name in vars(row)} == vars(row)


async def test_a_note_is_shown_whatever_the_filter(reader: Releases) -> None:
    row = (await _all(reader, NoteQuery(version="1.97")))[0]
    query = NoteQuery(version="Profit 10", unread=True, kind=NoteKind.SECURITY)
    assert (await reader.show(row.id, query)).id == row.id


@pytest.mark.parametrize(
    "id_", [identity(0xDEAD), "", "' OR 1=1 --", "\x00", "\ud800", "é" * 1000], ids=short
)
async def test_what_is_no_note_is_not_found(reader: Releases, id_: str) -> None:
    with pytest.raises(NotFound):
        await reader.show(id_, NEWEST)


async def test_a_version_is_a_name_not_a_number(reader: Releases) -> None:
    versions = [release.version for release in (await reader.facets()).releases]
    assert versions.index("Profit 10") < versions.index("Profit 9")
