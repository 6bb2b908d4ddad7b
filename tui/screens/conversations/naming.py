"""Opening an incident by what people call it: typed where one searches, or linked to."""

from functools import partial

from textual import on

from tui import i18n, links
from tui.api.errors import Invalid, NotFound
from tui.api.models.incidents import IncidentName, IncidentSummary
from tui.api.models.paging import PageRequest
from tui.links import Link
from tui.screens.conversations.desk import IncidentDesk
from tui.screens.find_bar import FindBar
from tui.screens.listing import Answer
from tui.screens.loading import fetch
from tui.screens.telling import tell, tell_failure
from tui.widgets.states import Failed, Ready, State


class Naming(IncidentDesk):
    """Takes `#1042` in the field as an incident to open, and `1042` as one that may be meant."""

    @property
    def customer(self) -> str:
        """Whose numbers are meant where nobody says so, "" where that is not known."""
        return ""

    async def show_link(self, link: Link) -> None:
        """Open the incident that a link names."""
        self._find(link, is_sure=True)

    def sought(self, words: str) -> str:
        """Look for no words where an incident is named."""
        return "" if _is_name(words) else words

    @on(FindBar.Left)
    def _open_typed(self, event: FindBar.Left) -> None:
        link = links.incident(event.words)
        if link is not None:
            self._find(link, is_sure=_is_name(event.words))

    def _find(self, link: Link, *, is_sure: bool) -> None:
        name = IncidentName(number=link.number, customer=link.customer or self.customer)
        found = self.portal.incidents.find(name)
        fetch(self, "incidents.named", found, into=partial(self._found, link, is_sure))

    async def _found(self, link: Link, is_sure: bool, found: State[IncidentSummary]) -> None:
        match found:
            case Ready(incident):
                if is_sure and self.find_bar.is_open:
                    await self.leave_search()
                self.open_incident(incident.id)
                self._point_at(incident.id)
            case Failed(NotFound() | Invalid()) if not is_sure:
                pass  # the digits were words to look for
            case Failed(NotFound()):
                tell(self, i18n.t("link.no_incident", link=link))
            case Failed(Invalid()):
                tell(self, i18n.t("link.which_customer", number=link.number))
            case _:
                tell_failure(self, found)

    def _point_at(self, incident_id: str) -> None:
        """Put the cursor of the list on the row of an incident, where the list has one."""
        if self.rows.item(incident_id) is not None:
            self.rows.go_to(incident_id)
        else:
            place = self.read(PageRequest(around=incident_id, limit=1))
            fetch(self, "incidents.place", place, into=partial(self._go_to_row, incident_id))

    def _go_to_row(self, incident_id: str, place: State[Answer[IncidentSummary]]) -> None:
        if isinstance(place, Ready) and any(
            one.id == incident_id for one in place.value.page.items
        ):
            self.rows.go_to(incident_id)


def _is_name(words: str) -> bool:
    """Whether words name an incident for sure: digits, and `24/7`, may be words to look for."""
    return links.parse(words) is not None or ("#" in words and links.incident(words) is not None)
