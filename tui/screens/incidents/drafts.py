"""The incidents that are not submitted yet, above the list."""

from dataclasses import dataclass
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from tui import i18n
from tui.drafts import Draft
from tui.i18n import formats
from tui.screens.drafting import DraftShelf
from tui.screens.loading import fetch, write
from tui.screens.standing import stands
from tui.screens.telling import tell, tell_failure
from tui.widgets.blank import Stack
from tui.widgets.commands import Command, bindings
from tui.widgets.record_list import Cell, Column, RecordList, WholeList
from tui.widgets.states import Ready, State


class Kept(NamedTuple):
    """A draft as a row: the record by which it is kept, and what is in it."""

    record: str
    draft: Draft

    @property
    def subject(self) -> str:
        """What stands in the subject, "" where nothing does."""
        return str(self.draft.typed.get("subject", "")).strip()

    @property
    def words(self) -> int:
        """How many words there are of the description."""
        return len(str(self.draft.typed.get("description", "")).split())


def _subject(kept: Kept) -> Cell:
    return Cell(kept.subject) if kept.subject else Cell(i18n.t("drafts.no_subject"), "muted")


def _words(kept: Kept) -> str:
    return i18n.plural("drafts.words", kept.words, value=formats.number(kept.words))


COLUMNS: tuple[Column[Kept], ...] = (
    Column("draft", lambda _: i18n.word("drafts.draft"), width=9, tone="accent"),
    Column("subject", _subject, width=20, flexible=1),
    Column("words", _words, width=15, priority=1, tone="muted"),
    Column("age", lambda kept: formats.age(kept.draft.kept_at), 8, align="right", tone="muted"),
)


class DraftList(WholeList[Kept]):
    """The drafts; who goes beyond the last one or the first, leaves it."""

    def action_cursor(self, rows: int) -> None:
        """Move the cursor."""
        view = self._feed.view
        if abs(rows) == 1 and not view.low <= view.cursor + rows < view.high:
            self.post_message(self.Passed())
        else:
            super().action_cursor(rows)


class DraftsBlock(Stack):
    """As high as there are drafts; none is none at all. What is thrown away can be taken back."""

    SHORTCUTS = (
        Command("drafts.open", "enter", "open", footer=2, palette=False, key_display="enter"),
        Command("drafts.clear", "x", "clear", footer=3, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    @dataclass
    class Opened(Message):
        """Somebody goes on with the draft of this record."""

        record: str

    class Left(Message):
        """The keys are to act in the list again."""

    def __init__(self, shelf: DraftShelf | None) -> None:
        super().__init__(id="drafts")
        self._shelf = shelf
        self._thrown_away: list[Kept] = []
        self._list = DraftList(COLUMNS, key=lambda kept: kept.record)

    def compose(self) -> ComposeResult:
        yield self._list

    def on_mount(self) -> None:
        self.read()

    @property
    def are_there(self) -> bool:
        """Whether there are any."""
        return self.has_class("-some")

    @property
    def can_undo(self) -> bool:
        """Whether something was thrown away."""
        return bool(self._thrown_away)

    def focus(self, scroll_visible: bool = True) -> "DraftsBlock":
        """Let the keys act on the drafts."""
        self._list.focus(scroll_visible)
        return self

    def focus_last(self) -> None:
        """Let the keys act on the last one, to which one comes from the list."""
        self._list.action_last()
        self.focus()

    def read(self) -> None:
        """Look which drafts there are now."""
        if self._shelf is not None:
            fetch(self, "incidents.drafts", self._shelf.all(), into=self._show, is_local=True)

    def _show(self, found: State[dict[str, Draft]]) -> None:
        tell_failure(self, found)
        if not isinstance(found, Ready):
            return
        had_focus = self._list.has_focus
        self._list.follow(Kept(*pair) for pair in found.value.items())
        self.set_class(bool(found.value), "-some")
        if had_focus and not found.value:
            self.post_message(self.Left())
        self.refresh_bindings()

    @on(RecordList.Opened)
    def _open_row(self, event: RecordList.Opened[Kept]) -> None:
        event.stop()
        self.post_message(self.Opened(event.item.record))

    @on(RecordList.Passed)
    def _pass(self, event: RecordList.Passed) -> None:
        event.stop()
        self.post_message(self.Left())

    @on(RecordList.Highlighted)
    @on(RecordList.SelectionChanged)
    def _keep_to_itself(self, event: Message) -> None:
        """The room would take it for an incident."""
        event.stop()

    def action_open(self) -> None:
        """Go on with the draft under the cursor."""
        self._list.action_open()

    def action_clear(self) -> None:
        """Throw the draft under the cursor away."""
        kept = self._list.current
        if kept is not None and self._shelf is not None:
            self._thrown_away.append(kept)
            drop = self._shelf.drop(kept.record)
            write(self, "incidents.drop_draft", drop, into=self._changed, is_local=True)
            tell(self, i18n.t("drafts.thrown_away"))

    def take_back(self) -> None:
        """Put back what was thrown away last."""
        if self._shelf is not None:
            put_back = self._shelf.keep(*self._thrown_away.pop())
            write(self, "incidents.put_back_draft", put_back, into=self._changed, is_local=True)

    def _changed(self, state: State[None]) -> None:
        tell_failure(self, state)
        if stands(self):
            self.read()
