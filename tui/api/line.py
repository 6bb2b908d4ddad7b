"""How the line to a portal is: told by whoever speaks over it, heard by whoever shows it.

A store on this machine has no line, so that nothing is ever told of one.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic

from tui.api.errors import BAD_CERTIFICATE, Fault

TROUBLE = frozenset(
    {
        Fault.UNREACHABLE,
        Fault.TIMED_OUT,
        Fault.CUT_OFF,
        Fault.BUSY,
        Fault.NOT_A_PORTAL,
        Fault.REDIRECTED,
        *BAD_CERTIFICATE,
    }
)
"""What is the matter with the line; whatever else a portal answers came over one that works."""


@dataclass(frozen=True, slots=True)
class LineState:
    """`fault` is what is wrong, None where nothing is; `read_at` when an answer came last.

    `until` is the moment (of `time.monotonic`) until which the portal asks to wait; what
    `goes_on` is tried again then by itself. `is_awaited` says that nothing is known yet of how it
    is now.
    """

    fault: Fault | None = None
    read_at: datetime | None = None
    until: float | None = None
    goes_on: bool = False
    is_awaited: bool = False


class Line:
    """The line to one portal, for as long as the program runs; `read_at` was before that."""

    def __init__(
        self,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = monotonic,
        *,
        read_at: datetime | None = None,
    ) -> None:
        self.state = LineState(read_at=read_at)
        self._now = now
        self._clock = clock
        self._listeners: list[Callable[[], object]] = []

    def listen(self, heard: Callable[[], object]) -> Callable[[], None]:
        """Call `heard` whenever there is something new to say; returns what ends that."""
        self._listeners.append(heard)
        return lambda: self._listeners.remove(heard)

    def is_asked(self) -> None:
        """The portal is asked for the first time; what one sees is as old as it was before."""
        self._become(replace(self.state, is_awaited=True))

    def works(self) -> None:
        """An answer came."""
        self._become(LineState(read_at=self._now()))

    def fails(self, fault: Fault, retry_after: float | None = None) -> None:
        """None came, or one that is no portal's, or none before so many seconds."""
        until = self._clock() + retry_after if retry_after else None
        self._become(LineState(fault, self.state.read_at, until))

    @contextmanager
    def waiting(self) -> Generator[None]:
        """What failed is tried again once the time is over that the portal asked for."""
        self._become(replace(self.state, goes_on=True))
        try:
            yield
        finally:
            self._become(replace(self.state, until=None, goes_on=False))

    def _become(self, state: LineState) -> None:
        was, self.state = self.state, state
        if any(each.fault is not None or each.is_awaited for each in (was, state)):
            for heard in tuple(self._listeners):
                heard()
