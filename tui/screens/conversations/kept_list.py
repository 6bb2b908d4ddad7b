"""A list of incidents that is found as it was left."""

from collections.abc import Mapping

from textual import on

from tui.api.models.incidents import IncidentSummary
from tui.screens.finding import Finding
from tui.widgets.record_list import RecordList
from tui.widgets.states import Ready


class KeptList(Finding[IncidentSummary]):
    """Keeps filter and order, and the cursor where that is known."""

    @property
    def view(self) -> Mapping[str, object]:
        """How the list is left, as plain values."""
        raise NotImplementedError

    async def enter(self) -> None:
        """Go to where one was; what happened since is shown."""
        await super().enter()
        if isinstance(self.answer, Ready):
            self.rows.reload()

    def on_descendant_blur(self) -> None:
        """Keep how the list is left."""
        self.keep_view()

    @on(RecordList.Highlighted)
    def _rested(self) -> None:
        """Another incident allows other things."""
        self.keep_view()
        self.refresh_bindings()

    def keep_view(self) -> None:
        """Keep how the list stands now."""
        self.views.keep(self.area.name, dict(self.view))
        current = self.rows.current
        if current is not None:
            is_first = current is self.rows.items[0]
            self.views.keep_cursor(self.area.name, "" if is_first else current.id)
