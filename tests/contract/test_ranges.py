"""From one version to another: what is told, told once, in the order of reading."""

from dataclasses import replace
from datetime import date

import pytest

from tests.contract.drafts import SPRING, changed, draft, publish
from tests.contract.notes import (
    NEWEST_FIRST,
    POCKET_1,
    POCKET_2,
    PROFIT_8,
    PROFIT_9,
    PROFIT_10,
    titles,
)
from tests.contract.stage import Stage, short, titles_of
from tests.contract.walking import backward, forward
from tests.contract.world import BAKERY, FACTORY, identity
from tui.api.errors import NotFound
from tui.api.models.paging import PageRequest
from tui.api.models.publishing import ReleasePublish
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.models.session import Language
from tui.api.portal import Releases

ALL = PageRequest(limit=200)
EVERY = NoteQuery(language=Language.DUTCH)
BY_AREA = NoteQuery(language=Language.DUTCH, sort=NoteSort.AREA)


def _by_area(*releases: ReleasePublish) -> list[str]:
    """Return titles as they stand by area: the areas by name, in each the oldest release first."""
    notes = [
        (note.area.casefold().replace("é", "e"), place, note.texts[0].title)
        for place, (release, note) in enumerate(
            (release, note) for release in reversed(releases) for note in release.notes
        )
    ]
    return [title for _, _, title in sorted(notes)]


async def _id_of(releases: Releases, version: str) -> str:
    (found,) = [each.id for each in (await releases.facets()).releases if each.version == version]
    return found


async def _range(releases: Releases, since: str | None, until: str | None) -> NoteQuery:
    return replace(
        EVERY,
        since=since and await _id_of(releases, since),
        until=until and await _id_of(releases, until),
    )


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("Profit 8", "Profit 10", (PROFIT_10, PROFIT_9)),
        ("Profit 9", "Profit 10", (PROFIT_10,)),
        ("Profit 10", "Profit 10", ()),
        ("Profit 10", "Profit 8", ()),
        ("Profit 8", None, (PROFIT_10, PROFIT_9)),
        (None, "Profit 9", (PROFIT_9, PROFIT_8)),
        ("1.97", None, (POCKET_2,)),
        (None, "1.97", (POCKET_1,)),
        ("Profit 9", "1.98", (POCKET_2, POCKET_1)),
    ],
)
async def test_a_range_is_what_came_after_one_release_up_to_and_including_another(
    reader: Releases, since: str | None, until: str | None, expected: tuple[ReleasePublish, ...]
) -> None:
    query = await _range(reader, since, until)
    assert titles_of((await reader.list(query, ALL)).items) == titles(*expected)
    assert (await reader.count(query)).value == len(titles(*expected))
    oldest = replace(query, sort=NoteSort.OLDEST)
    assert titles_of((await reader.list(oldest, ALL)).items) == titles(*reversed(expected))
    area = replace(query, sort=NoteSort.AREA)
    assert titles_of((await reader.list(area, ALL)).items) == _by_area(*expected)


async def test_a_range_narrows_search_marks_and_the_way_to_the_next(reader: Releases) -> None:
    query = await _range(reader, "Profit 8", "Profit 9")
    assert titles_of((await reader.search("fact", query, ALL)).items) != []
    found = {*titles_of((await reader.search("fact", query, ALL)).items)}
    assert found == {"Facturen per e-mail versturen", "Oude rapporten verdwijnen"}
    every = (await reader.list(EVERY, ALL)).items
    assert await reader.next_unread(query, every[0].id, ahead=True) is None
    assert (await reader.mark_all(await _range(reader, "Profit 9", None))).count == 4
    unread = (await reader.list(replace(EVERY, unread=True), ALL)).items
    assert {note.product for note in unread} == {"Pocket"}


async def test_a_note_that_releases_repeat_is_told_where_it_came_first(
    vendor: Releases, reader: Releases
) -> None:
    again, new = draft("een", "Eerste webhook"), draft("drie", "Derde webhook")
    other = again.model_copy(update={"anchor": "nogmaals"})
    await publish(
        vendor,
        SPRING,
        changed(_version("5.2", 10), again, new),
        changed(_version("5.3", 11), again, other, new, draft("een!", "Eerste webhook", "Anders.")),
    )
    assert await _told(reader, None, "5.3") == [
        ("5.3", "Eerste webhook"),
        ("5.2", "Derde webhook"),
        ("5.1", "Eerste webhook"),
        ("5.1", "Tweede webhook"),
    ]
    # After the first, it came first in the second.
    assert await _told(reader, "5.1", "5.3") == [
        ("5.3", "Eerste webhook"),
        ("5.2", "Eerste webhook"),
        ("5.2", "Derde webhook"),
    ]
    assert await _told(reader, "5.2", None) == [
        ("5.3", "Eerste webhook"),
        ("5.3", "Derde webhook"),
        ("5.3", "Eerste webhook"),
    ]
    assert (await reader.count(NoteQuery(product="Connect"))).value == 8


