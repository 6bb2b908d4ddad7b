"""How quick the store is on many notes: searching as one types, and lists however long.

In this process, through the portal as the screen uses it: the event loop, a thread, the session.
"""

import asyncio
import statistics
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench import big_store
from tui.api.connect import connect
from tui.api.models.paging import PageRequest
from tui.api.models.releases import NoteQuery
from tui.api.models.session import Language
from tui.api.models.sign_in import SignIn
from tui.api.portal import Releases, SignedIn
from tui.portals import store_address
from tui.secret import Secret

SEARCHED = 100_000
LONG, SHORT = 1_000_000, 1_000
WORDS = 300
PAGE = PageRequest(limit=50)
EVERY = NoteQuery(language=Language.DUTCH)

Figures = Mapping[str, float]


def searching(folder: Path) -> Figures:
    """Return milliseconds: of ordinary words p50 and p99, of their beginnings p50."""
    return asyncio.run(_searching(big_store.make(folder, SEARCHED)))


def lists(folder: Path, count: int) -> Figures:
    """Return milliseconds of what a list of so many notes asks of the store."""
    return asyncio.run(_lists(big_store.make(folder, count, searchable=False)))


@asynccontextmanager
async def _reading(store: big_store.BigStore) -> AsyncGenerator[Releases]:
    entrance = connect(store_address(store.path))
    attempt = SignIn(email=big_store.EMAIL, password=Secret(big_store.PASSWORD))
    signed_in = await entrance.sign_in(attempt)
    assert isinstance(signed_in, SignedIn)
    try:
        yield signed_in.portal.releases
    finally:
        await entrance.close()


async def _searching(store: big_store.BigStore) -> Figures:
    async with _reading(store) as releases:

        async def times(words: Sequence[str]) -> list[float]:
            return [
                await _time(lambda word=word: releases.search(word, EVERY, PAGE)) for word in words
            ]

        await times(big_store.ordinary_words(20))
        ordinary = sorted(await times(big_store.ordinary_words(WORDS)))
        beginnings = await times(big_store.prefixes(WORDS))
        shortest = await times(big_store.prefixes(WORDS)[::4] + big_store.prefixes(WORDS)[1::4])
        return {
            "p50": statistics.median(ordinary),
            "p99": ordinary[int(len(ordinary) * 0.99)],
            "prefix p50": statistics.median(beginnings),
            "short prefix p50": statistics.median(shortest),
        }


async def _time(ask: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await ask()
    return (time.perf_counter() - started) * 1000
