"""One call of an operation: where it goes, what goes with it, and what is expected back."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar, cast, get_args, get_type_hints
from uuid import UUID

from tui.api.contents import Pieces
from tui.api.models.base import Input
from tui.api.models.text import Id

T = TypeVar("T")

NO_ID = str(UUID(int=0))
"""The nil UUID (RFC 9562, 5.9): sent for what is no id, as nothing has it."""

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_TAG = re.compile(r"[\x21\x23-\x7e]{1,200}")
_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@dataclass(frozen=True)
class Sent:
    """A file that is sent by the piece."""

    size: int
    pieces: Pieces


@dataclass(frozen=True, kw_only=True)
class Call(Generic[T]):
    """What is asked; `answers` is what an answer holds, None where there is nothing to say.

    `version` is what the caller has seen of a record, `current` what a conflict shows of it. With
    the `tag` of an earlier answer there is none where it would be the same.
    `is_large` is for documents: it may take any time as long as it goes on. A `file` has a name of
    its own, under which it is sent again.
    """

    method: str
    path: str
    answers: type[T] | None
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes | None = None
    version: int | None = None
    tag: str | None = None
    key: str | None = None
    current: type[object] | None = None
    is_large: bool = False
    file: Sent | None = None

    @property
    def may_repeat(self) -> bool:
        """Whether doing it twice is doing it once."""
        return self.method == "GET" or self.key is not None or self.file is not None


def id_of(text: str) -> str:
    """Return an id as it is sent: what is none must not lead anywhere else."""
    return text if _ID.fullmatch(text) else NO_ID


def sendable(text: str) -> str:
    """Return a text as it is sent: half of a surrogate pair is a question mark."""
    return text.encode("utf-8", "replace").decode()


def query_of(*records: Any) -> dict[str, str]:
    """Return the fields of records as parameters of a query; what is not given is left out."""
    query: dict[str, str] = {}
    for record in records:
        ids = _ids(cast("type[object]", type(record)))
        for each in fields(record):
            value = getattr(record, each.name)
            if value is not None and value is not False:
                query[each.name] = _parameter(value, each.name in ids)
    return query


def key_of(key: str) -> str:
    """Return an idempotency key as it is sent: its digest, where it cannot stand in a header."""
    return (
        key if _KEY.fullmatch(key) else hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    )


def tag_of(text: str) -> str:
    """Return a tag as it is sent; what can be none is the tag of nothing."""
    return f'"{text}"' if _TAG.fullmatch(text) else '""'


def changes_of(sent: Input) -> bytes:
    """Return an input as JSON, without the fields that were left out of it."""
    return json_of(**sent.model_dump(mode="json", exclude_unset=True))


def json_of(**members: object) -> bytes:
    """Return an object as JSON."""
    return json.dumps(members, ensure_ascii=False).encode("utf-8", "replace")


def _parameter(value: object, is_id: bool) -> str:
    match value:
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case _:
            return id_of(str(value)) if is_id else sendable(str(value))


@cache
def _ids(kind: type[object]) -> frozenset[str]:
    """Return the names of those fields of a record that are ids."""
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(name for name, hint in hints.items() if Id in (hint, *get_args(hint)))
