"""Records as JSON knows them and back, for what this program keeps on the machine itself.

Whoever can write to the disk can write anything, so it is read as an answer of a portal is: checked
and cleaned by the same annotations. Pydantic would read it too, but costs more than a whole start.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin
from typing import get_type_hints as hints_of

from tui.api.models.text import Cleaned, Matching
from tui.api.vocabulary import Vocabulary, newer_words

T = TypeVar("T")
Reader = Callable[[Any], object]
"""Makes a value of what JSON holds; raises `ValueError` or `TypeError` where that is none."""


def plain(kind: type[T], record: T) -> dict[str, object]:
    """Return the fields that `kind` has of a record as JSON knows them."""
    return {each.name: _plain(getattr(record, each.name)) for each in _fields(kind)}


def read(kind: type[T], values: object) -> T:
    """Return a record of what `plain` made of one; raises `ValueError` where it is none.

    Fields that nobody knows are left out, and words of a newer program are taken as they are.
    """
    try:
        there = cast("Mapping[str, object]", _instance(dict, values))
        with newer_words():
            made = {
                each.name: each.read(there[each.name])
                for each in _fields(kind)
                if each.name in there or each.is_required
            }
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"no {kind.__name__}") from error
    return kind(**made)


class _Readable(NamedTuple):
    name: str
    read: Reader
    is_required: bool


@cache
def _fields(kind: type[Any]) -> tuple[_Readable, ...]:
    hints = hints_of(kind, include_extras=True)
    return tuple(
        _Readable(each.name, _reader(hints[each.name]), _is_required(each)) for each in fields(kind)
    )


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _plain(value: object) -> object:
    match value:
        case date():  # a datetime is one too
            return value.isoformat()
        case frozenset():
            return sorted(cast("frozenset[str]", value))
        case _:
            return value


def _reader(hint: Any) -> Reader:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _text(arguments[1:])
    if origin in (Union, UnionType):
        (inner,) = (each for each in arguments if each is not NoneType)
        given = _reader(inner)
        return lambda value: None if value is None else given(value)
    if origin is frozenset:
        item = _reader(arguments[0])
        return lambda values: frozenset(map(item, _items(values)))
    return _simple(hint)


def _simple(kind: type[Any]) -> Reader:
    if issubclass(kind, Vocabulary):
        return lambda value: kind(_instance(str, value))
    if issubclass(kind, datetime):
        return _moment
    if issubclass(kind, date):
        return date.fromisoformat
    if kind is bool:
        return lambda value: _instance(bool, value)
    raise NotImplementedError(kind)


def _text(marks: tuple[object, ...]) -> Reader:
    def text(value: object) -> str:
        words = _instance(str, value)
        for mark in marks:
            words = _checked(words, mark)
        return words

    return text


def _checked(words: str, mark: object) -> str:
    match mark:
        case Cleaned():
            words = mark.clean(words)
            if mark.shortest <= len(words) <= mark.longest:
                return words
        case Matching():
            if re.fullmatch(mark.pattern, words):
                return words
        case _:
            raise NotImplementedError(mark)
    raise ValueError("a text of another kind")


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a moment of no zone")
    return moment


def _items(values: object) -> list[object]:
    return cast("list[object]", _instance(list, values))


def _instance(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value
