"""What the screens that fill the terminal have in common."""

from typing import ClassVar

from textual.screen import Screen

ACROSS = [(0, "-tiny"), (40, "-narrow"), (110, "-wide")]
DOWN = [(0, "-flat"), (10, "-tall")]
"""The style classes of a size: from so many cells on."""


class Page(Screen[None]):
    """A whole screen; the app tells it by `Painted` when it stands on the terminal.

    Its style classes follow its size: below 40 x 10 there is only the word that it is too small,
    from 110 columns panes stand side by side.
    """

    BLANK: ClassVar[bool] = True
    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN

    def __init__(self) -> None:
        # Textual finds them when it has laid out and drawn everything once, and then does so again.
        width, height = self.app.size
        super().__init__(classes=f"{_reached(width, ACROSS)} {_reached(height, DOWN)}")


def _reached(length: int, breakpoints: list[tuple[int, str]]) -> str:
    return max(each for each in breakpoints if length >= each[0])[1]
