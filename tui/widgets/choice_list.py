"""A short list to choose from, one number key each: people of the demo, organisations."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.commands import Command, bindings


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: its name and the cells that describe it, the last one muted."""

    name: str
    cells: tuple[str, ...]


class ChoiceList(Widget, can_focus=True):
    """At most nine lines; a number or `enter` chooses."""

    SHORTCUTS = (
        Command("choice.move", "down,j", "move(1)", footer=1, key_display="↑↓", palette=False),
        Command("choice.up", "up,k", "move(-1)", palette=False),
        Command("choice.choose", "enter", "choose", footer=2, key_display="enter"),
    )
    BINDINGS = bindings(SHORTCUTS)

    choices: reactive[tuple[Choice, ...]] = reactive[tuple[Choice, ...]]((), layout=True)
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """One of the lines was chosen."""

        choice: Choice

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.choices) - 1))

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.cursor += step

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        if self.choices:
            self.post_message(self.Chosen(self.choices[self.cursor]))

    def on_key(self, event: events.Key) -> None:
        """A number chooses its line."""
        if event.character and event.character in "123456789":
            index = int(event.character) - 1
            if index < len(self.choices):
                event.stop()
                self.cursor = index
                self.action_choose()

    def on_click(self, event: events.Click) -> None:
        """A click chooses the line under the pointer."""
        if event.y < len(self.choices):
            self.cursor = event.y
            self.action_choose()

    def render(self) -> Content:
        widths = _widths([choice.cells for choice in self.choices])
        lines = [self._line(index, widths) for index in range(len(self.choices))]
        return Content("\n").join(lines)

    def _line(self, index: int, widths: Sequence[int]) -> Content:
        choice = self.choices[index]
        here = index == self.cursor
        cells: list[Content] = []
        for position, (cell, width) in enumerate(zip(choice.cells, widths, strict=False)):
            last = position == len(choice.cells) - 1
            text = Content.styled(cell, "$muted" if last and position else "")
            cells.append(text if last else text.pad_right(width - text.cell_length))
        mark = Content.styled("▌" if here else " ", "$accent")
        line = Content.assemble(mark, (f"{index + 1}", "bold $accent"), "  ")
        line = line + Content("   ").join(cells)
        line = line.truncate(max(1, self.size.width), ellipsis=True)
        return line.stylize("bold") if here else line


def _widths(rows: Sequence[tuple[str, ...]]) -> list[int]:
    columns = max(map(len, rows), default=0)
    return [
        max((Content(row[column]).cell_length for row in rows if column < len(row)), default=0)
        for column in range(columns)
    ]
