"""Long lists of values, cut into what one statement takes."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_SIZE = 500
"""Old SQLites take no more than 999 parameters."""


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield `values` in their order, some at a time."""
    for start in range(0, len(values), _SIZE):
        yield values[start : start + _SIZE]
