"""The list of records: one widget for every list of the program."""

from tui.widgets.record_list.columns import Cell, Column, Tone
from tui.widgets.record_list.list import RecordList
from tui.widgets.record_list.painter import ASCII, UNICODE, Signs

__all__ = ["ASCII", "UNICODE", "Cell", "Column", "RecordList", "Signs", "Tone"]
