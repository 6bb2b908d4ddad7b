"""The keys of a text that is longer than its place on the screen."""

from textual.widget import Widget

from tui.widgets.commands import Command

MOVES = (
    Command("reader.down", "down,j", "line(1)", footer=1, palette=False, key_display="↑↓"),
    Command("reader.up", "up,k", "line(-1)", palette=False),
    Command("reader.page_down", "pagedown", "page(1)", palette=False),
    Command("reader.page_up", "pageup", "page(-1)", palette=False),
    Command("reader.first", "home,g", "first", palette=False),
    Command("reader.last", "end,G", "last", palette=False),
)
"""What scrolls a text; whoever is `Scrolling` binds them."""


class Scrolling(Widget):
    """Scrolls at once, without gliding: lines that pass by are sent for nothing."""

    @property
    def page(self) -> int:
        """How many lines are seen at once."""
        return self.scrollable_content_region.height

    def action_line(self, step: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_offset.y + step, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll by pages; a line of the last one stays in view."""
        self.action_line(step * max(1, self.page - 1))

    def action_first(self) -> None:
        """Go to the top."""
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)
