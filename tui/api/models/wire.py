"""Records and inputs as JSON and back; whatever is parsed here is checked and cleaned."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def parse(kind: type[T], values: object) -> T:
    """Return `values` (as JSON knows them) as a `kind`; raises `pydantic.ValidationError`."""
    return _adapter(kind).validate_python(values)


def parse_json(kind: type[T], text: str | bytes) -> T:
    """Return a JSON document as a `kind`; raises `pydantic.ValidationError`."""
    return _adapter(kind).validate_json(text)


def plain(value: object) -> Any:
    """Return a record or input as JSON knows it: dictionaries, lists, texts and numbers."""
    return _adapter(type(value)).dump_python(value, mode="json")


def to_json(value: object) -> str:
    """Return a record or input as a JSON document."""
    return _adapter(type(value)).dump_json(value).decode()


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)
