"""Bookmarks: a person's own in one organisation, and what is left of a note that was withdrawn."""

from dataclasses import replace

import pytest

from tests.contract.notes import NEWEST_FIRST, titles
from tests.contract.stage import Stage, short, titles_of
from tests.contract.walking import backward, forward
from tests.contract.world import BAKERY_HAT, FACTORY_HAT, identity
from tui.api.errors import Forbidden, NotFound
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.models.session import Language
from tui.api.policy import Permission
from tui.api.portal import Releases

ALL = PageRequest(limit=200)
EVERY = NoteQuery(language=Language.DUTCH)
KEPT = NoteQuery(language=Language.DUTCH, bookmarked=True)


async def _ids(releases: Releases, query: NoteQuery = EVERY) -> list[str]:
    return [note.id for note in (await releases.list(query, ALL)).items]


async def test_what_is_kept_is_seen_in_list_count_search_and_note(reader: Releases) -> None:
    ids = await _ids(reader)
    assert await reader.bookmark(ids[1:4], kept=True) == {*ids[1:4]}
    assert await _ids(reader, KEPT) == ids[1:4]
    assert (await reader.count(KEPT)).value == 3
    assert (await reader.show(ids[1], EVERY)).bookmarked
    assert not (await reader.show(ids[0], EVERY)).bookmarked
    marked = [note.bookmarked for note in (await reader.list(EVERY, ALL)).items]
    assert marked == [False, True, True, True, *[False] * (len(ids) - 4)]
    found = titles_of((await reader.search("uren", KEPT, ALL)).items)
    assert found == ["Uren schrijven op de telefoon"]
    assert (await reader.search("pensioenpremie", KEPT, ALL)).items == ()


async def test_only_what_changed_is_answered(reader: Releases) -> None:
    ids = await _ids(reader)
    await reader.bookmark(ids[:2], kept=True)
    assert await reader.bookmark(ids[:3], kept=True) == {ids[2]}
    assert await reader.bookmark(ids[1:4], kept=False) == {*ids[1:3]}
    assert await reader.bookmark([], kept=True) == frozenset()
    assert await _ids(reader, KEPT) == ids[:1]


@pytest.mark.parametrize("sort", NoteSort)
async def test_bookmarks_have_pages_in_every_order(reader: Releases, sort: NoteSort) -> None:
    every = NoteQuery(language=Language.DUTCH, sort=sort)
    ids = await _ids(reader, every)
    await reader.bookmark(ids[::2], kept=True)
    query = NoteQuery(language=Language.DUTCH, bookmarked=True, sort=sort)

    async def ask(page: PageRequest):
        return await reader.list(query, page)

    assert [note.id for note in await forward(ask, 2)] == ids[::2]
    assert [note.id for note in await backward(ask, 2)] == ids[::2]


async def test_unread_bookmarks_are_both(reader: Releases) -> None:
    ids = await _ids(reader)
    await reader.bookmark(ids, kept=True)
    unread = await _ids(reader, NoteQuery(unread=True))
    both = NoteQuery(unread=True, bookmarked=True)
    assert await _ids(reader, both) == unread
    assert (await reader.count(both)).value == len(unread)
    assert (await reader.mark_all(KEPT)).count == len(unread)


@pytest.mark.parametrize("wrong", [identity(0xDEAD), "", "' OR 1=1 --", "\x00"], ids=short)
async def test_one_wrong_id_and_nothing_is_kept(reader: Releases, wrong: str) -> None:
    ids = await _ids(reader)
    with pytest.raises(NotFound):
        await reader.bookmark([*ids, wrong], kept=True)
    assert await _ids(reader, KEPT) == []


async def test_a_bookmark_is_a_persons_own_in_one_organisation(stage: Stage) -> None:
    bakery = (await stage.portal("both", BAKERY_HAT)).releases
    others = [
        (await stage.portal(name, hat)).releases
        for name, hat in (("both", FACTORY_HAT), ("employee", None), ("other_employee", None))
    ]
    before = [(await each.list(EVERY, ALL), await each.list(KEPT, ALL)) for each in others]
    ids = await _ids(bakery)
    await bakery.bookmark(ids, kept=True)
    assert [(await each.list(EVERY, ALL), await each.list(KEPT, ALL)) for each in others] == before
    await others[0].bookmark(ids[:1], kept=True)
    await others[0].bookmark(ids[:1], kept=False)
    assert await _ids(bakery, KEPT) == ids


async def test_the_vendor_keeps_no_bookmarks(vendor: Releases) -> None:
    with pytest.raises(Forbidden):
        await vendor.bookmark([], kept=True)
    assert await _ids(vendor, KEPT) == []


# What was withdrawn


