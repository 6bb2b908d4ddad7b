"""What a backend answers: plain frozen dataclasses with typed fields.

The own store makes them from rows whose texts were cleaned as they came in; what comes over a wire
is parsed by `wire`. So the first list stands there before pydantic, which costs 30 ms and 7 MB, is
imported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(kind: type[T]) -> type[T]:
    """Make a class of annotated fields a frozen dataclass whose fields are given by name.

    How records compare and show is the same for all: `dataclass` would write and compile it for
    each class, and a start would wait for that.
    """
    made = dataclass(frozen=True, kw_only=True, eq=False, repr=False)(kind)
    for name, shared in _SHARED.items():
        setattr(made, name, shared)
    return made


def made(kind: type[T], fields: Mapping[str, object]) -> T:
    """Return a record of all its fields, which are of the right types already.

    For rows of our own store: setting the fields of something frozen one by one costs ten times
    as much, and a page has hundreds.
    """
    new = object.__new__(kind)
    new.__dict__.update(fields)
    return new


def _equal(self: object, other: object) -> bool:
    return vars(self) == vars(other) if type(other) is type(self) else NotImplemented


def _hash(self: object) -> int:
    return hash(frozenset(vars(self).items()))  # `made` may fill the fields in any order


def _shown(self: object) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
    return f"{type(self).__qualname__}({values})"


_SHARED = {"__eq__": _equal, "__hash__": _hash, "__repr__": _shown}
