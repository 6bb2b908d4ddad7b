"""A widget of lines that sends to the terminal only the part of each line that changed."""

from rich.cells import cell_len
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

COMBINING = "\u0300"
"""Letters before this one are one cell wide and stand alone."""


class Lines(Widget):
    """Draws what `lines` returns: one strip per line of the screen, each as wide as the widget.

    `update_lines` compares them with the lines before and refreshes the differences: a line that
    is the same object costs nothing. Strips go to the compositor as they are, so what they know
    of themselves (their escape sequences) is kept while they stay on the screen.
    """

    _drawn: list[Strip] | None = None
    _drawn_for = Size(0, 0)

    def lines(self) -> list[Strip]:
        """Return the lines of the screen; the same object where nothing changed."""
        raise NotImplementedError

    def update_lines(self) -> None:
        """Bring the screen up to date."""
        old = self._drawn
        if old is None or self._drawn_for != self.size:
            self.forget_lines()
            return
        self._drawn = new = self.lines()
        changed = [
            Region(0, y, width, 1)
            for y, (before, after) in enumerate(zip(old, new, strict=True))
            if before is not after and (width := changed_until(before, after))
        ]
        if changed:
            self.refresh(*changed)

    def forget_lines(self) -> None:
        """Draw everything anew."""
        self._drawn = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        drawn = self._current()
        return drawn[y] if y < len(drawn) else Strip.blank(self.size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the screen without the detour that borders and padding need."""
        if self.gutter.totals != (0, 0):
            return super().render_lines(crop)
        strips = self._current()[crop.y : crop.bottom]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self._drawn_for.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _current(self) -> list[Strip]:
        if self._drawn is None or self._drawn_for != self.size:
            self._drawn_for = self.size
            self._drawn = self.lines()
        return self._drawn


def changed_until(old: Strip, new: Strip) -> int:
    """Return up to which cell two lines of the same width differ, 0 where they do not.

    A list's lines often end alike (the same owner, blanks): what is alike is not sent again.
    """
    alike = 0
    for before, after in zip(reversed(list(old)), reversed(list(new)), strict=False):
        if before == after and cell_len(after.text[:1]):
            alike += cell_len(after.text)
            continue
        if before.style == after.style:
            alike += _same_end(before.text, after.text)
        break
    return new.cell_length - alike


def _same_end(old: str, new: str) -> int:
    """Return how many cells both texts end alike in, as far as letters are one cell wide."""
    cells = 0
    for before, after in zip(reversed(old), reversed(new), strict=False):
        if before != after or after >= COMBINING:
            # A mark may stand on the letter before: cut behind the letter that follows it.
            return max(0, cells - 1)
        cells += 1
    return cells
