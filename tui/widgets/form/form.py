"""The form: what is asked, what was changed, and what came of sending it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from textual.app import ComposeResult, SuspendNotSupported
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from tui import i18n
from tui.api.cleaning import clean_text
from tui.api.errors import Conflict, Invalid
from tui.api.ids import new_id
from tui.api.models.base import Input
from tui.drafts import Draft, Typed
from tui.terminal.editor import EditorRefused, edit_text
from tui.widgets.answer import Answer
from tui.widgets.blank import Stack
from tui.widgets.commands import Command, bindings
from tui.widgets.form.field_list import FieldList
from tui.widgets.form.fields import Member
from tui.widgets.form.keeping import Keeper, Keeping
from tui.widgets.form.row import FieldRow
from tui.widgets.form.rules import Rules
from tui.widgets.form.status import Question, question_of, question_to_leave, standing
from tui.widgets.form.style import CSS
from tui.widgets.states import Denied, Failed, Loading, Ready, State


class Form(Stack):
    """Asks for the fields of `model`, beginning with `values`.

    `words` begins the text keys of labels and hints (`<words>.<field>.label`). `version` is the
    record's, None for a new one. Without a `keeper` nothing is kept between two openings. Hidden
    fields that are `offered` are asked for: some of what `offer` brings.

    Whoever opens one that `is_message` has something to say: it begins in its first field, with
    the draft of last time in it, and its key says that it sends.
    """

    DEFAULT_CSS = CSS
    SCOPED_CSS = False
    SHORTCUTS = (
        Command("form.submit", "ctrl+s", "submit", footer=2),
        Command("form.send", "ctrl+s", "send", footer=2),
        Command("form.back", "escape,q", "back", footer=8),
        Command("form.clear", "x", "clear", footer=9, palette=False),
    )
    BINDINGS = bindings(SHORTCUTS)

    found: var[State[Draft | None]] = var[State[Draft | None]](Loading(), init=False)
    kept: var[State[Draft | None]] = var[State[Draft | None]](Loading(), init=False)
    question: var[Question | None] = var[Question | None](None, init=False)
    is_sending: var[bool] = var(False, init=False)

    @dataclass
    class Submitted(Message):
        """Send `value`; `changed` are the fields that differ from what is saved.

        `version` and `idempotency_key` are what it has to be sent with. What comes of it goes to
        `answer`; until then nothing else is sent.
        """

        form: "Form"
        value: Input
        changed: frozenset[str]
        version: int | None
        idempotency_key: str

        def __repr__(self) -> str:
            return "Submitted(...)"

    @dataclass
    class Left(Message):
        """The person leaves the form."""

        form: "Form"

    def __init__(
        self,
        model: type[Input],
        values: Mapping[str, object],
        *,
        words: str,
        version: int | None = None,
        keeper: Keeper | None = None,
        offered: Collection[str] = (),
        is_message: bool = False,
        edit_outside: Callable[[str], str] = edit_text,
    ) -> None:
        super().__init__()
        self._is_message = is_message
        self._rules = Rules(model, values, offered)
        self._fields = FieldList(
            tuple(FieldRow(field, words, self._rules.start(field)) for field in self._rules.fields)
        )
        self._notices = Answer(classes="notices")
        self._status = Static(classes="status")
        self._version = version
        self._idempotency_key = new_id()
        self._edit_outside = edit_outside
        self._keeping = Keeping(self, keeper, self._draft)
        self._sent: Mapping[str, Typed] = {}

    def compose(self) -> ComposeResult:
        yield self._notices
        yield self._fields
        yield self._status

    def on_mount(self) -> None:
        if self._is_message:
            self.begin()
        else:
            self._fields.focus()
        self._keeping.begin()

    def on_unmount(self) -> None:
        """Keep what was typed: the screen, or the program, goes."""
        self._keeping.at_once()

    def focus(self, scroll_visible: bool = True) -> Self:
        """Put the focus where letters act, as when a tab is opened again."""
        self._fields.focus(scroll_visible)
        return self

    def begin(self) -> None:
        """Edit the field under the cursor."""
        self._fields.action_edit()

    def listen(self, name: str, hear: Callable[[Typed], None]) -> None:
        """Let `hear` be told what stands in a field, at each letter: it is to do little."""
        (row,) = [row for row in self._fields.rows if row.field.name == name]
        row.hear = hear

    def put(self, name: str, text: str) -> None:
        """Put `text` into a long field, at the cursor; it can be taken back."""
        self._fields.put(name, text)

    def attach(self) -> None:
        """Name a file that goes along."""
        self._fields.leave()
        self._fields.action_attach()

    def offer(self, name: str, members: Iterable[Member]) -> None:
        """Let one choose among `members` in a field that was offered."""
        field = self._rules.offer(name, members)
        (row,) = [row for row in self._fields.rows if row.field.name == name]
        row.offer(field)

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than what is saved."""
        return bool(self._fields.changed)

    # What came of sending.

    def answer(self, state: State[object]) -> None:
        """Show what came of sending: saved, refused by field, overtaken, or failed."""
        match state:
            case Ready(result):
                self.mark_saved(result)
            case Failed(Invalid(was_sent_before=True)):
                self.begin_anew()
            case Failed(Invalid() as invalid):
                self.show_errors(invalid)
            case Failed(Conflict() as conflict):
                self.show_conflict(conflict)
            case Failed() | Denied():
                self.show_failure(state)
            case _:
                pass

    def mark_saved(self, result: object = None) -> None:
        """What was sent is saved; `result` is the record now, where the backend returned it.

        What was typed since stays, and stays marked.
        """
        for row in self._fields.rows:
            row.take_saved(self._sent.get(row.field.name, row.saved), result)
        self._sent = {}
        self._version = getattr(result, "version", self._version)
        self._idempotency_key = new_id()
        self._fields.forget_undo()
        self._answered()

    def show_errors(self, invalid: Invalid) -> None:
        """Put each error beside its field, and what belongs to no field on top."""
        beside, above = self._rules.sorted(invalid.fields)
        self._fields.complain(beside)
        self._answered(*(i18n.wrong(error.code, error.parameters) for error in above))

    def begin_anew(self) -> None:
        """What was sent first has arrived: what stands here since is something else, if sent."""
        self._idempotency_key = new_id()
        self._answered(i18n.t("form.sent_before" if self._is_message else "form.saved_before"))

    def show_conflict(self, conflict: Conflict) -> None:
        """Somebody else saved first: take what only they changed, show both where both did."""
        for row in self._fields.rows:
            row.meet(conflict.current)
        self._version = getattr(conflict.current, "version", self._version)
        clashes = sum(row.clash is not None for row in self._fields.rows)
        self._answered(
            i18n.plural("form.conflict", clashes) if clashes else i18n.t("form.overtaken")
        )
        self.refresh_bindings()

    def show_failure(self, failure: Failed | Denied) -> None:
        """Say why it was not sent; nothing that was typed goes."""
        self._answered()
        self._notices.refuse(failure)

    def refuse(self, words: str) -> None:
        """Say in these words why it was not sent; nothing that was typed goes."""
        self._answered(words)

    def _answered(self, *words: str) -> None:
        self.is_sending = False
        self._notices.say(*words)
        self._keeping.now()
        self._tell()

    # Sending.

    def action_submit(self) -> None:
        """Check everything and send it."""
        self._fields.action_leave_field()
        if self.is_sending or self._keeping.is_held:
            return
        self.question = None
        changed = frozenset(row.field.name for row in self._fields.changed)
        if self._version is not None and not changed:
            self._notices.say(i18n.t("form.nothing_changed"))
            return
        self._sent = self._fields.typed
        try:
            value = self._rules.value(self._sent)
        except Invalid as invalid:
            self.show_errors(invalid)
            return
        self._fields.complain({})
        self._notices.say()
        self._keeping.at_once()  # as it is sent, with its key: else the key comes with another text
        self.is_sending = True
        self.post_message(
            self.Submitted(self, value, changed, self._version, self._idempotency_key)
        )

    def action_send(self) -> None:
        """Check everything and send it, in the words of a message."""
        self.action_submit()

    def on_field_list_left(self, event: FieldList.Left) -> None:
        """Say what is wrong with the field that was left."""
        event.stop()
        event.row.complain(self._rules.wrong(self._fields.typed, event.row.field))

    # Changes and drafts.

    def on_field_row_changed(self, event: FieldRow.Changed) -> None:
        """Keep it soon; the last line is drawn anew where the number of changes is another."""
        event.stop()
        self._keeping.soon()
        if event.turned:
            self._tell()

    def _draft(self) -> Draft | None:
        """What differs from what is saved; None where nothing does."""
        typed = self._fields.to_keep()
        if not typed:
            return None
        return Draft(typed, self._version, self._idempotency_key, datetime.now(UTC))

    def watch_found(self, found: State[Draft | None]) -> None:
        """Offer the draft of last time, or go on with it."""
        match found:
            case Ready(Draft() as draft) if self._is_message:
                self._resume(draft)
            case Ready(Draft()):
                self.question = Question.RESUME
            case Ready() | Failed() | Denied():
                self._keeping.release()
            case _:
                pass

    def watch_kept(self, kept: State[Draft | None]) -> None:
        """Say when it was kept, or that it was not."""
        if isinstance(kept, Failed):
            self._keeping.failed()
        else:
            self._keeping.succeeded()
        self._tell()

    def _resume(self, draft: Draft) -> None:
        self._version = draft.version
        self._idempotency_key = draft.idempotency_key
        self._fields.bring_back(draft.typed, followed=self._is_message)
        self._keeping.release()

    def on_field_list_editor_wanted(self, event: FieldList.EditorWanted) -> None:
        """Let go of the terminal until the person's own editor ends."""
        event.stop()
        self._keeping.at_once()
        self._notices.say()
        try:
            with self.app.suspend():
                edited = self._edit(str(event.row.typed))
        except SuspendNotSupported:
            self._notices.say(i18n.t("editor.no_terminal"))
            return
        if edited is not None:
            self._fields.change(event.row, clean_text(edited))
            self.on_field_list_left(FieldList.Left(event.row))

    def _edit(self, text: str) -> str | None:
        # Caught in here: an error that goes through `suspend` leaves the terminal let go of.
        try:
            return self._edit_outside(text)
        except EditorRefused as refused:
            self._notices.say(i18n.t(f"editor.{refused.reason}", detail=refused.detail))
            return None

    # Leaving.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What discards is there while the form asks; `ctrl+s` saves or sends."""
        match action:
            case "clear":
                return self.question is not None
            case "submit" | "send":
                return self._is_message == (action == "send")
            case _:
                return True

    def action_back(self) -> None:
        """Leave; ask first where something has not been sent."""
        if self.question is Question.LEAVE:
            self.question = None
        elif self.question is None and self._fields.changed:
            self.question = Question.LEAVE
        else:
            self.post_message(self.Left(self))

    def action_clear(self) -> None:
        """Discard the draft, or what was typed."""
        asked, self.question = self.question, None
        self._keeping.discard()
        if asked is Question.LEAVE:
            self.post_message(self.Left(self))
        else:
            self._keeping.release()

    def on_field_list_agreed(self, event: FieldList.Agreed) -> None:
        """Go on with the draft, or leave."""
        event.stop()
        asked, self.question = self.question, None
        match asked, self.found:
            case Question.RESUME, Ready(Draft() as draft):
                self._resume(draft)
            case Question.LEAVE, _:
                self._keeping.at_once()
                self.post_message(self.Left(self))
            case _:
                pass

    def on_field_list_moved(self, event: FieldList.Moved) -> None:
        """Whoever moves on, stays."""
        event.stop()
        if self.question is Question.LEAVE:
            self.question = None

    def watch_question(self, question: Question | None) -> None:
        """Ask, or have asked; `enter` belongs to the answer."""
        self._fields.is_asking = question is not None
        self.refresh_bindings()
        self._tell()

    def watch_is_sending(self) -> None:
        """Say so."""
        self._tell()

    # What is said.

    def _tell(self) -> None:
        """Draw the last line."""
        changes = len(self._fields.changed)
        match self.question, self.found:
            case Question.RESUME, Ready(Draft() as draft):
                line = question_of(draft)
            case Question.LEAVE, _:
                line = question_to_leave(changes, is_kept=self._keeping.is_safe)
            case _:
                line = standing(changes, self.kept, is_sending=self.is_sending)
        if line != self._status.content:  # a draft that is kept anew says the same for a minute
            self._status.update(line)
