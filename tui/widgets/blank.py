"""Containers that draw nothing of their own.

At every update Textual asks each widget behind the changed lines for all of its lines; those of a
blank one are one line repeated, so what stands around a list does not slow its cursor down.
"""

from typing import ClassVar

from textual.containers import Container, Horizontal, Vertical


class Frame(Container):
    """Holds what it is given; it has neither border nor text."""

    BLANK: ClassVar[bool] = True


class SideBySide(Horizontal):
    """Lays out from left to right; it has neither border nor text."""

    BLANK: ClassVar[bool] = True


class Stack(Vertical):
    """Lays out from top to bottom; it has neither border nor text."""

    BLANK: ClassVar[bool] = True
