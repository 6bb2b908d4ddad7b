"""How far blocks that are wider than the screen have been pushed aside."""

from tui.widgets.reader.layout import Wide


class Shifts:
    """The cells out of sight on the left, by section and block, on a screen of `width`."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._cells: dict[tuple[int, int], int] = {}

    def of(self, section: int, block: int) -> int:
        """Return how far a block has been pushed."""
        return self._cells.get((section, block), 0)

    def push(self, section: int, block: int, wide: Wide, step: int) -> None:
        """Push a block half a window to the left, or with `step` -1 to the right."""
        self._put(section, block, wide, self.of(section, block) + step * (self._room(wide) // 2))

    def reveal(self, section: int, block: int, wide: Wide, cell: int) -> None:
        """Push a block until `cell` of it is in sight, if it is not."""
        shift, room = self.of(section, block), self._room(wide)
        if not shift <= cell < shift + room - room // 4:
            self._put(section, block, wide, cell - room // 2)

    def _room(self, wide: Wide) -> int:
        return wide.room(self._width)

    def _put(self, section: int, block: int, wide: Wide, shift: int) -> None:
        self._cells[section, block] = max(0, min(shift, wide.cells - self._room(wide)))
