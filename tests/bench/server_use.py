"""What is allowed to a server, by what the least that could answer does."""

from collections.abc import Iterator

from tests.bench import server_bench
from tests.bench.measures import Limit, Outcome
from tests.bench.server_bench import BARE, Load

ONE = "SQLite, 1 process"
"""The server that is most like the least that could be: other ones are only told of."""


def server_outcomes(runs: int) -> Iterator[Outcome]:
    """Return what lists over HTTP take: time, how evenly, memory, and errors."""
    loads = server_bench.loads(runs)
    bare = loads.pop(BARE)
    for name, load in loads.items():
        limit, aim = (4.0, 2.5) if name == ONE else (None, None)
        told = f"server, {name}"
        yield Outcome(
            Limit(f"{told}: a list", "ours", "bare", limit, aim, "us"), load.each, bare.each
        )
        busy = Limit(f"{told}: processor for a list", "ours", "bare", unit="us")
        yield Outcome(busy, load.processor, bare.processor)
        yield Outcome(Limit(f"{told}: p99 to p50", "p99", "p50", 10.0), load.p99, load.p50)
        yield Outcome(Limit(f"{told}: memory", "ours", "bare", unit="MB"), load.memory, bare.memory)
        yield errors(told, load)


def errors(name: str, load: Load) -> Outcome:
    """Return the errors by what was asked; there may be none."""
    limit = Limit(f"{name}: errors", "errors", "requests", 0.0, unit="")
    return Outcome(limit, load.errors, load.answered)
