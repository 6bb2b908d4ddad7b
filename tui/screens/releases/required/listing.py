"""The list of required actions: its questions and their answers."""

from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from tui import i18n
from tui.api.models.actions import Action, ActionQuery, Progress
from tui.api.models.paging import Page, PageRequest
from tui.api.models.session import Language
from tui.api.portal import Actions
from tui.screens.find_bar import Band
from tui.screens.loading import fetch
from tui.screens.releases.required import kept
from tui.screens.releases.required.columns import columns
from tui.screens.releases.required.offers import band_of, filter_picker
from tui.screens.telling import tell
from tui.screens.views import Views
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.state_view import StateView, error_text
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State

Answer = tuple[PageRequest, Page[Action]]


class RequiredList(Widget, can_focus=True):
    """Lists what is required of the organisation, what is still open first of all."""

    SHORTCUTS = (
        Command("required.filter", "f", "filter", footer=22),
        Command("required.retry", "r", "retry", footer=20),
    )
    BINDINGS = bindings(SHORTCUTS)

    wanted: var[ActionQuery] = var(ActionQuery(today=date.min), init=False)
    answer: var[State[Answer]] = var[State[Answer]](Loading(), init=False, always_update=True)

    @dataclass
    class NoteWanted(Message):
        """Show this note beside the list; where it was `opened` somebody reads it."""

        note_id: str
        opened: bool

    @dataclass
    class BandChanged(Message):
        """The third band says something else."""

        band: Band

    def __init__(self, actions: Actions, organisation_id: str, zone: str, views: Views) -> None:
        super().__init__(id="required")
        self.actions = actions
        self.organisation_id = organisation_id
        self.zone = zone
        self.views = views
        self.today = date.today()  # noqa: DTZ011 - the reader's own calendar
        self._progress: tuple[Progress, ...] = ()

    def compose(self) -> ComposeResult:
        yield StateView()
        yield RecordList[Action](columns(self.today, None), key=lambda action: action.note.id)

    @property
    def rows(self) -> RecordList[Action]:
        """The list itself."""
        return cast("RecordList[Action]", self.query_one(RecordList))

    @property
    def band(self) -> Band:
        """What the third band says."""
        return band_of(self.wanted, self._progress, len(self.rows.selection))

    def show(self, *, mine: bool | None = None) -> None:
        """List as it was left; or what is open of all versions, or what of it is one's own."""
        view = self.views.of(kept.VIEW) if mine is None else {"mine": mine}
        wanted = kept.query_of(view, self.today, Language(i18n.language()))
        if wanted == self.wanted:
            self.rows.reload()
        else:
            self.wanted = wanted

    def take_cursor(self) -> None:
        """Let the keys act here."""
        rows = self.rows
        (rows if rows.display else self).focus()

    def watch_wanted(self) -> None:
        """Ask anew, and keep what was asked."""
        self.views.keep(kept.VIEW, kept.view_of(self.wanted))
        self.rows.present(columns(self.today, self.wanted.state))
        self.query_one(StateView).state = Loading()
        self.rows.reset()
        self.count()
        self.tell_band()

    @on(RecordList.PageWanted)
    def _read_page(self, event: RecordList.PageWanted) -> None:
        event.stop()
        page = _page(self.actions, self.wanted, event.request)
        fetch(self, "required.page", page, into="answer")

    def watch_answer(self, answer: State[Answer]) -> None:
        """Show the rows, or why there are none."""
        state: State[object] = answer
        match answer:
            case Ready((request, page)):
                self.rows.show(page, request)
                has_rows = page.items or page.before or page.after
                state = Ready(None) if has_rows else Empty("required.none")
            case Failed(error) | Denied(error) if self.rows.current is not None:
                tell(self, error_text(error))
                state = Ready(None)
            case _:
                pass
        self.query_one(StateView).state = state
        had_cursor = self.has_focus_within
        self.rows.display = isinstance(state, Ready | Loading)
        if had_cursor or not self.rows.display:
            self.take_cursor()
        self.refresh_bindings()

    def count(self) -> None:
        """Read how far one is with each release."""
        fetch(self, "required.progress", self.actions.progress(), into=self._counted)

    def _counted(self, progress: State[tuple[Progress, ...]]) -> None:
        if not isinstance(progress, Ready):
            return
        self._progress = progress.value
        releases = {None, *(each.release.id for each in progress.value)}
        if self.wanted.release_id not in releases:  # it was left so, and asks nothing any more
            self.wanted = replace(self.wanted, release_id=None)
        self.tell_band()

    def tell_band(self) -> None:
        """Tell the room what the third band says now."""
        self.post_message(self.BandChanged(self.band))

    @on(RecordList.SelectionChanged)
    def _selected(self, event: RecordList.SelectionChanged) -> None:
        event.stop()
        self.tell_band()

    @on(RecordList.Highlighted)
    def _preview(self, event: RecordList.Highlighted[Action]) -> None:
        event.stop()
        if event.item is not None:
            self.post_message(self.NoteWanted(event.item.note.id, opened=False))

    @on(RecordList.Opened)
    def _open(self, event: RecordList.Opened[Action]) -> None:
        event.stop()
        self.post_message(self.NoteWanted(event.item.note.id, opened=True))

    def action_filter(self) -> None:
        """Offer the filters."""
        self.app.push_screen(filter_picker(self.wanted, self._progress), self._narrow)

    def _narrow(self, chosen: ActionQuery | None) -> None:
        if chosen is not None:
            self.wanted = replace(chosen, today=self.today)

    def action_retry(self) -> None:
        """Ask again."""
        if self.rows.current is None:
            self.query_one(StateView).state = Loading()
            self.rows.reset()
        else:
            self.rows.retry()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again is for what failed."""
        if action == "retry":
            return isinstance(self.answer, Failed | Denied)
        return super().check_action(action, parameters)


async def _page(actions: Actions, wanted: ActionQuery, request: PageRequest) -> Answer:
    return request, await actions.list(wanted, request)
