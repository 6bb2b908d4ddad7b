"""Read and unread: per person, per organisation, all or nothing."""

import asyncio

import pytest

from tests.contract.notes import NEWEST_FIRST, POCKET_2, READ_AT_FIRST_SIGN_IN, titles
from tests.contract.stage import Stage, short, titles_of
from tests.contract.world import BAKERY_HAT, FACTORY_HAT, identity
from tui.api.errors import NotFound
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery
from tui.api.models.session import Hat, Language
from tui.api.portal import Releases, SignedIn

ALL = PageRequest(limit=200)
EVERY = NoteQuery(language=Language.DUTCH)
UNREAD = NoteQuery(language=Language.DUTCH, unread=True)
NEW = [release for release in NEWEST_FIRST if release not in READ_AT_FIRST_SIGN_IN]


async def _releases(stage: Stage, name: str = "employee", hat: Hat | None = None) -> Releases:
    return (await stage.portal(name, hat)).releases


async def _ids(releases: Releases, query: NoteQuery = EVERY) -> list[str]:
    return [note.id for note in (await releases.list(query, ALL)).items]


async def test_at_a_first_sign_in_what_is_up_to_the_organisations_version_is_read(
    stage: Stage,
) -> None:
    signed_in = await stage.sign_in("newcomer")
    assert isinstance(signed_in, SignedIn)
    unread = await signed_in.portal.releases.list(UNREAD, ALL)
    assert titles_of(unread.items) == titles(*NEW)
    assert (await signed_in.portal.releases.count(UNREAD)).value == len(titles(*NEW))


async def test_a_mark_is_seen_at_once_in_list_count_and_note(stage: Stage) -> None:
    releases = await _releases(stage)
    unread = await _ids(releases, UNREAD)
    assert await releases.mark(unread[:2], read=True) == {*unread[:2]}
    assert await _ids(releases, UNREAD) == unread[2:]
    assert (await releases.count(UNREAD)).value == len(unread) - 2
    assert (await releases.show(unread[0], EVERY)).read
    assert not (await releases.show(unread[2], EVERY)).read


async def test_what_was_read_is_made_unread(stage: Stage) -> None:
    releases = await _releases(stage)
    ids = await _ids(releases)
    await releases.mark(ids, read=True)
    assert await _ids(releases, UNREAD) == []
    assert await releases.mark(ids, read=False) == {*ids}
    assert await _ids(releases, UNREAD) == ids


async def test_only_what_changed_is_answered(stage: Stage) -> None:
    releases = await _releases(stage)
    unread = await _ids(releases, UNREAD)
    await releases.mark(unread[:1], read=True)
    assert await releases.mark(unread[:3], read=True) == {*unread[1:3]}
    assert await releases.mark(unread[:3], read=True) == frozenset()
    assert await releases.mark([unread[0], unread[0]], read=False) == {unread[0]}
    assert await releases.mark([], read=True) == frozenset()


@pytest.mark.parametrize(
    "wrong", [identity(0xDEAD), "", "' OR 1=1 --", "\x00", "\ud800"], ids=short
)
async def test_one_wrong_id_and_nothing_is_marked(stage: Stage, wrong: str) -> None:
    releases = await _releases(stage)
    unread = await _ids(releases, UNREAD)
    for ids in ([*unread, wrong], [wrong, *unread], [wrong]):
        with pytest.raises(NotFound):
            await releases.mark(ids, read=True)
    assert await _ids(releases, UNREAD) == unread


async def test_looking_marks_nothing(stage: Stage) -> None:
    releases = await _releases(stage)
    unread = await _ids(releases, UNREAD)
    for id_ in unread:
        await releases.show(id_, EVERY)
    await releases.search("UBL", EVERY, ALL)
    assert await _ids(releases, UNREAD) == unread


async def test_a_colleagues_marks_are_their_own(stage: Stage) -> None:
    mine, colleagues = await _releases(stage), await _releases(stage, "administrator")
    before = await colleagues.list(EVERY, ALL)
    await mine.mark(await _ids(mine), read=True)
    assert await colleagues.list(EVERY, ALL) == before


async def test_a_person_in_two_organisations_has_marks_in_each(stage: Stage) -> None:
    bakery = await _releases(stage, "both", BAKERY_HAT)
    factory = await _releases(stage, "both", FACTORY_HAT)
    before = await factory.list(EVERY, ALL)
    await bakery.mark(await _ids(bakery), read=True)
    assert await _ids(bakery, UNREAD) == []
    assert await factory.list(EVERY, ALL) == before


async def test_marks_are_there_in_the_next_session(stage: Stage) -> None:
    releases = await _releases(stage)
    await releases.mark(await _ids(releases), read=True)
    signed_in = await stage.sign_in("employee")
    assert isinstance(signed_in, SignedIn)
    assert await _ids(signed_in.portal.releases, UNREAD) == []


async def test_marking_the_same_at_the_same_moment_ends_read(stage: Stage) -> None:
    releases, again = await _releases(stage), await _releases(stage)
    unread = await _ids(releases, UNREAD)
    changed = await asyncio.gather(
        releases.mark(unread, read=True), again.mark(reversed(unread), read=True)
    )
    assert changed[0] | changed[1] == {*unread}
    assert await _ids(releases, UNREAD) == []


async def test_a_mark_does_not_move_a_note(stage: Stage) -> None:
    releases = await _releases(stage)
    ids = await _ids(releases)
    after = (await releases.list(UNREAD, PageRequest(limit=2))).after
    await releases.mark((await _ids(releases, UNREAD))[:2], read=True)
    rest = await releases.list(UNREAD, PageRequest(limit=200, after=after))
    assert titles_of(rest.items) == titles(*NEW)[2:]
    assert await _ids(releases) == ids


async def test_the_newest_release_is_unread_until_it_is_opened(stage: Stage) -> None:
    releases = await _releases(stage)
    note = (await releases.list(EVERY, PageRequest(limit=1))).items[0]
    assert (note.version, note.read) == (POCKET_2.version, False)
