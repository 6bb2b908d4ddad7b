"""Actions out: what the releases ask, as the bytes of a checklist, a table or a list of tasks."""

from tui.exchange.actions.formats import SUFFIXES, ActionFormat, written

__all__ = ["SUFFIXES", "ActionFormat", "written"]
