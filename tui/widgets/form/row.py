"""One field of a form: its label, what one types into, and what is said about it."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui import i18n
from tui.api.errors import FieldError
from tui.drafts import Typed
from tui.widgets.blank import Frame, SideBySide
from tui.widgets.form.editors import ChoiceField, PasteRefused, editor_of
from tui.widgets.form.fields import Field, Kind
from tui.widgets.form.files import FilesField
from tui.widgets.form.note import Clash, note_of


class FieldRow(SideBySide):
    """A field with the state it is in; `words` begins its text keys.

    `<words>.<field>.label` is its label, `<words>.<field>.hint` what stands beside it where the
    catalogue has it.
    """

    @dataclass
    class Changed(Message):
        """The person changed it; `turned` where it now differs from what is saved, or no more.

        Told once until the form looks at what was typed.
        """

        row: "FieldRow"
        turned: bool

    @dataclass
    class Finished(Message):
        """`enter` in the field."""

        row: "FieldRow"

    def __init__(self, field: Field, words: str, saved: Typed) -> None:
        super().__init__(classes=f"-{field.kind.replace('_', '-')}")
        self.field = field
        self.saved = saved
        self.editor = editor_of(field, self._edited)
        self.is_kept = field.kind is not Kind.SECRET
        """Whether it goes into a draft."""
        self.hear: Callable[[Typed], None] = _unheard
        """Is told what stands there, at each letter."""
        self.is_told = False
        """A change was told that the form has not looked at."""
        self.words = f"{words}.{field.name}"
        """With what its text keys begin."""
        self._label = Static(classes="label")
        self._note = Static(classes="note")
        self._known = saved
        self._has_cursor = False
        self._is_changed = False
        self._error = ""
        self.clash: Clash | None = None
        """What was typed here and what somebody else saved, until it is saved anew."""

    def compose(self) -> ComposeResult:
        yield self._label
        with Frame(classes="body"):
            if isinstance(self.editor, FilesField):
                yield self.editor.shown
                yield self.editor
                yield self.editor.help
            else:
                yield self.editor
            yield self._note

    def on_mount(self) -> None:
        self.fill(self.saved)

    @property
    def typed(self) -> Typed:
        """What stands in the field."""
        return self.editor.typed

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than what is saved."""
        return self.typed != self.saved

    def fill(self, typed: Typed) -> None:
        """Put `typed` there without telling."""
        self._known = typed
        if typed != self.typed:
            self.editor.fill(typed)
        self.hear(typed)
        self._draw_label()
        self._draw_note()

    def offer(self, field: Field) -> None:
        """Let one choose among what the field offers now; what is not there goes."""
        self.field = field
        if isinstance(self.editor, ChoiceField):
            self.editor.offer(field.options)

    def point(self, has_cursor: bool) -> None:
        """Show or take away the cursor."""
        self._has_cursor = has_cursor
        self._draw_label()

    def complain(self, error: FieldError | None) -> None:
        """Say what is wrong with it, or that nothing is."""
        self._error = i18n.wrong(error.code, error.parameters) if error else ""
        self._draw_note()

    def take_saved(self, sent: Typed, record: object) -> None:
        """`sent` is saved, and `record` what the portal has now; what was typed since stays."""
        is_as_sent = self.typed == sent or not self.is_kept
        self._settle(self._of(record, sent) if self.is_kept else "")
        if is_as_sent:
            self.fill(self.saved)

    def meet(self, record: object) -> None:
        """Somebody else saved `record`: take it, or keep both where the person changed it too."""
        before, mine, theirs = self.saved, self.typed, self._of(record, self.saved)
        self._settle(theirs)
        if mine == before:
            self.fill(theirs)
        elif theirs not in (before, mine):
            self.clash = Clash(mine, theirs)
            self._draw_note()

    def _settle(self, saved: Typed) -> None:
        self.saved = saved
        self.clash = None
        self._draw_label()
        self._draw_note()

    def _of(self, record: object, otherwise: Typed) -> Typed:
        """Return what `record`, which may have other fields than the input, has for this one."""
        if self.is_kept and hasattr(record, self.field.name):
            return self.field.typed(getattr(record, self.field.name))
        return otherwise

    def choose(self) -> None:
        """Take theirs instead of mine, or mine again."""
        if self.clash is None:
            return
        if self.typed == self.clash.theirs:
            self.fill(self.clash.mine)
        else:
            self.clash = Clash(self.typed, self.clash.theirs)
            self.fill(self.clash.theirs)

    def _edited(self) -> None:
        typed = self.typed
        if typed == self._known:
            return
        self._known = typed
        self.hear(typed)
        turned = (typed != self.saved) != self._is_changed
        if turned:
            self._draw_label()
        if self.clash:
            self._draw_note()
        if turned or not self.is_told:
            self.is_told = True
            self.post_message(self.Changed(self, turned))

    @on(Input.Submitted)
    @on(ChoiceField.Finished)
    def _finished(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Finished(self))

    def on_paste_refused(self, event: PasteRefused) -> None:
        """Say that nothing was taken."""
        event.stop()
        self._error = i18n.t("form.paste_refused", most=event.most)
        self._draw_note()

    def _draw_label(self) -> None:
        self._is_changed = self.is_changed
        self._label.update(
            Content.assemble(
                ("▌" if self._has_cursor else " ", "$accent"),
                ("*" if self._is_changed else " ", "bold $text-warning"),
                " ",
                (i18n.t(f"{self.words}.label"), "bold" if self._has_cursor else "$muted"),
            )
        )

    def _draw_note(self) -> None:
        note = note_of(self.field, self.words, self._error, self.clash, self.typed)
        self._note.display = bool(note)
        self._note.update(note)


def _unheard(_typed: Typed) -> None:
    """Nobody listens."""
