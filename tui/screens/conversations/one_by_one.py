"""Changing incidents one after the other: what became of each, also of those before a failure."""

from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from textual.message_pump import MessagePump

from tui import i18n
from tui.api.errors import Conflict, NotFound
from tui.api.models.incidents import Incident, IncidentSummary
from tui.i18n import formats
from tui.screens.telling import tell
from tui.widgets.state_view import error_text
from tui.widgets.states import Denied, Failed, State

Change = Callable[[IncidentSummary], Coroutine[object, object, Incident]]
"""Changes one incident, and returns how it is then."""


@dataclass(eq=False, slots=True)
class Round:
    """How far one has come with `incidents`; it is known also where the portal fails on the way."""

    incidents: Sequence[IncidentSummary]
    done: list[Incident] = field(default_factory=list[Incident])
    overtaken: list[Incident] = field(default_factory=list[Incident])
    """What somebody else changed first, as it is now."""
    gone: list[IncidentSummary] = field(default_factory=list[IncidentSummary])
    """What is not to be read any more."""

    @property
    def tried(self) -> int:
        """With how many one is through."""
        return len(self.done) + len(self.overtaken) + len(self.gone)

    @property
    def left(self) -> int:
        """How many are still to be tried."""
        return len(self.incidents) - self.tried

    async def go(self, change: Change, teller: MessagePump) -> None:
        """Change them, and tell how far one is; what concerns one alone stops none of the others.

        Raises what does concern the others: a right that is missing, or a portal that fails.
        """
        for one in self.incidents:
            try:
                self.done.append(await change(one))
            except Conflict as conflict:
                if not isinstance(conflict.current, Incident):
                    raise
                self.overtaken.append(conflict.current)
            except NotFound:
                self.gone.append(one)
            if len(self.incidents) > 1:
                tell(teller, i18n.t("incidents.progress", **self._figures))

    @property
    def _figures(self) -> Mapping[str, str]:
        return {
            "value": formats.number(self.tried),
            "total": formats.number(len(self.incidents)),
        }

    def broken_off(self, ended: State[None]) -> Iterator[str]:
        """Say why it was not gone on with, and how many are left, where it failed on the way."""
        match ended:
            case Failed(error) | Denied(error):
                if len(self.incidents) > 1:
                    yield i18n.plural("incidents.left", self.left)
                yield error_text(error)
            case _:
                pass
