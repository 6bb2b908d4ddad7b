"""The room of the Update Center: list and reader side by side, or one after the other."""

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.reactive import reactive, var
from textual.widget import Widget

from tui import i18n
from tui.api.models.releases import (
    Note,
    NoteFacets,
    NoteQuery,
    NoteSummary,
)
from tui.api.models.session import Language
from tui.screens.loading import fetch, write
from tui.screens.navigation import UnreadChanged, WriteFailed
from tui.screens.releases import questions
from tui.screens.releases.columns import COLUMNS, meta_line
from tui.screens.releases.filters import FilterBar, SearchBar
from tui.screens.releases.questions import Answer, Counts, Marked
from tui.screens.room import Room
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.state_view import StateView, error_text
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State

if TYPE_CHECKING:
    from tui.widgets.reader import Reader


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

    wanted: var[NoteQuery] = var(NoteQuery, init=False)
    words: var[str] = var("", init=False)
    answer: var[State[Answer]] = var[State[Answer]](Loading(), init=False)
    counts: var[State[Counts]] = var[State[Counts]](Loading(), init=False)
    facets: var[State[NoteFacets]] = var[State[NoteFacets]](
        Loading(), init=False, always_update=True
    )
    note: var[State[Note]] = var[State[Note]](Loading(), init=False)
    marked: var[State[Marked]] = var[State[Marked]](
        Loading(), init=False, always_update=True
    )
    reading: reactive[bool] = reactive(False, init=False, toggle_class="-reading")

    def compose(self) -> ComposeResult:
        yield SearchBar()
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield StateView(id="list-state")
                yield RecordList[NoteSummary](COLUMNS, key=lambda note: note.id, id="notes")
            yield Container(id="reading")

    def on_mount(self) -> None:
        """Ask for everything, in the language spoken now."""
        self.set_reactive(ReleasesRoom.wanted, NoteQuery(language=Language(i18n.language())))
        self._ask()

    def enter(self) -> None:
        """Go to the list, or to the reader if one was reading."""
        self._work().focus()

    def on_resize(self) -> None:
        """The panes may stand side by side now, or no longer."""
        self.refresh_bindings()

    def _work(self) -> Widget:
        """Where the keys should act."""
        if self.reading and self._reader:
            return self._reader
        return self._list if self._list.display else self

    @property
    def _list(self) -> RecordList[NoteSummary]:
        return cast("RecordList[NoteSummary]", self.query_one("#notes", RecordList))

    @property
    def _reader(self) -> "Reader | None":
        return cast("Reader | None", next(iter(self.query("#reader")), None))

    async def _bring_reader(self) -> "Reader":
        """Return the reader; it is made for the first note, which comes after the list."""
        reader = self._reader
        if reader is None:
            from tui.widgets.reader import Reader

            reader = Reader(id="reader")
            await self.query_one("#reading").mount(reader)
        return reader

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
        if isinstance(answer, Ready):
            page = answer.value.page
            self._list.show(page, answer.value.request)
            self.query_one(FilterBar).hits = len(page.items) if self.words else None
            if answer.value.request.edge == "first":
                self._count()
            if not page.items and page.before is None and page.after is None:
                state = Empty("releases.nothing" if self._is_narrowed else "releases.empty")
        self.query_one("#list-state", StateView).state = state
        self._list.display = isinstance(state, Ready)
        if self.display and not self.query_one(SearchBar).is_typing:
            self._work().focus()
        self.refresh_bindings()

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
        if event.item is not None and self.query_one("#reading").display:
            self._show(event.item)

    @on(RecordList.Opened)
    async def _open(self, event: RecordList.Opened[NoteSummary]) -> None:
        self.reading = True
        self._show(event.item)
        (await self._bring_reader()).focus()
        self._mark(event.item, read=True)

    def _show(self, item: NoteSummary) -> None:
        if not (isinstance(self.note, Ready) and self.note.value.id == item.id):
            fetch(self, "releases.note", self.portal.releases.show(item.id, self.wanted), "note")

    async def watch_note(self, note: State[Note]) -> None:
        """Show the text."""
        reader = await self._bring_reader()
        match note:
            case Ready(value):
                reader.show(value.body, title=value.title, meta=meta_line(value))
            case Failed(error) | Denied(error):
                reader.show("", title=error_text(error))
            case _:
                pass

    def on_reader_scrolled(self) -> None:
        """Who scrolls reads."""
        if isinstance(self.note, Ready):
            self._mark(self.note.value, read=True)

    def _mark(self, item: NoteSummary, *, read: bool) -> None:
        if item.read != read:
            mark = questions.mark(self.portal.releases, item.id, read=read)
            write(self, "releases.mark", mark, into="marked")

    def watch_marked(self, marked: State[Marked]) -> None:
        """Take over what was marked, or say why it was not."""
        match marked:
            case Ready(value):
                self._take_over(value)
                self._count()
            case Failed(error) | Denied(error):
                self.post_message(WriteFailed(error_text(error)))
            case _:
                pass

    def _take_over(self, marked: Marked) -> None:
        for note_id in marked.note_ids:
            item = self._list.item(note_id)
            if item is not None:
                self._list.replace(item.model_copy(update={"read": marked.read}))
        if isinstance(self.note, Ready) and self.note.value.id in marked.note_ids:
            read = self.note.value.model_copy(update={"read": marked.read})
            self.set_reactive(ReleasesRoom.note, Ready(read))

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
                return self.reading or self._is_narrowed or self.query_one(SearchBar).is_typing
            case "other_pane":
                return self._reader is not None and self.query_one("#reading").display
            case _:
                return super().check_action(action, parameters)

    async def action_search(self) -> None:
        """Ask for words."""
        await self.query_one(SearchBar).open()

    @on(SearchBar.Searched)
    def _searched(self, event: SearchBar.Searched) -> None:
        self.words = event.words

    @on(SearchBar.Left)
    def _left_field(self) -> None:
        self._work().focus()

    def action_filter(self) -> None:
        """Read what can be filtered by, and offer it."""
        fetch(self, "releases.facets", self.portal.releases.facets(), into="facets")

    def watch_facets(self, facets: State[NoteFacets]) -> None:
        """Offer the versions and areas."""
        if isinstance(facets, Ready):
            from tui.screens.releases.narrowing import note_picker

            self.app.push_screen(note_picker(facets.value), self._narrow)

    def _narrow(self, chosen: NoteQuery | None) -> None:
        if chosen is not None:
            from tui.screens.releases.narrowing import narrowed

            self.wanted = narrowed(self.wanted, chosen)

    def action_unread(self) -> None:
        """Show only what is unread, or everything again."""
        self.wanted = self.wanted.model_copy(update={"unread": not self.wanted.unread})

    async def action_clear(self) -> None:
        """Show everything again."""
        await self.query_one(SearchBar).close()
        self.words = ""
        self.wanted = NoteQuery(language=self.wanted.language)

    def action_mark(self) -> None:
        """Mark the note under the cursor read, or unread again."""
        item = self._list.current
        if item is not None:
            self._mark(item, read=not item.read)

    def action_retry(self) -> None:
        """Ask again."""
        self._ask()

    async def action_other_pane(self) -> None:
        """Go to the reader, or back to the list."""
        reader = self._reader
        if reader is None or reader.has_focus:
            await self.action_back()
        else:
            reader.focus()

    async def action_back(self) -> None:
        """One step back: out of the field, the reader, the search, the filter."""
        search = self.query_one(SearchBar)
        if search.is_typing:
            self._work().focus()
        elif self.reading or (self._reader and self._reader.has_focus):
            self.reading = False
            self._work().focus()
        else:
            await self.action_clear()
        self.refresh_bindings()
