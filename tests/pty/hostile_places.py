"""Where texts of others are shown, and what stands there in each variant of a run."""

import sys
from collections.abc import Sequence
from enum import Enum, StrEnum, auto

from tests.hostile import CASES, SEQUENCES

TAME = "before plain words"


class Place(Enum):
    """Where a text of somebody else comes from."""

    PORTAL = auto()
    PRODUCT = auto()
    VERSION = auto()
    TITLE = auto()
    AREA = auto()
    BODY = auto()
    PERSON = auto()
    COLLEAGUE = auto()
    ORGANISATION = auto()
    ZONE = auto()
    SOURCE = auto()
    """The name of the file that a release came in."""
    FILE_NAME = auto()
    FILE_TEXT = auto()
    PASTE = auto()
    EDITOR = auto()
    """What the person's own editor left behind."""
    THEIRS = auto()
    """What somebody else saved in the meantime."""
    DRAFT = auto()

    @property
    def telltale(self) -> str:
        """A sequence that changes nothing and is of this place alone, so that one sees it pass.

        It begins with one byte of C1, which a paste may hold too.
        """
        return f"\x9b6{self.value:02}m"


class Variant(StrEnum):
    """A way to go through the program: nothing hostile, everything hostile, or no guards.

    Without the guards a telltale stands in every place: the corpus would wreck the screen.
    """

    TAME = "tame"
    HOSTILE = "hostile"
    UNGUARDED = "unguarded"

    @property
    def program(self) -> tuple[str, ...]:
        """The command that starts the program."""
        guard = ("tests.pty.unguarded",) if self is Variant.UNGUARDED else ()
        return (sys.executable, "-m", *guard, "tui")

    def text(self, place: Place, number: int) -> str:
        """Return the text of one case in a place."""
        match self:
            case Variant.TAME:
                return TAME
            case Variant.HOSTILE:
                return CASES[number].text
            case Variant.UNGUARDED:
                return f"{place.telltale} {TAME}"

    @property
    def cases(self) -> int:
        """How many cases there are: the corpus, or as many as make a list of several pages."""
        return len(CASES) if self is Variant.HOSTILE else 40

    def texts(self, place: Place) -> list[str]:
        """Return the text of every case in a place."""
        return [self.text(place, number) for number in range(self.cases)]

    @property
    def pasted(self) -> str:
        """What is pasted into a field: every sequence on one line, or one text."""
        sequences = "".join(SEQUENCES)
        return sequences if self is Variant.HOSTILE else self.text(Place.PASTE, 0)

    def packed(self, place: Place, size: int) -> Sequence[str]:
        """Return the texts of every case in lines of about `size` characters each."""
        if self is not Variant.HOSTILE:
            return [self.text(place, 0)]
        lines = [""]
        for case in CASES:
            if len(lines[-1]) + len(case.text) > size:
                lines.append("")
            lines[-1] += case.text
        return lines
