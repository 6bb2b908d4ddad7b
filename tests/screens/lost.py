"""Answers that get lost once what was asked for is done."""

from collections.abc import Iterator
from contextlib import contextmanager

from tui.api.errors import Fault, Unavailable


@contextmanager
def answers_lost(area: object, verb: str) -> Iterator[None]:
    """Let a verb of an area do what it does, and say that nothing answered."""
    does = getattr(area, verb)

    async def lose_the_answer(*asked: object) -> None:
        await does(*asked)
        raise Unavailable(Fault.TIMED_OUT)

    setattr(area, verb, lose_the_answer)
    try:
        yield
    finally:
        setattr(area, verb, does)
