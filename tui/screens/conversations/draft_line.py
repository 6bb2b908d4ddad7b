"""What one wrote to an incident and did not send: how it begins, below the conversation."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

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
from tui.widgets.states import Loading, Ready, State

if TYPE_CHECKING:
    from tui.screens.drafting import DraftKeeper
    from tui.widgets.form import Form

MOST_SHOWN = 500
"""Characters of a draft that are looked at for the line that shows how it begins."""

KeeperOf = Callable[[str, str], "DraftKeeper | None"]
"""Returns what keeps the draft of a form and a record."""


class DraftLine(Fetching):
    """Shows how a draft begins, as long as nothing is being written."""

    DRAFT: ClassVar[str]
    """The form whose draft is shown where there is one."""

    found: var[State[Draft | None]] = var[State[Draft | None]](Loading(), init=False)
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
        """The form of a reply, while there is one."""
        return cast("Form | None", next(iter(self.query("#reply Form")), None))

    def open(self, incident_id: str) -> None:
        """Show an incident as it is now, and what one wrote to it and did not send."""
        super().open(incident_id)
        self.look_for_draft()

    def look_for_draft(self) -> None:
        """Find out whether something was written and not sent."""
        keeper = self._keeper(self.DRAFT, self._asked)
        if keeper is not None and self.form is None:
            keeper.load(self)

    def watch_found(self, found: State[Draft | None]) -> None:
        """Show how a draft begins."""
        words = ""
        match found:
            case Ready(Draft() as draft) if self.form is None:
                text = " ".join(str(draft.typed.get("body", ""))[:MOST_SHOWN].split())
                time = formats.clock(draft.kept_at, self._zone)
                words = i18n.t("incident.reply.draft", time=time, text=text)
            case _:
                pass
        line = self.query_one("#reply-draft", Static)
        line.update(Content.styled(words, "$text-warning"))
        line.display = bool(words)
