"""Where one looks: the rows on the screen and the one with the cursor."""


class View:
    """`top` is the row on the first line, `cursor` is always one of the rows on the screen.

    Rows are counted from the first row at hand; the view may go a little beyond what is at hand,
    between `low` and `high`, while the rows there are on their way.
    """

    def __init__(self, height: int = 0) -> None:
        self.height = height
        self.cursor = self.top = 0
        self.low = self.high = 0

    def bound(self, low: int, high: int) -> None:
        """Keep to rows `low` up to but not including `high`."""
        self.low, self.high = low, high
        self.move(self.cursor)

    def resize(self, height: int) -> None:
        """Look at so many rows."""
        self.height = height
        self.move(self.cursor)

    def shift(self, rows: int) -> None:
        """Stay where one looks while the rows get other numbers."""
        self.cursor += rows
        self.top += rows

    def move(self, cursor: int) -> None:
        """Put the cursor on a row and show it, moving the screen as little as needed."""
        self.cursor = max(self.low, min(cursor, self.high - 1))
        self._look(max(self.cursor - max(1, self.height) + 1, min(self.top, self.cursor)))

    def scroll(self, top: int) -> None:
        """Put a row on the first line; the cursor comes along where it would be left behind."""
        self._look(top)
        last = self.top + max(1, self.height) - 1
        self.cursor = max(self.top, min(self.cursor, last, self.high - 1))

    def place(self, cursor: int, line: int) -> None:
        """Put the cursor on a row and that row on a line of the screen."""
        self.top = cursor - line
        self.move(cursor)

    def _look(self, top: int) -> None:
        self.top = max(self.low, min(top, self.high - self.height))
