"""What one wrote to an incident and did not send: how it begins, below the conversation."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tui import i18n
from tui.api.incidents import Incidents
from tui.drafts import Draft
from tui.i18n import formats
from tui.screens.conversations.fetching import Fetching
from tui.screens.loading import fetch
from tui.screens.standing import stands
from tui.widgets.states import Loading, Ready, State

if TYPE_CHECKING:
    from tui.screens.drafting import DraftKeeper
    from tui.widgets.form import Form

MOST_SHOWN = 500
"""Characters of a draft that are looked at for the line that shows how it begins."""

KeeperOf = Callable[[str, str], "DraftKeeper | None"]
"""Returns what keeps the draft of a form and a record."""


class Waiting(NamedTuple):
    """A draft, and the form by which it goes on."""

    form: str
    draft: Draft


_Waiting = Sequence[Waiting]


class DraftLine(Fetching):
    """Shows how each draft begins, as long as nothing is being written."""

    WRITTEN: ClassVar[Mapping[str, str]]
    """The forms of what is written here, and how the draft of each is told: its text key."""

    found: var[State[_Waiting]] = var[State[_Waiting]](Loading(), init=False)
    """What was written to this incident and not sent."""

    def __init__(self, incidents: Incidents, zone: str, keeper: KeeperOf) -> None:
        super().__init__(incidents, zone)
        self._keeper = keeper

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static(id="reply-draft")
        yield Vertical(id="reply")

    @property
    def form(self) -> "Form | None":
        """The form of a reply, while there is one that is not on its way out."""
        return cast("Form | None", next(filter(stands, self.query("#reply Form")), None))

    def open(self, incident_id: str) -> None:
        """Show an incident as it is now, and what one wrote to it and did not send."""
        super().open(incident_id)
        self.look_for_draft()

    def look_for_draft(self) -> None:
        """Find out whether something was written and not sent."""
        if self.form is None:
            keepers = {form: self._keeper(form, self._asked) for form in self.WRITTEN}
            fetch(self, "incident.drafts", _waiting(keepers), into="found", is_local=True)

    def watch_found(self, found: State[_Waiting]) -> None:
        """Show how a draft begins, a line for each."""
        words = ""
        if isinstance(found, Ready) and self.form is None:
            words = "\n".join(map(self._beginning, found.value))
        line = self.query_one("#reply-draft", Static)
        line.update(Content.styled(words, "$text-warning"))
        line.display = bool(words)

    def _beginning(self, waiting: Waiting) -> str:
        draft = waiting.draft
        text = " ".join(str(draft.typed.get("body", ""))[:MOST_SHOWN].split())
        time = formats.clock(draft.kept_at, self._zone)
        return i18n.t(self.WRITTEN[waiting.form], time=time, text=text)


async def _waiting(keepers: "Mapping[str, DraftKeeper | None]") -> _Waiting:
    """Return the drafts that there are."""
    drafts = {form: await keeper.read() for form, keeper in keepers.items() if keeper is not None}
    return [Waiting(form, draft) for form, draft in drafts.items() if draft is not None]
