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
from functools import cache
from pathlib import Path

from tests.bench import big_desk, big_postgres
from tests.bench.big_desk import CUSTOMER_EMAIL
from tests.bench.big_store import EMAIL, PASSWORD, SEED, ordinary_words
from tui.api.connect import connect
from tui.api.incidents import Support
from tui.api.models.incidents import IncidentQuery, IncidentState, Priority
from tui.api.models.paging import PageRequest
from tui.api.models.sign_in import SignIn
from tui.api.models.support import Age, QueueQuery, QueueSort
from tui.api.policy import IncidentStatus
from tui.api.portal import Portal, SignedIn
from tui.secret import Secret

LONG, SHORT = 500_000, 500
TIMES = 40
SEARCHES = 200
PAGE = PageRequest(limit=50)
CURRENT = QueueQuery(state=IncidentState.CURRENT)

Figures = Mapping[str, float]
Times = dict[str, list[float]]


def measured() -> tuple[Figures, Figures]:
    """Return milliseconds, p50, of what the desk asks of a long queue and of a short one."""
    return asyncio.run(_both(desk_of(LONG), desk_of(SHORT)))


def measured_postgres() -> Figures:
    """Return the same of a long queue on PostgreSQL."""
    with big_postgres.desk(LONG) as url:
        return asyncio.run(_one(url))


@cache
def desk_of(count: int) -> big_desk.BigDesk:
    """Return the desk of so many incidents, which is made once."""
    return big_desk.make(Path(_folder().name), count)


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory()


async def _one(url: str) -> Figures:
    async with _serving(url) as desk:
        times: Times = {}
        for turn in range(TIMES + 1):
            await _ask(desk, times, counts=turn > 0)
        return {**_medians(times), **await _searching(desk)}


async def _both(long: big_desk.BigDesk, short: big_desk.BigDesk) -> tuple[Figures, Figures]:
    async with _serving(long.url) as of_long, _serving(short.url) as of_short:
        found: tuple[Times, Times] = ({}, {})
        for turn in range(TIMES + 1):
            for desk, times in zip((of_long, of_short), found, strict=True):
                await _ask(desk, times, counts=turn > 0)
        of_customer = statistics.median(await _customers_searches(long.url))
        searches = {**await _searching(of_long), "search of a customer": of_customer}
        return {**_medians(found[0]), **searches}, _medians(found[1])


async def _ask(desk: Support, times: Times, *, counts: bool) -> None:
    """Ask each once; the first time fills caches and does not count."""
    for name, ask in _asked(desk).items():
        took = await _time(ask)
        if counts:
            times.setdefault(name, []).append(took)


def _medians(times: Times) -> Figures:
    return {name: statistics.median(each) for name, each in times.items()}


async def _searching(desk: Support) -> Figures:
    searches = sorted([await _time(ask) for ask in _searches(desk)])
    return {
        "filter and search": statistics.median(searches),
        "filter and search, p99": searches[len(searches) * 99 // 100],
    }


async def _customers_searches(url: str) -> list[float]:
    """Return what the largest customer waits for, of which there are 5,000 incidents."""
    async with _signed_in(url, CUSTOMER_EMAIL) as portal:
        queries = [IncidentQuery(words=words) for words in ordinary_words(SEARCHES)]
        return [
            await _time(lambda query=query: portal.incidents.list(query, PAGE)) for query in queries
        ]


def _asked(desk: Support) -> Mapping[str, Callable[[], Awaitable[object]]]:
    last = QueueQuery(sort=QueueSort.UPDATED)
    ended = QueueQuery(state=IncidentState.ENDED, age=Age.MONTH)
    return {
        "first page": lambda: desk.list(CURRENT, PAGE),
        "first page, what changed last": lambda: desk.list(last, PAGE),
        "ended, of this month": lambda: desk.list(ended, PAGE),
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
