"""One key at a time: a key acts where the key before it has led.

Textual hands each key to whoever has the focus when it arrives. Keys that come in one burst (a slow
line, a password manager that types) would all go to the first one: a password into the field
for the e-mail. So a key waits until the one before it has been handled, and what that one
set off: a message sent behind it, through the same queues, says when.
"""

from asyncio import TimerHandle, get_running_loop
from collections import deque

from textual.app import App
from textual.events import Event
from textual.message import Message
from textual.message_pump import MessagePump

ROUNDS = 2
"""The first round follows the key, the second what the key set off (a row opened, a field left)."""

PATIENCE = 0.5
"""Seconds after which a key looks whether whoever had the one before it is gone."""

LONGEST = 5.0
"""Seconds for which a key waits for one who is still there, as for a form that is slow to come."""


class KeyHandled(Message):
    """Comes back to the app when the queues that the key went through are empty."""

    def __init__(self, turn: int, rounds: int) -> None:
        super().__init__()
        self.turn = turn
        self.rounds = rounds


class KeyTurns:
    """The keys of an app that wait for their turn."""

    def __init__(self, app: App[str]) -> None:
        self._app = app
        self._waiting: deque[Event] = deque()
        self._turn = 0
        self._is_taken = False
        self._patience: TimerHandle | None = None
        self._follower: MessagePump = app
        self._begun = 0.0

    def has_to_wait(self, event: Event) -> bool:
        """Keep `event` for later if another one is being handled."""
        if not self._is_taken:
            return False
        self._waiting.append(event)
        if self._patience is None:
            self._be_patient()
        return True

    def begin(self) -> None:
        """A key has been handed on: follow it."""
        self._turn += 1
        self._is_taken = True
        self._begun = get_running_loop().time()
        self._follow(KeyHandled(self._turn, ROUNDS))

    def came_back(self, handled: KeyHandled) -> None:
        """Follow once more, or let the next one go."""
        if handled.rounds > 1:
            self._follow(KeyHandled(handled.turn, handled.rounds - 1))
        else:
            self._end(handled.turn)

    def _follow(self, handled: KeyHandled) -> None:
        self._follower = self._app.focused or self._app.screen
        if not self._follower.post_message(handled):
            self._end(handled.turn)

    def _be_patient(self) -> None:
        self._patience = get_running_loop().call_later(PATIENCE, self._look)

    def _look(self) -> None:
        """Go on where nobody will say that the key was handled."""
        too_long = get_running_loop().time() - self._begun > LONGEST
        if too_long or not self._follower.is_running:
            self._end(self._turn)
        else:
            self._be_patient()

    def _end(self, turn: int) -> None:
        if turn != self._turn:
            return
        if self._patience:
            self._patience.cancel()
            self._patience = None
        if self._waiting:
            # Later, so that a focus that was asked for is there.
            self._app.call_later(self._hand_on, self._waiting.popleft())
        else:
            self._is_taken = False

    async def _hand_on(self, event: Event) -> None:
        self._is_taken = False
        await self._app.on_event(event)
