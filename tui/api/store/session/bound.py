"""An area of the contract, bound to one token.

A verb finds the caller, and hands over to the function of its area: nothing is decided here.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from tui.api.errors import Unavailable
from tui.api.store.session import sessions
from tui.api.store.verbs import caller

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from tui.api.store.session.desk import Desk
    from tui.api.store.verbs.caller import Caller

P = ParamSpec("P")
T = TypeVar("T")


class Bound:
    """A caller's place at the desk."""

    def __init__(self, desk: Desk, token: str) -> None:
        self._desk = desk
        self._token = token
        self._last_kept_open: datetime | None = None

    async def _ask(
        self,
        question: Callable[Concatenate[Connection, Caller, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        now = self._now
        me, answered = await self._look(now, question, *args, **kwargs)
        if sessions.is_due(me, now) and sessions.is_due_since(self._last_kept_open, now):
            self._last_kept_open = now
            await keep_open(self._desk, me, now)
        return answered

    async def _glance(
        self,
        question: Callable[Concatenate[Connection, Caller, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Ask what a program asks while nobody is there: that keeps no session open."""
        return (await self._look(self._now, question, *args, **kwargs))[1]

    async def _look(
        self,
        now: datetime,
        question: Callable[Concatenate[Connection, Caller, P], T],
        /,  # a question may have a `now` of its own
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[Caller, T]:
        def answer(connection: Connection) -> tuple[Caller, T]:
            me = sessions.find(connection, self._token, now)
            caller.step_in(connection, me)
            return me, question(connection, me, *args, **kwargs)

        return await self._desk.read(answer)

    async def _do(
        self,
        deed: Callable[Concatenate[Connection, Caller, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        def done(connection: Connection) -> T:
            now = self._desk.clock()
            me = sessions.find(connection, self._token, now)
            sessions.prolong(connection, me, now)
            caller.step_in(connection, me)
            return deed(connection, me, *args, **kwargs)

        return await self._desk.write(done)

    @property
    def _now(self) -> datetime:
        return self._desk.clock()


async def keep_open(desk: Desk, me: Caller, now: datetime) -> None:
    """Note that the caller's session is in use, where the store can be written."""
    with suppress(Unavailable):
        await desk.write(sessions.prolong, me, now)
