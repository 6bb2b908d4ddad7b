"""What the screens that fill the terminal have in common."""

from typing import ClassVar

from textual.screen import Screen


class Page(Screen[None]):
    """A whole screen; the app tells it by `Painted` when it stands on the terminal.

    Its style classes follow its size: below 40 x 10 there is only the word that it is too small,
    from 110 columns panes stand side by side.
    """

    BLANK: ClassVar[bool] = True
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-tall")]
