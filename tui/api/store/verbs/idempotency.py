"""Writes that are sent twice: the answer is kept with the write, and given again."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, insert, select

from tui.api.errors import KEY_REUSED, Invalid
from tui.api.models import wire
from tui.api.store.database import folding
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import idempotency
from tui.api.store.verbs.caller import Caller

R = TypeVar("R")

Sent = tuple[str, str, str]
"""The verb, the caller's key, and the whole request as text."""


def once(
    connection: Connection,
    me: Caller,
    sent: Sent,
    answer: type[R],
    now: datetime,
    *,
    do: Callable[[], R],
) -> R:
    """Return what `do` answers, or answered when the same was sent before.

    `sent` is the verb, the caller's key and the whole request as text. Raises `Invalid` where the
    key came with another request.
    """
    before = answered(connection, me, sent, answer)
    if before is not None:
        return before
    result = do()
    keep(connection, me, sent, result, now)
    return result


def answered(connection: Connection, me: Caller, sent: Sent, answer: type[R]) -> R | None:
    """Return what was answered when the same was sent before, if it was.

    Raises `Invalid` where the key came with another request. Until the transaction ends nobody
    else is told about this key.
    """
    mine = _place(me, sent)
    dialect_of(connection).lock(connection, " ".join(mine.values()))
    row = connection.execute(select(idempotency).filter_by(**mine)).one_or_none()
    if row is None:
        return None
    if row.request != folding.digest(sent[2]):
        raise Invalid((KEY_REUSED,))
    return wire.parse_json(answer, row.answer)


def keep(connection: Connection, me: Caller, sent: Sent, answer: object, now: datetime) -> None:
    """Keep what is answered, for when the same is sent again; it holds nothing secret."""
    values = {"request": folding.digest(sent[2]), "answer": wire.to_json(answer), "at": now}
    connection.execute(insert(idempotency).values(_place(me, sent) | values))


def _place(me: Caller, sent: Sent) -> dict[str, str]:
    verb, key, _ = sent
    return {
        "person_id": me.person_id,
        "organisation_id": me.scope,
        "verb": verb,
        "key_hash": folding.digest(key),
    }
