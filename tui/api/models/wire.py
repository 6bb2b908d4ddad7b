"""Records and inputs as JSON and back; whatever is parsed here is checked and cleaned."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from tui.api.vocabulary import newer_words

T = TypeVar("T")


def parse(kind: type[T], values: object) -> T:
    """Return `values` (as JSON knows them) as a `kind`; raises `pydantic.ValidationError`."""
    return _adapter(kind).validate_python(values)


def parse_json(kind: type[T], text: str | bytes) -> T:
    """Return a JSON document as a `kind`; raises `pydantic.ValidationError`."""
    return _adapter(kind).validate_json(text)


def parse_sent(kind: type[T], text: str) -> T:
    """As `parse_json`, and nothing is taken for something else: 0 is not no, nor a date."""
    return _adapter(kind).validate_json(text, strict=True)


def parse_answer(kind: type[T], text: bytes) -> T:
    """As `parse_json`, and words of a newer backend are taken as they are."""
    with newer_words():
        return _adapter(kind).validate_json(text)


def parse_state(kind: type[T], values: object) -> T:
    """As `parse`, and words of a newer backend are taken as they are."""
    with newer_words():
        return _adapter(kind).validate_python(values)


def plain(value: object) -> Any:
    """Return a record or input as JSON knows it: dictionaries, lists, texts and numbers."""
    return _adapter(type(value)).dump_python(value, mode="json")


def to_json(value: object) -> str:
    """Return a record or input as a JSON document."""
    return _adapter(type(value)).dump_json(value).decode()


def to_bytes(kind: type[T], value: T) -> bytes:
    """Return `value` as a JSON document in UTF-8; `kind` says what a generic one holds."""
    return _adapter(kind).dump_json(value)


def schema(kind: Any) -> dict[str, Any]:
    """Return the JSON Schema of what is sent as a `kind`."""
    return _adapter(kind).json_schema()


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)
