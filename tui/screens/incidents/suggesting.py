"""Suggestions beside the form of a new incident, while its subject is typed."""

from dataclasses import dataclass
from functools import partial
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui import i18n
from tui.api.incidents import Incidents
from tui.api.policy import Permission
from tui.api.portal import Portal, Releases
from tui.screens.incidents import suggestions
from tui.screens.incidents.suggestions import Suggestion
from tui.screens.loading import fetch
from tui.screens.reading_sheet import ReadingSheet
from tui.screens.room import HelpCenter
from tui.screens.standing import stands
from tui.widgets.blank import Stack
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import Column, RecordList, WholeList
from tui.widgets.rest import Rest
from tui.widgets.states import Ready, State

TYPING = 0.3
"""Seconds after the last letter at which somebody is asked: who types on asks nothing."""

FEWEST = 3
"""Letters of a subject that tell enough."""

COLUMNS: tuple[Column[Suggestion], ...] = (
    Column("sign", lambda one: one.sign, width=9, tone="muted"),
    Column("title", lambda one: one.title, width=10, flexible=1),
)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where suggestions come from, as far as the person may read that."""

    releases: Releases | None
    incidents: Incidents
    zone: str
    help_center: HelpCenter | None = None

    @classmethod
    def of(
        cls,
        portal: Portal,
        permissions: frozenset[Permission],
        zone: str,
        help_center: HelpCenter | None,
    ) -> "Sources":
        """Return those of a person with these permissions."""
        reads = Permission.RELEASES_READ in permissions
        return cls(portal.releases if reads else None, portal.incidents, zone, help_center)


class Suggestions(Stack):
    """Asks when typing rests. What is slow or fails shows nothing, and disturbs nobody."""

    SHORTCUTS = (
        Command("suggestions.open", "enter", "open", footer=2, palette=False, key_display="enter"),
        Command("suggestions.leave", "escape,q", "leave", footer=3, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    class Left(Message):
        """The keys are to act in the form again."""

    def __init__(self, sources: Sources) -> None:
        super().__init__(id="suggestions")
        self._sources = sources
        self._subject = ""
        self._rest = Rest(self._ask, TYPING)
        self._notes: tuple[Suggestion, ...] = ()
        self._incidents: tuple[Suggestion, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(i18n.t("suggestions.title"), "bold"), id="suggested-title")
        yield WholeList[Suggestion](COLUMNS, key=lambda one: one.id)
        yield Static(id="suggested-help")

    def on_mount(self) -> None:
        if self._sources.help_center is not None:
            address = self._sources.help_center()
            fetch(self, "suggestions.help", address, into=self._show_help)

    def on_unmount(self) -> None:
        """Ask nothing any more."""
        self._rest.stop()

    def _show_help(self, address: State[str]) -> None:
        if isinstance(address, Ready) and address.value:
            words = i18n.t("help.center", address=address.value)
            self.query_one("#suggested-help", Static).update(Content.styled(words, "$muted"))

    @property
    def are_there(self) -> bool:
        """Whether there are any."""
        return self.has_class("-some")

    @property
    def _list(self) -> WholeList[Suggestion]:
        return cast("WholeList[Suggestion]", self.query_one(WholeList))

    def hear(self, subject: str) -> None:
        """This stands in the subject now."""
        self._subject = subject.strip()
        self._rest.begin()

    def _ask(self) -> None:
        subject = self._subject
        if not stands(self):
            return
        if len(subject) < FEWEST:
            self._notes = self._incidents = ()
            self._show()
            return
        sources = self._sources
        if sources.releases is not None:
            found = suggestions.notes(sources.releases, subject)
            fetch(self, "suggestions.notes", found, into=partial(self._take_notes, subject))
        found = suggestions.incidents(sources.incidents, subject)
        fetch(self, "suggestions.incidents", found, into=partial(self._take_incidents, subject))

    def _take_notes(self, subject: str, found: State[tuple[Suggestion, ...]]) -> None:
        if subject == self._subject:
            self._notes = found.value if isinstance(found, Ready) else ()
            self._show()

    def _take_incidents(self, subject: str, found: State[tuple[Suggestion, ...]]) -> None:
        if subject == self._subject:
            self._incidents = found.value if isinstance(found, Ready) else ()
            self._show()

    def _show(self) -> None:
        found = (*self._notes, *self._incidents)
        self._list.follow(found)
        had_focus = self._list.has_focus
        self.set_class(bool(found), "-some")
        if had_focus and not found:
            self.action_leave()
        self.refresh_bindings()

    def focus(self, scroll_visible: bool = True) -> "Suggestions":
        """Let the keys act on them."""
        self._list.focus(scroll_visible)
        return self

    @on(RecordList.Opened)
    def _open_row(self, event: RecordList.Opened[Suggestion]) -> None:
        """Show it over the form, which stays as it is."""
        event.stop()
        sources, one = self._sources, event.item
        if one.is_note and sources.releases is not None:
            ask = partial(suggestions.note_text, sources.releases, one.id, sources.zone)
        else:
            ask = partial(suggestions.incident_text, sources.incidents, one.id, sources.zone)
        self.app.push_screen(ReadingSheet(ask))

    def action_open(self) -> None:
        """Show what is under the cursor."""
        self._list.action_open()

    def action_leave(self) -> None:
        """Go back to the form."""
        self.post_message(self.Left())
