"""The list's questions and their answers, and how the list is left for the next time."""

from dataclasses import replace

from textual import on
from textual.reactive import var

from tui import i18n
from tui.api.errors import NotFound
from tui.api.models.releases import NoteQuery, NoteSummary
from tui.api.models.session import Language
from tui.screens.loading import fetch
from tui.screens.navigation import NeedsChanged, UnreadChanged
from tui.screens.releases import kept, questions
from tui.screens.releases.bands import Shown
from tui.screens.releases.columns import COLUMNS, COMPARED, hit_columns
from tui.screens.releases.comparison import Comparison
from tui.screens.releases.desk import Desk
from tui.screens.releases.questions import EVERYTHING, Answer, Counts, is_filtered
from tui.screens.telling import tell
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import RecordList
from tui.widgets.rest import Rest
from tui.widgets.state_view import StateView, error_text
from tui.widgets.states import Denied, Empty, Failed, Loading, Ready, State


class Listing(Desk):
    """Asks for pages of `wanted`, or of the notes that hold `words`."""

    SHORTCUTS = (Command("releases.retry", "r", "retry", footer=20),)
    BINDINGS = bindings(SHORTCUTS)

    wanted: var[NoteQuery] = var(EVERYTHING, init=False)
    words: var[str] = var("", init=False)
    comparison: var[Comparison | None] = var[Comparison | None](None, init=False)
    answer: var[State[Answer]] = var[State[Answer]](Loading(), init=False, always_update=True)
    shown: var[Shown] = var(Shown(), init=False)

    _around: str | None = None
    """The note to begin at; the first question alone is asked around it."""
    _to_count: Rest
    """Counting waits until the rows stand there: it may take longer than they do."""

    def on_mount(self) -> None:
        """Ask as it was left, in the language spoken now."""
        self._to_count = Rest(self.count)
        view = self.views.of(self.area.name)
        wanted = kept.query_of(view, Language(i18n.language()))
        self.set_reactive(Listing.wanted, wanted)
        self.shown = Shown(wanted)
        self.ask(around=self.views.cursor_of(self.area.name) or None)

    def on_unmount(self) -> None:
        """Count nothing any more."""
        self._to_count.stop()

    def on_descendant_blur(self) -> None:
        """Keep how the list is left."""
        self.keep_view()

    def keep_view(self) -> None:
        """Keep filter, order and cursor, as soon as it is known on which row that is."""
        current = self.notes.current
        if current is not None:
            self._keep("" if current is self.notes.items[0] else current.id)

    def _keep(self, cursor: str) -> None:
        """Keep the list; a search and a comparison are for once."""
        if not self.words and self.comparison is None:
            self.views.keep(self.area.name, kept.view_of(self.wanted))
            self.views.keep_cursor(self.area.name, cursor)

    def watch_wanted(self, wanted: NoteQuery) -> None:
        """Ask anew."""
        self.shown = replace(self.shown, wanted=wanted)
        self.ask()

    def watch_words(self) -> None:
        """Search, or list again."""
        self.ask()

    def watch_comparison(self, comparison: Comparison | None) -> None:
        """Tell of it in the third band."""
        self.shown = replace(self.shown, comparison=comparison)

    def watch_shown(self, shown: Shown) -> None:
        """Say what is shown in the third band."""
        if not self.acting:
            self.filter_bar.band = shown.band

    def ask(self, around: str | None = None) -> None:
        """Ask from the first row, or from the row of a note."""
        self._around = around
        if self.words:
            from tui.widgets.reader.words import Words  # the reader is there by now, or soon

            places = Words(self.words).places
            self.notes.present(hit_columns(places), finder=places)
        elif self.comparison is not None:
            self.notes.present(COMPARED, group=lambda note: note.area)
        else:
            self.notes.present(COLUMNS)
        self.notes.reset(around)
        self.refresh_bindings()

    @on(RecordList.PageWanted)
    def _read_page(self, event: RecordList.PageWanted) -> None:
        page = questions.page(self.portal.releases, self.words, self.wanted, event.request)
        fetch(self, "releases.page", page, into="answer")

    def watch_answer(self, answer: State[Answer]) -> None:
        """Show the rows, or why there are none."""
        state: State[object] = answer
        match answer:
            case Ready(value):
                state = self._take(value)
            case Failed(NotFound()) if self._around is not None:
                self.ask()  # the note with the cursor is gone
                return
            case Failed(error) | Denied(error) if self.notes.current is not None:
                # Only more rows could not be had: those that are there stay.
                tell(self, error_text(error))
                state = Ready(None)
            case _:
                pass
        self.query_one("#list-state", StateView).state = state
        self.notes.display = isinstance(state, Ready | Loading)
        if self.display and not self.search_bar.is_typing:
            self.call_later(self.work)
        self.refresh_bindings()

    def _take(self, answer: Answer) -> State[object]:
        page, request = answer.page, answer.request
        self.notes.show(page, request)
        if request.after is None and request.before is None:
            self._around = None
            self.shown = replace(self.shown, hits=answer.hits)
            self._to_count.begin()
            self.keep_view()
        if page.items or page.before or page.after:
            return Ready(None)
        self._keep("")
        return Empty("releases.nothing" if self.is_narrowed else "releases.empty")

    def count(self) -> None:
        """Count what the filters leave."""
        counts = questions.counts(self.portal.releases, self.wanted)
        fetch(self, "releases.counts", counts, into=self._counted)

    def _counted(self, counts: State[Counts]) -> None:
        if not isinstance(counts, Ready):
            return
        self.shown = replace(self.shown, counts=counts.value)
        if not self.words:
            self.notes.total(counts.value.notes)
        is_unread = counts.value.unread.value > 0
        is_of_all = self.comparison is None and not is_filtered(replace(self.wanted, unread=False))
        if is_unread or is_of_all:
            self.post_message(UnreadChanged(self.area.name, is_unread))
        else:
            self.post_message(NeedsChanged())

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything is listed."""
        return bool(self.words or self.comparison or is_filtered(self.wanted))

    @property
    def chosen(self) -> tuple[NoteSummary, ...]:
        """What the keys act on: the note that is read, else the marked ones, else the row."""
        if self.pane.has_cursor:
            return (self.pane.note,) if self.pane.note is not None else ()
        current = self.notes.current
        return self.notes.selection or ((current,) if current is not None else ())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again is for what failed."""
        if action == "retry":
            return isinstance(self.answer, Failed | Denied)
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Ask again: for more rows, or for all of them."""
        if self.notes.current is None:
            self.ask(self._around)
        else:
            self.notes.retry()
