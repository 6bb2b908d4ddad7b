"""Somebody who was here before: what was seen last stands there, and the portal is asked meanwhile.

Nothing is asked before somebody wants to know something, as a list does that shows old rows; and
then when the screen has been at rest for a moment, so that the first keys are answered: what opens
a portal is imported beside the screen, and takes the processor from it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import fields
from time import monotonic
from typing import TYPE_CHECKING, Any

from tui.api.errors import PortalError, Unavailable
from tui.api.line import Line
from tui.api.portal import Portal, SignedIn
from tui.secret import Secret

if TYPE_CHECKING:
    from tui.api.models.session import Session
    from tui.screens.shell import Enter

PAUSE = 0.03
"""Seconds in which the screen has next to nothing to do: what was seen last stands there then."""

PAUSES = 8
"""How many of them there are at most, where it has: also on a busy machine the portal is asked."""


class Arrival:
    """The portal of a session that is still to be resumed: every verb waits for that.

    One that failed is tried again by the next verb. `line` is told how it goes, and `arrived` who
    is there.
    """

    def __init__(
        self, session: "Session", enter: "Enter", line: Line, arrived: Callable[[SignedIn], object]
    ) -> None:
        areas = {area.name: _Area(self, area.name) for area in fields(Portal)}
        portal = Portal(**areas)  # pyright: ignore[reportArgumentType] - they answer alike
        self.signed_in = SignedIn(session, Secret(""), portal)
        self._enter = enter
        self._line = line
        self._arrived = arrived
        self._entering: asyncio.Task[Portal] | None = None

    async def portal(self) -> Portal:
        """Return the portal; whoever stops waiting for it stops nobody else's wait."""
        if self._entering is None or _has_failed(self._entering):
            self._entering = asyncio.create_task(self._come_in())
            self._entering.add_done_callback(_has_failed)
        return await asyncio.shield(self._entering)

    async def _come_in(self) -> Portal:
        await _rest()
        self._line.is_asked()
        try:
            signed_in = await self._enter()
        except Unavailable as error:
            self._line.fails(error.fault, error.retry_after)
            raise
        except PortalError:
            self._line.works()  # an answer all the same
            raise
        self._line.works()
        self._arrived(signed_in)
        return signed_in.portal

    def give_up(self) -> None:
        """Wait no longer: the program ends."""
        if self._entering is not None:
            self._entering.cancel()


async def _rest() -> None:
    """Wait until a pause takes hardly longer than it should: nobody else needed that time."""
    for _ in range(PAUSES):
        begun = monotonic()
        await asyncio.sleep(PAUSE)
        if monotonic() - begun < 1.5 * PAUSE:
            return


def _has_failed(entering: asyncio.Task[Portal]) -> bool:
    return entering.done() and (entering.cancelled() or entering.exception() is not None)


class _Area:
    """One area; whatever is asked of it is asked of the portal when that is there."""

    def __init__(self, arrival: Arrival, name: str) -> None:
        self._arrival = arrival
        self._name = name

    def __getattr__(self, verb: str) -> Callable[..., Awaitable[Any]]:
        async def ask(*words: Any, **named: Any) -> Any:
            area = getattr(await self._arrival.portal(), self._name)
            return await getattr(area, verb)(*words, **named)

        return ask