async def test_a_withdrawn_note_is_in_no_list_count_or_search(
    vendor: Releases, reader: Releases
) -> None:
    every = await reader.list(EVERY, ALL)
    gone = next(note for note in every.items if note.title == "Minimumloon per juli")
    assert await vendor.withdraw([gone.id], withdrawn=True) == {gone.id}
    for who in (vendor, reader):
        assert gone.id not in await _ids(who)
        assert (await who.count(EVERY)).value == len(every.items) - 1
        assert (await who.search("minimumloon", EVERY, ALL)).items == ()
        for sort in NoteSort:
            assert gone.id not in await _ids(who, NoteQuery(sort=sort))
    assert gone.id not in await _ids(reader, NoteQuery(unread=True))
    assert (await reader.mark_all(NoteQuery(version="Profit 10"))).count == 3
    first = every.items[0].id
    assert await reader.next_unread(NoteQuery(version="Profit 10"), first, ahead=True) is None


async def test_a_withdrawn_note_is_shown_without_its_text_and_kept_as_a_bookmark(
    vendor: Releases, reader: Releases
) -> None:
    ids = await _ids(reader)
    await reader.bookmark(ids[:2], kept=True)
    await vendor.withdraw(ids[:1], withdrawn=True)
    shown = await reader.show(ids[0], EVERY)
    assert shown.withdrawn_at is not None
    assert (shown.body, shown.title) == ("", titles(*NEWEST_FIRST)[0])
    kept = (await reader.list(KEPT, ALL)).items
    assert [(note.id, note.withdrawn_at is None) for note in kept] == [
        (ids[0], False),
        (ids[1], True),
    ]
    assert (await reader.count(KEPT)).value == 2
    (hit,) = (await reader.search("taal", KEPT, ALL)).items
    assert (hit.id, hit.excerpt) == (ids[0], hit.title)
    assert await reader.bookmark(ids[:1], kept=False) == {ids[0]}


@pytest.mark.parametrize("sort", NoteSort)
async def test_the_vendor_finds_what_was_withdrawn_with_its_text(
    vendor: Releases, sort: NoteSort
) -> None:
    ids = await _ids(vendor, NoteQuery(sort=sort))
    gone = ids[1::2]
    withdrawn = NoteQuery(sort=sort, withdrawn=True)
    assert await _ids(vendor, withdrawn) == []
    before = await vendor.show(gone[0], EVERY)
    await vendor.withdraw(gone, withdrawn=True)

    async def ask(page: PageRequest):
        return await vendor.list(withdrawn, page)

    assert [note.id for note in await forward(ask, 2)] == gone
    assert [note.id for note in await backward(ask, 2)] == gone
    assert (await vendor.count(withdrawn)).value == len(gone)
    assert (await vendor.show(gone[0], EVERY)).body == before.body
    await vendor.withdraw(gone[:1], withdrawn=False)
    assert await _ids(vendor, withdrawn) == gone[1:]


async def test_what_was_withdrawn_is_filtered_and_searched_as_the_rest(vendor: Releases) -> None:
    notes = (await vendor.list(EVERY, ALL)).items
    gone = next(note for note in notes if note.title == "Minimumloon per juli")
    withdrawn = NoteQuery(language=Language.DUTCH, withdrawn=True)
    found = (await vendor.search("minimumloon", EVERY, ALL)).items
    await vendor.withdraw([note.id for note in notes], withdrawn=True)
    here = replace(withdrawn, area=gone.area, version=gone.version)
    assert gone.id in await _ids(vendor, here)
    assert len(await _ids(vendor, here)) < len(notes)
    again = (await vendor.search("minimumloon", withdrawn, ALL)).items
    assert [(hit.id, hit.excerpt) for hit in again] == [(hit.id, hit.excerpt) for hit in found]
    in_range = replace(withdrawn, until=gone.release_id)
    assert gone.id in await _ids(vendor, in_range)


async def test_readers_are_not_told_what_was_withdrawn(vendor: Releases, reader: Releases) -> None:
    ids = await _ids(reader)
    await reader.bookmark(ids[:1], kept=True)
    await vendor.withdraw(ids[:1], withdrawn=True)
    for kept in (False, True):
        query = replace(EVERY, withdrawn=True, bookmarked=kept)
        for ask in (
            reader.list(query, ALL),
            reader.count(query),
            reader.search("taal", query, ALL),
            reader.next_unread(query, ids[0], ahead=True),
            reader.mark_all(query),
        ):
            with pytest.raises(Forbidden) as caught:
                await ask
            assert caught.value.permission == Permission.RELEASES_PUBLISH


async def test_a_note_that_is_published_again_is_as_it_was(
    vendor: Releases, reader: Releases
) -> None:
    ids = await _ids(reader)
    await reader.mark(ids[:1], read=True)
    before = await reader.show(ids[0], EVERY)
    await vendor.withdraw(ids[:2], withdrawn=True)
    assert await vendor.withdraw(ids[:3], withdrawn=False) == {*ids[:2]}
    assert await reader.show(ids[0], EVERY) == before
    assert await _ids(reader) == ids


async def test_one_wrong_id_and_nothing_is_withdrawn(vendor: Releases, reader: Releases) -> None:
    ids = await _ids(reader)
    with pytest.raises(NotFound):
        await vendor.withdraw([*ids, identity(0xDEAD)], withdrawn=True)
    assert await _ids(reader) == ids
    with pytest.raises(Forbidden):
        await reader.withdraw(ids, withdrawn=True)
