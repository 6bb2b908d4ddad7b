"""The support desk: the queue of all customers' incidents, and answering them."""

from tui.screens.support.room import SupportRoom

__all__ = ["SupportRoom"]
