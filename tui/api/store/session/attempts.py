"""Patience with guessers: how often somebody tried in vain, and how long that one waits.

An attempt counts as failed before its password is looked at, so that many at once are no way
around the waiting; a right password wipes the slate.
"""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from tui.api.errors import PortalError, Reason, Remedy, Unauthenticated, Unavailable
from tui.api.store.database.dialect import dialect_of
from tui.api.store.schema import sign_in_attempt as attempt

FREE_FAILURES = 5
MAX_DELAY = timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(days=1)


class Excuses:
    """Attempts of this process whose password was right, and whose slate could not be wiped.

    They were counted and are no failures: the next attempt takes them off.
    """

    def __init__(self) -> None:
        self._owed: Counter[str] = Counter()

    @contextmanager
    def taken(self, subject: str) -> Generator[int]:
        """Hand out what is owed, once; it is owed again where no attempt comes of it."""
        owed = self._owed.pop(subject, 0)
        try:
            yield owed
        except PortalError:
            self._owed += Counter({subject: owed})
            raise

    @contextmanager
    def owing(self, subject: str) -> Generator[None]:
        """Owe one more where what a right password opens cannot be written."""
        try:
            yield
        except Unavailable:
            self._owed[subject] += 1
            raise


def count(connection: Connection, subject: str, now: datetime, excused: int) -> None:
    """Count an attempt, less those `excused`; raises `Unauthenticated` while it must wait."""
    dialect_of(connection).lock(connection, subject)
    found = select(attempt).where(attempt.c.subject == subject)
    row = connection.execute(found).one_or_none()
    before = max(0, row.failures - excused) if row else 0
    if row:
        blocked_until = row.last_at + delay_after(before) if excused else row.blocked_until
        _wait_for(blocked_until, now)
    delay = delay_after(before + 1)
    values = {
        "failures": before + 1,
        "last_at": now,
        "blocked_until": now + delay if delay else None,
    }
    if row:
        connection.execute(update(attempt).where(attempt.c.subject == subject).values(values))
    else:
        connection.execute(insert(attempt).values(values | {"subject": subject}))
    connection.execute(delete(attempt).where(attempt.c.last_at < now - _FORGOTTEN_AFTER))


def wipe(connection: Connection, subject: str) -> None:
    """Forget what was tried in vain."""
    connection.execute(delete(attempt).where(attempt.c.subject == subject))


def delay_after(failures: int) -> timedelta:
    """Return how long an account waits after so many failures: 1 s after 5, then doubling."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(MAX_DELAY, timedelta(seconds=2 ** min(failures - FREE_FAILURES, 20)))


def _wait_for(blocked_until: datetime | None, now: datetime) -> None:
    if blocked_until and now < blocked_until:
        seconds = (blocked_until - now).total_seconds()
        raise Unauthenticated(Reason.SLOWED_DOWN, Remedy.WAIT, retry_after=seconds)
