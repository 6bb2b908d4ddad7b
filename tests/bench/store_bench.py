"""How quick the store is on many notes: searching as one types, and lists however long.

In this process, through the portal as the screen uses it: the event loop, a thread, the session.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench import big_postgres, big_store
from tui.api.connect import connect
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.models.session import Language
from tui.api.models.sign_in import SignIn
from tui.api.portal import Releases, SignedIn
from tui.secret import Secret

SEARCHED = 100_000
LONG, SHORT = 1_000_000, 1_000
WORDS = 300
TIMES = 15
PAGE = PageRequest(limit=50)
EVERY = NoteQuery(language=Language.DUTCH)
BY_AREA = NoteQuery(language=Language.DUTCH, sort=NoteSort.AREA)
UNREAD = NoteQuery(language=Language.DUTCH, unread=True)

Figures = Mapping[str, float]


def searching() -> Figures:
    """Return milliseconds: p50 and p99 of ordinary words, p50 of their beginnings."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_searching(big_store.make(Path(folder), SEARCHED).url))


def searching_postgres() -> Figures:
    """Return the same of the same notes on PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        store = big_store.make(Path(folder), SEARCHED)
        with big_postgres.copied(store) as url:
            return asyncio.run(_searching(url))


def lists() -> tuple[Figures, Figures]:
    """Return milliseconds of what the list asks of a long store and of a short one."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [big_store.make(Path(folder), count, searchable=False) for count in (LONG, SHORT)]
        return asyncio.run(_both(*stores))


async def _searching(url: str) -> Figures:
    async with _reading(url) as releases:

        async def times(words: Sequence[str]) -> list[float]:
            return [
                await _time(lambda word=word: releases.search(word, EVERY, PAGE)) for word in words
            ]

        await times(big_store.ordinary_words(20))
        ordinary = sorted(await times(big_store.ordinary_words(WORDS)))
        beginnings = await times(big_store.prefixes(WORDS))
        return {
            "p50": statistics.median(ordinary),
            "p99": ordinary[len(ordinary) * 99 // 100],
            **{
                f"prefix {length}": statistics.median(beginnings[length - 1 :: 4])
                for length in range(1, 5)
            },
        }


def _found(releases: Releases, words: str) -> Awaitable[object]:
    return releases.search(words, EVERY, PAGE)


async def _both(long: big_store.BigStore, short: big_store.BigStore) -> tuple[Figures, Figures]:
    """Ask both in turns, and return the medians."""
    async with _reading(long.url) as of_long, _reading(short.url) as of_short:
        found: tuple[dict[str, list[float]], ...] = ({}, {})
        asked = [[*(await _asked(releases)).items()] for releases in (of_long, of_short)]
        for turn in range(TIMES + 1):
            for questions, times in zip(asked, found, strict=True):
                for name, ask in questions:
                    took = await _time(ask)
                    if turn:  # the first of each fills caches and is not counted
                        times.setdefault(name, []).append(took)
        long_ones, short_ones = (
            {name: statistics.median(times) for name, times in each.items()} for each in found
        )
        return long_ones, short_ones


async def _asked(releases: Releases) -> Mapping[str, Callable[[], Awaitable[object]]]:
    """Return what a list asks, where all but the notes of the newest releases are read."""
    middle = (await releases.list(EVERY, PageRequest(limit=1, at=0.5))).items[0]
    return {
        "first page": lambda: releases.list(EVERY, PAGE),
        "page in the middle": lambda: releases.list(EVERY, PageRequest(limit=50, around=middle.id)),
        "first page by area": lambda: releases.list(BY_AREA, PAGE),
        "first page of unread": lambda: releases.list(UNREAD, PAGE),
        "next unread from the middle": lambda: releases.next_unread(EVERY, middle.id, ahead=False),
        "count": lambda: releases.count(EVERY),
        "count of unread": lambda: releases.count(UNREAD),
    }


@asynccontextmanager
async def _reading(url: str) -> AsyncGenerator[Releases]:
    entrance = connect(url)
    attempt = SignIn(email=big_store.EMAIL, password=Secret(big_store.PASSWORD))
    signed_in = await entrance.sign_in(attempt)
    assert isinstance(signed_in, SignedIn)
    try:
        yield signed_in.portal.releases
    finally:
        await entrance.close()


async def _time(ask: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await ask()
    return (time.perf_counter() - started) * 1000
