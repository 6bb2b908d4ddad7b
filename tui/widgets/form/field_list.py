"""The rows of a form: the cursor, the field that is edited, and taking changes back."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message

from tui import i18n
from tui.api.errors import FieldError
from tui.drafts import Typed
from tui.widgets.commands import Command, bindings
from tui.widgets.form.editors import ChoiceField, LongField
from tui.widgets.form.fields import Kind
from tui.widgets.form.row import FieldRow

PAGE = 8
"""Rows that page up and down go."""


@dataclass
class PreviewWanted(Message):
    """Show this text, of the field that is called `label`, as it will be read."""

    label: str
    text: str


class FieldList(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Outside the fields letters act on the row under the cursor; inside one they type."""

    BLANK = True  # as `widgets/blank.py` says

    SHORTCUTS = (
        Command("form.down", "down,j", "move(1)", footer=1, key_display="↑↓", palette=False),
        Command("form.up", "up,k", "move(-1)", palette=False),
        Command("form.page_down", "pagedown", f"move({PAGE})", palette=False),
        Command("form.page_up", "pageup", f"move({-PAGE})", palette=False),
        Command("form.first", "home,g", "move(-1000)", palette=False),
        Command("form.last", "end,G", "move(1000)", palette=False),
        Command("form.edit", "enter", "edit", footer=3),
        Command("form.leave_field", "escape", "leave_field", footer=4, palette=False),
        Command("form.select", "space", "select", footer=5),
        Command("form.undo", "z", "undo", footer=6),
        Command("form.editor", "ctrl+g", "editor", footer=7),
        Command("form.attach", "a", "attach", footer=40),
        Command("form.preview", "ctrl+o", "preview", footer=7),
    )
    BINDINGS = [
        *bindings(SHORTCUTS),
        Binding("tab", "next_field(1)", show=False),
        Binding("shift+tab", "next_field(-1)", show=False),
    ]

    @dataclass
    class Left(Message):
        """The person left a field."""

        row: FieldRow

    @dataclass
    class Moved(Message):
        """The cursor went elsewhere."""

    @dataclass
    class Agreed(Message):
        """`enter`, while the form asks something (`is_asking`)."""

    @dataclass
    class EditorWanted(Message):
        """Open the person's own editor on this field."""

        row: FieldRow

    def __init__(self, rows: tuple[FieldRow, ...]) -> None:
        super().__init__()
        self.rows = rows
        self.is_asking = False
        self._cursor = 0
        self._edited: FieldRow | None = None
        self._before: Typed = ""
        self._undo: list[tuple[FieldRow, Typed]] = []

    def compose(self) -> ComposeResult:
        yield from self.rows

    def on_mount(self) -> None:
        if self.rows:
            self.current.point(True)

    @property
    def current(self) -> FieldRow:
        """The row under the cursor."""
        return self.rows[self._cursor]

    @property
    def typed(self) -> dict[str, Typed]:
        """What stands in the fields, by name."""
        return {row.field.name: row.typed for row in self.rows}

    @property
    def changed(self) -> tuple[FieldRow, ...]:
        """The rows that differ from what is saved."""
        return tuple(row for row in self.rows if row.is_changed)

    def to_keep(self) -> dict[str, Typed]:
        """Return what a draft holds; the next change of each field is told again."""
        for row in self.rows:
            row.is_told = False
        return {row.field.name: row.typed for row in self.changed if row.is_kept}

    def complain(self, errors: Mapping[str, FieldError]) -> None:
        """Put each error beside its field, and the cursor on the first of them."""
        for row in self.rows:
            row.complain(errors.get(row.field.name))
        wrong = [place for place, row in enumerate(self.rows) if row.field.name in errors]
        if wrong:
            self._go(wrong[0])

    def forget_undo(self) -> None:
        """What was saved is not taken back here."""
        self._undo.clear()
        self.refresh_bindings()

    def change(self, row: FieldRow, typed: Typed) -> None:
        """Put `typed` in a field, so that it can be taken back."""
        if typed != row.typed:
            self._undo.append((row, row.typed))
            row.fill(typed)
            self._tell(row)

    def put(self, name: str, text: str) -> None:
        """Put `text` at the cursor of a long field, where one types on; it is one step back."""
        (row,) = [row for row in self.rows if row.field.name == name]
        if isinstance(row.editor, LongField):
            self.leave()
            self._undo.append((row, row.typed))
            row.editor.put(text)
            self._go(self.rows.index(row))
            self._begin(row)

    def bring_back(self, typed: Mapping[str, Typed], *, followed: bool = False) -> None:
        """Put a draft in the fields that were not changed since, where it fits.

        What was typed into an empty field before the draft was found stays, and may be `followed`
        by nothing else: it comes after the draft.
        """
        for row in self.rows:
            before = typed.get(row.field.name)
            if before is None or not row.is_kept or not row.field.accepts(before):
                continue
            if not row.is_changed:
                self.change(row, before)
            elif followed and row.field.kind in (Kind.LINE, Kind.LONG) and row.saved == "":
                self.change(row, f"{before}{row.typed}")

    def leave(self) -> None:
        """Leave the field, if one is edited."""
        row, self._edited = self._edited, None
        if row is None:
            return
        row.editor.can_focus = False
        if row.typed != self._before:
            self._undo.append((row, self._before))
        self.post_message(self.Left(row))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What acts in a field, outside of it, and on the row under the cursor alone."""
        if action in ("leave_field", "next_field"):
            return self._edited is not None
        if action in ("edit", "attach"):
            has_files = self._for_files is not None and not self.is_asking
            return self._edited is None and (action == "edit" or has_files)
        if action == "undo":
            return bool(self._undo) and self._edited is None
        if action == "select":
            return self._edited is None and self.rows != () and self._can_select(self.current)
        if action in ("editor", "preview"):
            return self.rows != () and isinstance(self.current.editor, LongField)
        return True

    def action_move(self, step: int) -> None:
        """Go to another row; from within a field into another field."""
        self._go(self._cursor + step)
        if self._edited not in (None, self.current):
            self._begin(self.current)

    def action_next_field(self, step: int) -> None:
        """Go on to the next field, and out of the last one."""
        if 0 <= self._cursor + step < len(self.rows):
            self.action_move(step)
        else:
            self.action_leave_field()

    def action_edit(self) -> None:
        """Begin to type, or agree to what is asked."""
        if self.is_asking:
            self.post_message(self.Agreed())
        elif self.rows:
            self._begin(self.current)

    def action_leave_field(self) -> None:
        """Leave the field, so that letters act."""
        self.leave()
        self.focus()

    def action_undo(self) -> None:
        """Take the last change back."""
        row, before = self._undo.pop()
        row.fill(before)
        row.complain(None)
        self._go(self.rows.index(row))
        self._tell(row)

    def action_select(self) -> None:
        """Choose mine or theirs, or turn a yes or no."""
        row = self.current
        self._undo.append((row, row.typed))
        if row.clash:
            row.choose()
        elif isinstance(row.editor, ChoiceField):
            row.editor.next()
        self._tell(row)

    def action_editor(self) -> None:
        """Open the long text in the person's own editor."""
        self.leave()
        self.focus()
        self.post_message(self.EditorWanted(self.current))

    @property
    def _for_files(self) -> FieldRow | None:
        return next((row for row in self.rows if row.field.kind is Kind.FILES), None)

    def action_attach(self) -> None:
        """Name a file that goes along."""
        if (row := self._for_files) is not None:
            self._go(self.rows.index(row))
            self._begin(row)

    def action_preview(self) -> None:
        """Ask for the long text as it will be read."""
        label = i18n.t(f"{self.current.words}.label")
        self.post_message(PreviewWanted(label, str(self.current.typed)))

    def on_field_row_finished(self, event: FieldRow.Finished) -> None:
        """On to the next field."""
        event.stop()
        self.action_next_field(1)

    def on_click(self, event: events.Click) -> None:
        """Edit the field under the pointer."""
        under = [row for row in self.rows if event.screen_offset in row.region]
        for row in under if self._edited not in under else []:
            self._go(self.rows.index(row))
            self._begin(row)

    def on_descendant_blur(self) -> None:
        """The focus went out of the form; not where only the window lost it."""
        focused = self.screen.focused
        if self._edited and focused and not self._edited.editor.has_focus and self.app.app_focus:
            self.leave()

    def _can_select(self, row: FieldRow) -> bool:
        is_turned = row.field.kind is Kind.ONE_OF and len(row.field.options) == 2
        return not self.is_asking and (row.clash is not None or is_turned)

    def _tell(self, row: FieldRow) -> None:
        self.post_message(FieldRow.Changed(row, turned=True))
        self.refresh_bindings()

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self.rows) - 1))
        if place != self._cursor:
            self.current.point(False)
            self._cursor = place
            self.current.point(True)
            self.post_message(self.Moved())
        if self.rows:
            self.scroll_to_widget(self.current, animate=False)
        self.refresh_bindings()

    def _begin(self, row: FieldRow) -> None:
        self.leave()
        self._edited, self._before = row, row.typed
        row.editor.can_focus = True
        row.editor.focus()
        self.refresh_bindings()
