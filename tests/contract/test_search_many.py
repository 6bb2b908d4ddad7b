"""Finding words that very many notes have: the newest of them, page by page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.contract.drafts import SPRING, draft, publish
from tests.contract.walking import forward
from tui.api.models.paging import PageRequest
from tui.api.models.publishing import NoteCorrection, NotePublish, NoteText, ReleasePublish
from tui.api.models.releases import Impact, NoteQuery, NoteSort
from tui.api.models.session import Language
from tui.api.portal import Releases

ALL = PageRequest(limit=200)
DUTCH = NoteQuery(language=Language.DUTCH)
MANY_WEEKS = 20
OF_ONE_RELEASE = 30


def _many() -> list[ReleasePublish]:
    """Return releases with more notes that say the same than are worth ranking."""
    return [
        SPRING.model_copy(
            update={
                "version": f"6.{week}",
                "release_date": date(2024, 1, 1) + timedelta(weeks=week),
                "notes": tuple(_in_two_languages(week, number) for number in range(OF_ONE_RELEASE)),
            }
        )
        # Not in the order of their days.
        for week in sorted(range(MANY_WEEKS), key=lambda week: (week % 3, week))
    ]


def _in_two_languages(week: int, number: int) -> NotePublish:
    dutch = draft(f"{number}", f"Kikker {week} {number}", "kikker " * (number % 3))
    english = NoteText(language="en", title=f"Frog {week} {number}", body="A kikker")
    impact = Impact.STATUTORY if number == 3 else Impact.NONE
    return dutch.model_copy(update={"texts": (*dutch.texts, english), "impact": impact})


@pytest.mark.parametrize("words", ["kikker", "k", "kik"])
async def test_of_very_many_matches_the_newest_stand_first_on_every_page(
    vendor: Releases, reader: Releases, words: str
) -> None:
    await publish(vendor, *_many())
    listed = (await reader.list(replace(DUTCH, product="Connect"), ALL)).items
    narrowed = replace(DUTCH, product="Connect")

    async def ask(page: PageRequest):
        return await reader.search(words, narrowed, page)

    hits = await forward(ask, 70)
    assert len(hits) == len({hit.id for hit in hits}) == MANY_WEEKS * OF_ONE_RELEASE
    assert [hit.id for hit in hits[:200]] == [note.id for note in listed]
    assert all("ikker" in hit.excerpt for hit in hits)


@pytest.mark.parametrize("unread", [True, False])
async def test_of_very_many_matches_a_filter_leaves_the_newest_of_its_own(
    vendor: Releases, reader: Releases, *, unread: bool
) -> None:
    await publish(vendor, *_many())
    query = replace(DUTCH, impact=Impact.STATUTORY, product="Connect", unread=unread)
    listed = (await reader.list(replace(query, unread=False), ALL)).items
    assert len(listed) == MANY_WEEKS
    await reader.mark([note.id for note in listed], read=False)
    await reader.mark([note.id for note in listed[::2]], read=True)

    async def ask(page: PageRequest):
        return await reader.search("kikker", query, page)

    expected = [note.id for note in (listed[1::2] if unread else listed)]
    assert [hit.id for hit in await forward(ask, 3)] == expected


async def test_a_corrected_note_keeps_the_day_of_its_release_among_very_many(
    vendor: Releases, reader: Releases
) -> None:
    await publish(vendor, *_many())
    oldest = replace(DUTCH, product="Connect", sort=NoteSort.OLDEST)
    first = (await reader.list(oldest, PageRequest(limit=1))).items[0]
    note = await vendor.show(first.id, DUTCH)
    text = NoteText(language="nl", title="Kikker, verbeterd", body="kikker")
    await vendor.correct(note.id, NoteCorrection(text=text), note.revision)

    async def ask(page: PageRequest):
        return await reader.search("kikker", DUTCH, page)

    hits = await forward(ask, 200)
    assert note.id in [hit.id for hit in hits[-OF_ONE_RELEASE:]]
    assert len({hit.id for hit in hits}) == len(hits)


async def test_a_cursor_goes_on_in_the_order_of_its_first_page(
    vendor: Releases, reader: Releases
) -> None:
    await publish(vendor, *_many()[:2])
    page = PageRequest(limit=20)
    ranked = await reader.search("kikker", DUTCH, page)
    rest = [hit.id for hit in (await reader.search("kikker", DUTCH, ALL)).items[20:]]
    await publish(vendor, *_many()[2:])
    seen = await reader.search("kikker", DUTCH, PageRequest(limit=200, after=ranked.after))
    assert not {hit.id for hit in ranked.items} & {hit.id for hit in seen.items}
    assert {*rest} & {hit.id for hit in seen.items}
