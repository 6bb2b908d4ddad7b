"""The mouse on a list: rows, wheel and scroll bar."""

from textual import events

from tui.widgets.record_list.lines import Lines

WHEEL = 3


class Touched(Lines):
    """Lines that the mouse acts on; what each act means is said by the list."""

    _dragging = False

    @property
    def bar(self) -> range:
        """The lines of the scroll bar; none where all rows are seen."""
        raise NotImplementedError

    def touch(self, line: int, times: int) -> None:
        """A row was clicked on, so many times at once."""
        raise NotImplementedError

    def scroll_lines(self, lines: int) -> None:
        """Move the rows under the eye."""
        raise NotImplementedError

    def jump(self, at: float) -> None:
        """Show the rows at a fraction of the whole list."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Touch a row."""
        if not self._on_bar(event):
            self.touch(event.y, event.chain)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll, as every list does."""
        self._wheel(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll, as every list does."""
        self._wheel(event, -WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the scroll bar."""
        if self._on_bar(event):
            self.capture_mouse()
            self._dragging = True
            self._drag(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the scroll bar."""
        if self._dragging:
            self._drag(event)

    def on_mouse_up(self) -> None:
        """Let go of the scroll bar."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_lines(lines)

    def _on_bar(self, event: events.MouseEvent) -> bool:
        return event.x == self.size.width - 1 and len(self.bar) > 0

    def _drag(self, event: events.MouseEvent) -> None:
        self.jump(event.y / max(1, self.size.height - 1))
