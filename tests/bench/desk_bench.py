"""How quick the support desk is on the incidents of many customers.

In this process, through the portal as the screen uses it: the event loop, a thread, the session.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench import big_desk
from tests.bench.big_desk import CUSTOMER_EMAIL
from tests.bench.big_store import EMAIL, PASSWORD, SEED, ordinary_words
from tui.api.connect import connect
from tui.api.incidents import Support
from tui.api.models.incidents import IncidentQuery, IncidentState, Priority
from tui.api.models.paging import PageRequest
from tui.api.models.sign_in import SignIn
from tui.api.models.support import QueueQuery, QueueSort
from tui.api.policy import IncidentStatus
from tui.api.portal import Portal, SignedIn
from tui.secret import Secret

LONG, SHORT = 500_000, 500
TIMES = 40
SEARCHES = 200
PAGE = PageRequest(limit=50)
CURRENT = QueueQuery(state=IncidentState.CURRENT)

Figures = Mapping[str, float]


def measured() -> tuple[Figures, Figures]:
    """Return milliseconds, p50, of what the desk asks of a long queue and of a short one."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(
            _both(big_desk.make(Path(folder), LONG), big_desk.make(Path(folder), SHORT))
        )


async def _both(long: big_desk.BigDesk, short: big_desk.BigDesk) -> tuple[Figures, Figures]:
    async with _serving(long.url) as of_long, _serving(short.url) as of_short:
        found: tuple[dict[str, list[float]], ...] = ({}, {})
        for turn in range(TIMES + 1):
            for desk, times in zip((of_long, of_short), found, strict=True):
                for name, ask in _asked(desk).items():
                    took = await _time(ask)
                    if turn:  # the first of each fills caches and is not counted
                        times.setdefault(name, []).append(took)
        searches = sorted([await _time(ask) for ask in _searches(of_long)])
        long_ones, short_ones = (
            {name: statistics.median(times) for name, times in each.items()} for each in found
        )
        told = {
            "filter and search": statistics.median(searches),
            "filter and search, p99": searches[len(searches) * 99 // 100],
            "search of a customer": statistics.median(await _customers_searches(long.url)),
        }
        return {**long_ones, **told}, short_ones


async def _customers_searches(url: str) -> list[float]:
    """Return what the largest customer waits for, of which there are 5,000 incidents."""
    async with _signed_in(url, CUSTOMER_EMAIL) as portal:
        queries = [IncidentQuery(words=words) for words in ordinary_words(SEARCHES)]
        return [
            await _time(lambda query=query: portal.incidents.list(query, PAGE)) for query in queries
        ]


def _asked(desk: Support) -> Mapping[str, Callable[[], Awaitable[object]]]:
    last = QueueQuery(sort=QueueSort.UPDATED)
    return {
        "first page": lambda: desk.list(CURRENT, PAGE),
        "first page, what changed last": lambda: desk.list(last, PAGE),
        "figures": desk.figures,
    }


def _searches(desk: Support) -> list[Callable[[], Awaitable[object]]]:
    chance = random.Random(SEED)
    filters = (
        {"state": IncidentState.CURRENT},
        {"status": IncidentStatus.CLOSED},
        {"priority": Priority.HIGH},
        {"status": IncidentStatus.PENDING},
    )
    queries = [
        QueueQuery(words=words, **chance.choice(filters)) for words in ordinary_words(SEARCHES)
    ]
    return [lambda query=query: desk.list(query, PAGE) for query in queries]


@asynccontextmanager
async def _serving(url: str) -> AsyncGenerator[Support]:
    async with _signed_in(url, EMAIL) as portal:
        yield portal.support


@asynccontextmanager
async def _signed_in(url: str, email: str) -> AsyncGenerator[Portal]:
    entrance = connect(url)
    signed_in = await entrance.sign_in(SignIn(email=email, password=Secret(PASSWORD)))
    assert isinstance(signed_in, SignedIn)
    try:
        yield signed_in.portal
    finally:
        await entrance.close()


async def _time(ask: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await ask()
    return (time.perf_counter() - started) * 1000
