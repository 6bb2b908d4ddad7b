"""All at once: what a filter leaves is marked, exactly that is taken back; from one to the next."""

import pytest

from tests.contract.notes import NEWEST_FIRST, READ_AT_FIRST_SIGN_IN, titles
from tests.contract.stage import Stage, short, titles_of
from tests.contract.world import BAKERY_HAT, FACTORY_HAT, identity
from tui.api.errors import Forbidden, NotFound
from tui.api.ids import new_id
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteKind, NoteQuery, NoteSort
from tui.api.models.session import Language
from tui.api.portal import Releases

ALL = PageRequest(limit=200)
EVERY = NoteQuery(language=Language.DUTCH)
UNREAD = NoteQuery(language=Language.DUTCH, unread=True)
NEW = [release for release in NEWEST_FIRST if release not in READ_AT_FIRST_SIGN_IN]


async def _titles(releases: Releases, query: NoteQuery = UNREAD) -> list[str]:
    return titles_of((await releases.list(query, ALL)).items)


async def test_every_unread_note_of_a_query_is_marked_and_no_other(reader: Releases) -> None:
    leave = NoteQuery(area="Verlof")
    marked = await reader.mark_all(leave)
    assert marked.count == 2
    assert await _titles(reader, NoteQuery(area="Verlof", unread=True)) == []
    assert len(await _titles(reader)) == len(titles(*NEW)) - 2
    assert (await reader.mark_all(leave)).count == 0


async def test_without_a_filter_everything_is_marked(reader: Releases) -> None:
    assert (await reader.mark_all(NoteQuery())).count == len(titles(*NEW))
    assert await _titles(reader) == []
    assert (await reader.count(UNREAD)).value == 0


async def test_what_was_marked_together_is_taken_back_and_nothing_else(reader: Releases) -> None:
    ids = [note.id for note in (await reader.list(UNREAD, ALL)).items]
    old = [note.id for note in (await reader.list(EVERY, ALL)).items if note.id not in ids]
    await reader.mark(ids[:1], read=True)
    await reader.mark(old[:1], read=False)
    marked = await reader.mark_all(EVERY)
    assert marked.count == len(ids)
    assert await reader.take_back(marked.id) == len(ids)
    again = {note.id for note in (await reader.list(UNREAD, ALL)).items}
    assert again == {*ids[1:], old[0]}


async def test_what_was_read_by_itself_since_is_not_taken_back(reader: Releases) -> None:
    ids = [note.id for note in (await reader.list(UNREAD, ALL)).items]
    marked = await reader.mark_all(EVERY)
    await reader.mark(ids[:2], read=False)
    await reader.mark(ids[:1], read=True)
    assert await reader.take_back(marked.id) == len(ids) - 2
    assert [note.id for note in (await reader.list(UNREAD, ALL)).items] == ids[1:]


async def test_it_is_taken_back_once(reader: Releases) -> None:
    marked = await reader.mark_all(EVERY)
    await reader.take_back(marked.id)
    with pytest.raises(NotFound):
        await reader.take_back(marked.id)


@pytest.mark.parametrize("id_", [identity(0xDEAD), "", "' OR 1=1 --", "\x00", "\ud800"], ids=short)
async def test_what_nobody_marked_is_not_taken_back(reader: Releases, id_: str) -> None:
    await reader.mark_all(EVERY)
    with pytest.raises(NotFound):
        await reader.take_back(id_)


async def test_nobody_takes_back_what_another_marked(stage: Stage, reader: Releases) -> None:
    marked = await reader.mark_all(EVERY)
    for name, hat in (("administrator", None), ("other_employee", None), ("both", FACTORY_HAT)):
        other = (await stage.portal(name, hat)).releases
        await other.mark_all(EVERY)
        with pytest.raises(NotFound):
            await other.take_back(marked.id)
    assert await _titles(reader) == []


async def test_marking_all_is_for_one_person_in_one_organisation(stage: Stage) -> None:
    bakery = (await stage.portal("both", BAKERY_HAT)).releases
    others = [
        (await stage.portal(name, hat)).releases
        for name, hat in (("both", FACTORY_HAT), ("employee", None), ("other_employee", None))
    ]
    before = [await other.list(EVERY, ALL) for other in others]
    marked = await bakery.mark_all(EVERY)
    assert [await other.list(EVERY, ALL) for other in others] == before
    await bakery.take_back(marked.id)
    assert [await other.list(EVERY, ALL) for other in others] == before


async def test_the_vendor_has_nothing_to_mark(vendor: Releases) -> None:
    with pytest.raises(Forbidden):
        await vendor.mark_all(EVERY)
    with pytest.raises(Forbidden):
        await vendor.take_back(new_id())


@pytest.mark.parametrize("sort", NoteSort)
@pytest.mark.parametrize("ahead", [True, False])
async def test_from_unread_to_unread_one_comes_past_each_of_them(
    reader: Releases, sort: NoteSort, ahead: bool
) -> None:
    query = NoteQuery(sort=sort)
    ids = [note.id for note in (await reader.list(query, ALL)).items]
    unread = [note.id for note in (await reader.list(NoteQuery(sort=sort, unread=True), ALL)).items]
    walked: list[str] = []
    place: str | None = ids[0] if ahead else ids[-1]
    while place := await reader.next_unread(query, place, ahead=ahead):
        walked.append(place)
    edge = ids[0] if ahead else ids[-1]
    expected = [id_ for id_ in (unread if ahead else unread[::-1]) if id_ != edge]
    assert walked == expected
    assert len(walked) > 3


async def test_the_next_unread_note_is_one_of_the_query_wherever_one_stands(
    reader: Releases,
) -> None:
    ids = [note.id for note in (await reader.list(EVERY, ALL)).items]
    fixed = NoteQuery(kind=NoteKind.FIXED)
    (wanted,) = (await reader.list(NoteQuery(kind=NoteKind.FIXED, unread=True), ALL)).items
    place = ids.index(wanted.id)
    assert await reader.next_unread(fixed, ids[place - 1], ahead=True) == wanted.id
    assert await reader.next_unread(fixed, ids[place + 1], ahead=False) == wanted.id
    assert await reader.next_unread(fixed, wanted.id, ahead=True) is None


async def test_the_vendor_has_read_everything(vendor: Releases) -> None:
    first = (await vendor.list(EVERY, PageRequest(limit=1))).items[0]
    assert await vendor.next_unread(EVERY, first.id, ahead=True) is None


@pytest.mark.parametrize("id_", [identity(0xDEAD), "", "' OR 1=1 --", "\x00", "\ud800"], ids=short)
async def test_nothing_comes_after_what_is_no_note(reader: Releases, id_: str) -> None:
    with pytest.raises(NotFound):
        await reader.next_unread(EVERY, id_, ahead=True)
