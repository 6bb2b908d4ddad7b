"""What every area's room has in common."""

from collections.abc import Callable, Coroutine
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.widget import Widget

from tui.screens.areas import Area
from tui.screens.navigation import NeedsChanged
from tui.screens.views import Views
from tui.widgets.commands import Command
from tui.widgets.state_view import StateView
from tui.widgets.states import Empty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tui.api.models.needs import NeedKind
    from tui.api.models.session import Session
    from tui.api.portal import SignedIn
    from tui.drafts import Drafts
    from tui.links import Link
    from tui.screens.drafting import DraftKeeper, DraftShelf

HelpCenter = Callable[[], Coroutine[object, object, str]]
"""Finds out the address of the vendor's help center, "" where there is none."""


class Room(Widget, can_focus=True):
    """The content below the tabs; it has the portal of the person who is signed in.

    It takes the focus itself while it has nothing to work in, so that its keys act all the same.
    """

    SHORTCUTS: ClassVar[tuple[Command, ...]] = ()
    BLANK: ClassVar[bool] = True

    def __init__(
        self,
        area: Area,
        signed_in: "SignedIn",
        views: Views,
        drafts: "Drafts | None" = None,
        help_center: HelpCenter | None = None,
    ) -> None:
        super().__init__(id=f"room-{area.name}", classes="room")
        self.area = area
        self.views = views
        self._drafts = drafts
        self.help_center = help_center
        self.portal = signed_in.portal
        self.session = signed_in.session

    @property
    def zone(self) -> str:
        """The name of the time zone that the person's days are of, "" for that of the machine."""
        return self.session.time_zone

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that needs a permission is not there without it."""
        declared = (kind.__dict__.get("SHORTCUTS", ()) for kind in type(self).__mro__)
        commands = cast("Iterable[Command]", chain.from_iterable(declared))
        needed = {command.permission for command in commands if command.action == action}
        return all(not name or name in self.session.permissions for name in needed)

    def suit(self, session: "Session") -> None:
        """Go on with what the person may do now; what is open stays as it is."""
        self.session = session
        self.refresh_bindings()

    def keeper(self, form: str, record: str) -> "DraftKeeper | None":
        """Return what keeps the person's draft of a form and record, where drafts are kept."""
        shelf = self.shelf(form)
        return shelf and shelf.keeper(record)

    def shelf(self, form: str) -> "DraftShelf | None":
        """Return the person's drafts of a form, where drafts are kept."""
        if self._drafts is None:
            return None
        from tui.screens.drafting import DraftShelf

        session = self.session
        return DraftShelf(self._drafts, form, session.owner, session.organisation_id or "")

    async def enter(self) -> None:
        """Put the cursor where work begins; called each time that the tab is opened."""
        self.focus()

    def meanwhile(self, since: "datetime | None") -> None:
        """Show what others did since a moment, or ever; what the person does stays as it is."""

    async def show_need(self, kind: "NeedKind") -> None:
        """Show what waits here, after `enter`; a room that has no place for it does nothing."""

    async def show_link(self, link: "Link") -> None:
        """Show what a link names, after `enter`; a room that has no place for it does nothing."""


class UnbuiltRoom(Room):
    """Stands where an area is that this version does not have yet."""

    def compose(self) -> ComposeResult:
        view = StateView()
        view.state = Empty("area.unbuilt")
        yield view

    def on_mount(self) -> None:
        """There is nothing to wait for: others may read."""
        self.post_message(NeedsChanged())


def make_room(
    area: Area,
    signed_in: "SignedIn",
    views: Views,
    drafts: "Drafts | None",
    help_center: HelpCenter | None,
) -> Room:
    """Import the room of `area` and make it."""
    if not area.load:
        return UnbuiltRoom(area, signed_in, views, drafts, help_center)
    module, name = area.load.split(":")
    kind = cast("type[Room]", getattr(import_module(module), name))
    return kind(area, signed_in, views, drafts, help_center)
