"""The room of the Update Center: list and reader side by side, or one after the other."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive, var

from tui import i18n
from tui.api.models.releases import NoteAction, NoteFacets, NoteQuery, NoteSummary
from tui.api.models.session import Language
from tui.screens.loading import fetch, write
from tui.screens.navigation import Told, UnreadChanged
from tui.screens.releases import questions
from tui.screens.releases.columns import COLUMNS
from tui.screens.releases.filters import FilterBar, SearchBar
from tui.screens.releases.questions import EVERYTHING, Answer, Counts, Marked
from tui.screens.releases.reading import NotePane
from tui.screens.room import Room
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.rest import Rest
from tui.widgets.state_view import StateView, error_text
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State

if TYPE_CHECKING:
    from tui.screens.releases.narrowing import Narrowing


class ReleasesRoom(Room):
    """Opening a note marks it read; looking at it beside the list does not."""

    SHORTCUTS = (
        Command("releases.search", "slash", "search", footer=21),
        Command("releases.filter", "f", "filter", footer=22),
        Command("releases.unread", "u", "unread", footer=23),
        Command("releases.mark", "m", "mark", footer=24),
        Command("releases.clear", "x", "clear", footer=25),
        Command("releases.retry", "r", "retry", footer=20),
        Command("releases.other_pane", "tab", "other_pane", footer=26),
        Command("releases.back", "escape,q", "back", footer=30, key_display="esc"),
    )
    BINDINGS = bindings(SHORTCUTS)

    wanted: var[NoteQuery] = var(EVERYTHING, init=False)
    words: var[str] = var("", init=False)
    answer: var[State[Answer]] = var[State[Answer]](Loading(), init=False, always_update=True)
    counts: var[State[Counts]] = var[State[Counts]](Loading(), init=False)
    facets: var[State[NoteFacets]] = var[State[NoteFacets]](
        Loading(), init=False, always_update=True
    )
    marked: var[State[Marked]] = var[State[Marked]](Loading(), init=False, always_update=True)
    _read_by_scrolling: set[str]
    """Notes that were marked by scrolling: each is once, whatever came of it."""
    _to_count: Rest
    """Counting waits until the rows stand there: it may take longer than they do."""

    reading: reactive[bool] = reactive(False, init=False, toggle_class="-reading")

    def compose(self) -> ComposeResult:
        yield SearchBar()
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield StateView(id="list-state")
                yield RecordList[NoteSummary](COLUMNS, key=lambda note: note.id, id="notes")
            yield NotePane(self.portal.releases)

    def on_mount(self) -> None:
        """Ask for everything, in the language spoken now."""
        self._read_by_scrolling = set[str]()
        self._to_count = Rest(self._count)
        spoken = replace(EVERYTHING, language=Language(i18n.language()))
        self.set_reactive(ReleasesRoom.wanted, spoken)
        self._ask()

    def on_unmount(self) -> None:
        """Count nothing any more."""
        self._to_count.stop()

    async def enter(self) -> None:
        """Go to the list, or to the reader if one was reading."""
        await self._work()

    def on_resize(self) -> None:
        """The panes may stand side by side now, or no longer."""
        self.refresh_bindings()

    async def _work(self) -> None:
        """Let the keys act where there is something to do."""
        if not self.is_attached:
            return  # the room went meanwhile
        if self.reading:
            await self._pane.take_cursor()
        else:
            (self._list if self._list.display else self).focus()

    @property
    def _list(self) -> RecordList[NoteSummary]:
        return cast("RecordList[NoteSummary]", self.query_one("#notes", RecordList))

    @property
    def _pane(self) -> NotePane:
        return self.query_one(NotePane)

    @property
    def _search(self) -> SearchBar:
        return self.query_one(SearchBar)

    # What is listed

    def watch_wanted(self, wanted: NoteQuery) -> None:
        """Ask anew."""
        self.query_one(FilterBar).wanted = wanted
        self._ask()

    def watch_words(self) -> None:
        """Search, or list again."""
        self._ask()

    def _ask(self) -> None:
        self._list.reset()
        self.refresh_bindings()

    @on(RecordList.PageWanted)
    def _read_page(self, event: RecordList.PageWanted) -> None:
        releases = self.portal.releases
        page = questions.page(releases, self.words, self.wanted, event.request)
        fetch(self, "releases.page", page, into="answer")

    def watch_answer(self, answer: State[Answer]) -> None:
        """Show the rows, or why there are none."""
        state: State[object] = answer
        match answer:
            case Ready(value):
                state = self._take(value)
            case Failed(error) | Denied(error) if self._list.current is not None:
                # Only more rows could not be had: those that are there stay.
                self.post_message(Told(error_text(error)))
                state = Ready(None)
            case _:
                pass
        self.query_one("#list-state", StateView).state = state
        self._list.display = isinstance(state, Ready | Loading)
        if self.display and not self._search.is_typing:
            self.call_later(self._work)
        self.refresh_bindings()

    def _take(self, answer: Answer) -> State[object]:
        page = answer.page
        self._list.show(page, answer.request)
        self.query_one(FilterBar).hits = answer.hits
        if answer.request.edge == "first":
            self._to_count.begin()
        if page.items or page.before or page.after:
            return Ready(None)
        return Empty("releases.nothing" if self._is_narrowed else "releases.empty")

    def _count(self) -> None:
        counts = questions.counts(self.portal.releases, self.wanted)
        fetch(self, "releases.counts", counts, into="counts")

    def watch_counts(self, counts: State[Counts]) -> None:
        """Show how much there is."""
        if isinstance(counts, Ready):
            self.query_one(FilterBar).counts = counts.value
            if not self.words:
                self._list.total(counts.value.notes)
            self.post_message(UnreadChanged(self.area.name, counts.value.unread.value > 0))

    # What is read

    @on(RecordList.Highlighted)
    def _preview(self, event: RecordList.Highlighted[NoteSummary]) -> None:
        if event.item is not None and self._pane.display:
            self._pane.show(event.item, self.wanted)

    @on(RecordList.Opened)
    async def _open(self, event: RecordList.Opened[NoteSummary]) -> None:
        self.reading = True
        self._pane.show(event.item, self.wanted)
        await self._pane.take_cursor()
        self._mark(event.item, read=True)

    @on(NotePane.NoteScrolled)
    def _scrolled(self, event: NotePane.NoteScrolled) -> None:
        if event.note.id not in self._read_by_scrolling:
            self._read_by_scrolling.add(event.note.id)
            self._mark(self._list.item(event.note.id) or event.note, read=True)

    def _mark(self, item: NoteSummary, *, read: bool) -> None:
        if item.read != read and NoteAction.MARK in item.allowed:
            mark = questions.mark(self.portal.releases, item.id, read=read)
            write(self, "releases.mark", mark, into="marked")

    def watch_marked(self, marked: State[Marked]) -> None:
        """Take over what was marked, or say why it was not."""
        match marked:
            case Ready(value):
                self._take_over(value)
                self._count()
            case Failed(error) | Denied(error):
                self.post_message(Told(error_text(error)))
            case _:
                pass

    def _take_over(self, marked: Marked) -> None:
        for note_id in marked.note_ids:
            item = self._list.item(note_id)
            if item is not None:
                self._list.replace(replace(item, read=marked.read))
        if self.wanted.unread and marked.read:
            self._list.dim(marked.note_ids)
        if not marked.read:
            self._read_by_scrolling -= marked.note_ids

    # What the keys do

    @property
    def _is_narrowed(self) -> bool:
        wanted = self.wanted
        return bool(self.words or wanted.version or wanted.area or wanted.unread)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something here."""
        match action:
            case "retry":
                return isinstance(self.answer, Failed | Denied)
            case "clear":
                return self._is_narrowed
            case "back":
                return (
                    self._search.is_open
                    or self.reading
                    or self._pane.has_cursor
                    or self._is_narrowed
                )
            case "other_pane":
                return self._pane.display and self._pane.reader is not None
            case _:
                return super().check_action(action, parameters)

    async def action_search(self) -> None:
        """Ask for words."""
        await self._search.open()

    @on(SearchBar.Searched)
    def _searched(self, event: SearchBar.Searched) -> None:
        self.words = event.words

    @on(SearchBar.Left)
    async def _left_field(self) -> None:
        await self._work()

    def action_filter(self) -> None:
        """Read what can be filtered by, and offer it."""
        fetch(self, "releases.facets", self.portal.releases.facets(), into="facets")

    def watch_facets(self, facets: State[NoteFacets]) -> None:
        """Offer the versions and areas."""
        match facets:
            case Ready(found):
                from tui.screens.releases.narrowing import note_picker

                self.app.push_screen(note_picker(found), self._narrow)
            case Failed(error) | Denied(error):
                self.post_message(Told(error_text(error)))
            case _:
                pass

    def _narrow(self, chosen: "Narrowing | None") -> None:
        if chosen is not None:
            from tui.screens.releases.narrowing import narrowed

            self.wanted = narrowed(self.wanted, chosen)

    def action_unread(self) -> None:
        """Show only what is unread, or everything again."""
        self.wanted = replace(self.wanted, unread=not self.wanted.unread)

    async def action_clear(self) -> None:
        """Show everything again."""
        await self._leave_search()
        self.wanted = replace(EVERYTHING, language=self.wanted.language)

    async def _leave_search(self) -> None:
        await self._search.close()
        self.words = ""
        await self._work()

    def action_mark(self) -> None:
        """Mark the note under the cursor read, or unread again."""
        item = self._list.current
        if item is not None:
            self._mark(item, read=not item.read)

    def action_retry(self) -> None:
        """Ask again: for more rows, or for all of them."""
        if self._list.current is None:
            self._ask()
        else:
            self._list.retry()

    async def action_other_pane(self) -> None:
        """Go to the reader, or back to the list."""
        if self._pane.has_cursor:
            await self.action_back()
        else:
            await self._pane.take_cursor()

    async def action_back(self) -> None:
        """One step back: out of the field, the reader, the search, the filter."""
        if self._search.is_typing and self.words:
            await self._work()
        elif self._search.is_typing:
            await self._leave_search()
        elif self.reading or self._pane.has_cursor:
            self.reading = False
            await self._work()
        elif self._search.is_open:
            await self._leave_search()
        else:
            await self.action_clear()
        self.refresh_bindings()
