"""The one way in which screens and rooms wait for a backend.

Reads replace the read of the same group that is still under way. Writes never do: cancelling the
wait would not undo them. Whatever happens ends in a state (`tui.widgets.states`), also what nobody
waits for any longer (`call_off`). What `is_local` asks nothing of a portal: it is not called off.
"""

import asyncio
import logging
import weakref
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TypeVar

from textual.dom import DOMNode
from textual.worker import Worker

from tui.api.errors import (
    Fault,
    Forbidden,
    PortalError,
    Reason,
    Unauthenticated,
    Unavailable,
)
from tui.screens.navigation import SessionEnded
from tui.screens.standing import stands
from tui.widgets.states import Denied, Failed, Loading, Ready, State

T = TypeVar("T")
Into = str | Callable[[State[T]], object]
"""The attribute that a state is set on, or what is called with it."""

log = logging.getLogger(__name__)


@dataclass(eq=False)
class CalledOff(PortalError):
    """The person waits no longer; what `was_sent` may have been done all the same."""

    was_sent: bool = False

    @property
    def key(self) -> str:
        """The text key: what was sent needs another word than what was asked."""
        return "error.called_off.sent" if self.was_sent else "error.called_off.asked"


def load(
    owner: DOMNode, group: str, read: Coroutine[object, object, T], into: str = "state"
) -> Worker[None]:
    """Run `read` and set the attribute `into` of `owner` to each state it comes to.

    An older read of the same group is dropped. A session that ended is told by `SessionEnded`.
    """
    setattr(owner, into, Loading())
    return fetch(owner, group, read, into)


def fetch(
    owner: DOMNode,
    group: str,
    read: Coroutine[object, object, T],
    into: Into[T],
    *,
    is_local: bool = False,
) -> Worker[None]:
    """As `load`, but what is shown stays until it is replaced: there is no `Loading`."""
    return _run(owner, group, read, into, None if is_local else CalledOff(), exclusive=True)


def write(
    owner: DOMNode,
    group: str,
    change: Coroutine[object, object, T],
    into: Into[T],
    *,
    is_local: bool = False,
) -> Worker[None]:
    """Run `change`, which no other one cancels, and set `into` to the state it comes to."""
    sent = None if is_local else CalledOff(was_sent=True)
    return _run(owner, group, change, into, sent, exclusive=False)


@dataclass(eq=False)
class _Wait:
    """A wait of `owner`; `called_off` is what comes of it if nobody waits any more."""

    owner: DOMNode
    task: asyncio.Task[object]
    called_off: CalledOff
    is_over: bool = False

    def end(self) -> None:
        """Wait no longer."""
        self.is_over = True
        self.task.cancel()


_waits: set[_Wait] = set()


def call_off(within: DOMNode) -> bool:
    """End what `within` and all in it wait for a portal to do; returns whether there was any."""
    ended = [wait for wait in _waits if within in wait.owner.ancestors_with_self]
    for wait in ended:
        wait.end()
    return bool(ended)


def _run(
    owner: DOMNode,
    group: str,
    work: Coroutine[object, object, T],
    into: Into[T],
    called_off: CalledOff | None,
    *,
    exclusive: bool,
) -> Worker[None]:
    async def settle() -> None:
        await _settle(owner, _awaited(owner, work, called_off), into)

    # A worker that is cancelled before it begins, as the app ends, waits for nothing.
    weakref.finalize(settle, work.close)
    return owner.run_worker(settle, group=group, exclusive=exclusive, exit_on_error=False)


async def _awaited(
    owner: DOMNode, work: Coroutine[object, object, T], called_off: CalledOff | None
) -> T:
    """Wait for `work`; raises `CalledOff` where a person does so no longer."""
    if called_off is None:
        return await work
    task = asyncio.create_task(work)
    wait = _Wait(owner, task, called_off)
    _waits.add(wait)
    try:
        return await task
    except asyncio.CancelledError:
        if wait.is_over:
            raise called_off from None
        raise
    finally:
        _waits.discard(wait)


async def _settle(owner: DOMNode, work: Coroutine[object, object, T], into: Into[T]) -> None:
    state = await outcome(work)
    if not stands(owner):
        return  # the app ends, or the screen went: there is nobody to tell
    if isinstance(state, Failed):
        match state.error:
            case Unauthenticated(reason=Reason.SESSION_ENDED) as error:
                owner.post_message(SessionEnded(error))
            case _:
                pass
    if isinstance(into, str):
        setattr(owner, into, state)
    else:
        owner.call_next(into, state)


async def outcome(work: Coroutine[object, object, T]) -> State[T]:
    """Wait for `work` and return what it came to; what nobody foresaw is logged."""
    (result,) = await asyncio.gather(work, return_exceptions=True)
    match result:
        case Forbidden():
            return Denied(result)
        case PortalError():
            return Failed(result)
        case Exception():
            log.error("a worker failed", exc_info=result)
            return Failed(Unavailable(Fault.UNEXPECTED, detail=type(result).__name__))
        case BaseException():
            raise result
        case _:
            return Ready(result)
