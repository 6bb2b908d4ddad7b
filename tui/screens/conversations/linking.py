"""The links in an incident: copied by the terminal, as a browser would be on another machine."""

from typing import TYPE_CHECKING

from tui import i18n
from tui.screens.conversations.hearing import Hearing
from tui.screens.loading import fetch
from tui.screens.picker import Offer, Picker
from tui.screens.telling import tell
from tui.widgets.commands import Command, bindings
from tui.widgets.states import Ready, State

if TYPE_CHECKING:
    from tui.widgets.reader import Link, Reader


class Linking(Hearing):
    """Offers the links of what is shown of a conversation."""

    SHORTCUTS = (Command("incident.links", "o", "links", footer=28),)
    BINDINGS = bindings(SHORTCUTS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There may be links where there is something to read."""
        if action == "links":
            return self.incident is not None and self.reader is not None
        return super().check_action(action, parameters)

    def action_links(self) -> None:
        """Find the links."""
        if self.reader is not None:
            fetch(
                self, "incident.links", self.reader.links(), into=self._offer_links, is_local=True
            )

    def _offer_links(self, links: "State[tuple[Link, ...]]") -> None:
        match links:
            case Ready(()):
                tell(self, i18n.t("incident.no_links"))
            case Ready(found):
                offers = [Offer(link.text, "", link.url, detail=link.url) for link in found]
                self.app.push_screen(Picker(i18n.t("incident.links"), offers), self._copy)
            case _:
                pass

    def on_reader_link_opened(self, event: "Reader.LinkOpened") -> None:
        """A link that was clicked is copied as well."""
        self._copy(event.url)

    def _copy(self, url: str | None) -> None:
        if url is not None:
            self.app.copy_to_clipboard(url)
            tell(self, i18n.t("incidents.copied", text=url))
