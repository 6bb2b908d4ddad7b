"""Writes that are sent twice: the answer is kept with the write, and given again."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, insert, select

from tui.api.errors import FieldError, Invalid
from tui.api.models import wire
from tui.api.store.database import folding
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import idempotency
from tui.api.store.verbs.caller import Caller

R = TypeVar("R")


def once(
    connection: Connection,
    me: Caller,
    sent: tuple[str, str, str],
    answer: type[R],
    now: datetime,
    *,
    do: Callable[[], R],
) -> R:
    """Return what `do` answers, or answered when the same was sent before.

    `sent` is the verb, the caller's key and the whole request as text. Raises `Invalid` where the
    key came with another request.
    """
    verb, key, request = sent
    mine = {
        "person_id": me.person_id,
        "organisation_id": me.scope,
        "verb": verb,
        "key_hash": folding.digest(key),
    }
    fingerprint = folding.digest(request)
    dialect_of(connection).lock(connection, " ".join(mine.values()))
    row = connection.execute(select(idempotency).filter_by(**mine)).one_or_none()
    if row is not None:
        if row.request != fingerprint:
            raise Invalid((FieldError("key", "key_reused"),))
        return wire.parse_json(answer, row.answer)
    result = do()
    values = {"request": fingerprint, "answer": wire.to_json(result), "at": now}
    connection.execute(insert(idempotency).values(mine | values))
    return result
