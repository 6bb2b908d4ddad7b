"""What one types into: Textual's own line and text area, and a list of choices.

All of them have `typed`, take `fill`, and call `changed` when something else stands there: a
message at each key that goes up to the form would cost more than the key. Each is focusable only
while it is edited, so that the focus does not stray into a form.
"""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import TextAreaTheme

from tui import i18n
from tui.api.cleaning import clean_text
from tui.drafts import Typed
from tui.widgets.form.fields import Field, Kind, Member
from tui.widgets.form.files import FilesField
from tui.widgets.line_input import LineInput

MOST_IN_LINE = 10_000
MOST_IN_TEXT = 2_000_000
"""Characters that a paste may make of it: a field is drawn whole, whatever its model allows."""

MOST_LINES = 12
"""Choices that are seen at once while one chooses; the others come as the cursor moves."""

WIDTH_STEP = 64
"""Cells by which a line grows."""

Told = Callable[[], None]


@dataclass
class PasteRefused(Message):
    """A paste would make the text longer than a field can hold; nothing of it was taken."""

    most: int


class LineField(LineInput):
    """One line; a paste of several becomes one."""

    def __init__(self, field: Field, changed: Told) -> None:
        super().__init__(password=field.kind is Kind.SECRET, compact=True, select_on_focus=False)
        self._changed = changed
        self.can_focus = False

    @property
    def content_width(self) -> int:
        """Rounded up: with each other width Textual lays out the whole screen anew."""
        return -(-super().content_width // WIDTH_STEP) * WIDTH_STEP

    @property
    def typed(self) -> Typed:
        """What stands there."""
        return self.value

    def fill(self, typed: Typed) -> None:
        """Put `typed` there, the cursor at its end."""
        self.value = str(typed)
        self.cursor_position = len(self.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell of it."""
        event.stop()
        self._changed()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = self.pasted(event.text)
        if len(self.value) + len(text) > MOST_IN_LINE:
            self.post_message(PasteRefused(MOST_IN_LINE))
        else:
            self.replace(text, *self.selection)


class LongField(TextArea):
    """Several lines."""

    _coloured: TextAreaTheme | None = None
    """The theme that has its colours from the styles as they are now."""

    def __init__(self, field: Field, changed: Told) -> None:
        super().__init__(compact=True, highlight_cursor_line=False)
        self._changed = changed
        self.styles.height = field.lines
        self.cursor_blink = False
        self.can_focus = False

    @property
    def typed(self) -> Typed:
        """What stands there."""
        return self.text

    def fill(self, typed: Typed) -> None:
        """Put `typed` there, the cursor at its end."""
        self.load_text(str(typed))
        self.move_cursor(self.document.end)

    def put(self, text: str) -> None:
        """Put `text` where the cursor is, which then stands behind it."""
        result = self.replace(text, *self.selection, maintain_selection_offset=False)
        self.move_cursor(result.end_location)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell of it."""
        event.stop()
        self._changed()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Tell nobody: with each key it would go through everything that the field stands in."""
        event.stop()

    def notify_style_update(self) -> None:
        """Take the colours anew when it is drawn next."""
        self._coloured = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; Textual takes the colours anew for each drawing, a third of its cost.

        A field that has gone has none any more, and may be drawn once until the screen knows.
        """
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        if self._coloured is self._theme:
            return super(TextArea, self).render_lines(crop)
        self._coloured = self._theme
        return super().render_lines(crop)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = clean_text(event.text)
        if len(self.text) + len(text) > MOST_IN_TEXT:
            self.post_message(PasteRefused(MOST_IN_TEXT))
        else:
            self.put(text)


class ChoiceField(Widget):
    """One or some of a few: a line that opens to a list while it is edited.

    Arrows move, a letter goes to the next choice that begins with it, `space` takes one of
    several; the one of many is the one under the cursor.
    """

    typed: reactive[Typed] = reactive[Typed]("", layout=True)
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Finished(Message):
        """`enter`: on to the next field."""

    def __init__(self, field: Field, changed: Told) -> None:
        super().__init__()
        self._changed = changed
        self._options = field.options
        self._takes_several = field.kind is Kind.SOME_OF

    def fill(self, typed: Typed) -> None:
        """Choose `typed`."""
        self.typed = typed
        if not self._takes_several:
            names = [option.name for option in self._options]
            self.cursor = names.index(str(typed)) if typed in names else 0

    def offer(self, options: tuple[Member, ...]) -> None:
        """Let one choose some of these."""
        self._options = options
        self.typed = tuple(option.name for option in options if option.name in self.typed)
        self._changed()
        self.refresh(layout=True)

    def next(self) -> None:
        """Choose the one after this, as for a yes or no that is turned without opening it."""
        self._go((self.cursor + 1) % len(self._options))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Every printable key types."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Move, choose, or go on."""
        if event.key == "enter":
            self.post_message(self.Finished())
        elif event.key in ("up", "down"):
            step = 1 if event.key == "down" else -1
            self._go(max(0, min(self.cursor + step, len(self._options) - 1)))
        elif event.key == "space":
            self._toggle()
        elif event.is_printable and event.character:
            self._seek(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def _seek(self, letter: str) -> None:
        count = len(self._options)
        for place in [(self.cursor + step) % count for step in range(1, count + 1)]:
            words = self._options[place].label
            if words.casefold().startswith(letter.casefold()):
                self._go(place)
                return

    def _go(self, place: int) -> None:
        self.cursor = place
        if not self._takes_several:
            self._choose(self._options[place].name)

    def _toggle(self) -> None:
        if self._takes_several and self._options:
            name = self._options[self.cursor].name
            chosen = {*self.typed} ^ {name}
            self._choose(tuple(o.name for o in self._options if o.name in chosen))

    def _choose(self, typed: Typed) -> None:
        if typed != self.typed:
            self.typed = typed
            self._changed()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Open or close the list."""
        super().watch_has_focus(_has_focus)
        self.refresh(layout=True)

    def render(self) -> Content:
        if not self.has_focus:
            chosen = [option for option in self._options if self._is_chosen(option.name)]
            return Content(", ".join(option.label for option in chosen))
        if not self._options:
            return Content.styled(i18n.t("form.nothing_to_choose"), "$muted")
        first = max(0, min(self.cursor - MOST_LINES // 2, len(self._options) - MOST_LINES))
        last = min(first + MOST_LINES, len(self._options))
        return Content("\n").join(map(self._line, range(first, last)))

    def _line(self, place: int) -> Content:
        option = self._options[place]
        box = ("[x] " if self._is_chosen(option.name) else "[ ] ") if self._takes_several else ""
        style = "bold reverse" if place == self.cursor else ""
        return Content.styled(f"{box}{option.label}", style)

    def _is_chosen(self, name: str) -> bool:
        return name in self.typed if self._takes_several else name == self.typed


Editor = LineField | LongField | ChoiceField | FilesField


def editor_of(field: Field, changed: Told) -> Editor:
    """Return what `field` is filled in with."""
    match field.kind:
        case Kind.LINE | Kind.SECRET:
            return LineField(field, changed)
        case Kind.LONG:
            return LongField(field, changed)
        case Kind.ONE_OF | Kind.SOME_OF:
            return ChoiceField(field, changed)
        case Kind.FILES:
            return FilesField(changed)