async def test_a_repeated_note_that_was_withdrawn_leaves_its_place_to_the_next(
    vendor: Releases, reader: Releases
) -> None:
    await publish(vendor, SPRING, changed(_version("5.2", 10), draft("een", "Eerste webhook")))
    first = await reader.list(NoteQuery(version="5.1"), ALL)
    await vendor.withdraw([first.items[0].id], withdrawn=True)
    told = await _told(reader, None, "5.2")
    assert told == [("5.2", "Eerste webhook"), ("5.1", "Tweede webhook")]


def _version(version: str, month: int) -> ReleasePublish:
    return SPRING.model_copy(update={"version": version, "release_date": date(2026, month, 1)})


async def _told(reader: Releases, since: str | None, until: str | None) -> list[tuple[str, str]]:
    query = await _range(reader, since, until)
    notes = (await reader.list(query, ALL)).items
    assert (await reader.count(query)).value == len(notes)
    return [(note.version, note.title) for note in notes]


@pytest.mark.parametrize("id_", [identity(0xDEAD), "", "' OR 1=1 --", "\x00", "\ud800"], ids=short)
async def test_a_range_from_or_to_what_is_no_release_is_not_found(
    reader: Releases, id_: str
) -> None:
    note = (await reader.list(EVERY, PageRequest(limit=1))).items[0]
    for query in (replace(EVERY, since=id_), replace(EVERY, until=id_)):
        for ask in (
            reader.list(query, ALL),
            reader.count(query),
            reader.search("de", query, ALL),
            reader.mark_all(query),
            reader.next_unread(query, note.id, ahead=True),
        ):
            with pytest.raises(NotFound) as caught:
                await ask
            assert caught.value.what == "release"


# By area


async def test_by_area_the_areas_stand_by_name_and_in_each_the_oldest_release_first(
    reader: Releases,
) -> None:
    notes = (await reader.list(BY_AREA, ALL)).items
    assert titles_of(notes) == _by_area(*NEWEST_FIRST)
    areas = [note.area for note in notes]
    assert [*dict.fromkeys(areas)] == ["", *(await reader.facets()).areas]


@pytest.mark.parametrize("limit", [1, 2, 5, 14])
async def test_by_area_walking_either_way_gives_each_note_once(
    reader: Releases, limit: int
) -> None:
    async def ask(page: PageRequest):
        return await reader.list(BY_AREA, page)

    assert titles_of(await forward(ask, limit)) == _by_area(*NEWEST_FIRST)
    assert titles_of(await backward(ask, limit)) == _by_area(*NEWEST_FIRST)


async def test_by_area_a_page_is_found_around_a_note_and_at_a_place(reader: Releases) -> None:
    notes = (await reader.list(BY_AREA, ALL)).items
    for note in notes:
        assert note in (await reader.list(BY_AREA, PageRequest(limit=3, around=note.id))).items
    for at in (0.0, 0.25, 0.5, 0.75, 1.0):
        page = await reader.list(BY_AREA, PageRequest(limit=3, at=at))
        places = [notes.index(note) / (len(notes) - 1) for note in page.items]
        assert min(abs(place - at) for place in places) <= 0.25
        assert at not in (0.0, 1.0) or at in places
    leave = replace(BY_AREA, area="Verlof")
    middle = await reader.list(leave, PageRequest(limit=1, at=0.5))
    assert [note.area for note in middle.items] == ["Verlof"]
    assert (await reader.list(replace(BY_AREA, area="X"), PageRequest(at=0.5))).items == ()


# The own version


@pytest.mark.parametrize(
    ("called", "version"),
    [("Profit 9", "Profit 9"), ("1.97", "1.97"), ("Pocket 1.98", "1.98"), ("Profit", None)],
)
async def test_the_release_that_the_organisation_runs_is_known_by_its_name(
    stage: Stage, called: str, version: str | None
) -> None:
    stage.rename(BAKERY, "Bakkerij", version=called)
    current = (await (await stage.portal("employee")).releases.facets()).current
    assert (current and current.version) == version


async def test_each_organisation_runs_its_own_version_and_the_vendor_none(
    stage: Stage, vendor: Releases, reader: Releases
) -> None:
    other = (await stage.portal("other_employee")).releases
    stage.rename(FACTORY, "Fabriek", version="1.97")
    versions = [
        current and current.version
        for current in [(await each.facets()).current for each in (reader, other, vendor)]
    ]
    assert versions == ["Profit 9", "1.97", None]
