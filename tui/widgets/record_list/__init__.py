"""The list of records: one widget for every list of the program."""

from tui.widgets.record_list.columns import Cell, Column, Tone
from tui.widgets.record_list.list import RecordList
from tui.widgets.record_list.whole import WholeList

__all__ = ["Cell", "Column", "RecordList", "Tone", "WholeList"]
