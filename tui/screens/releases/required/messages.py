"""What the list of required actions tells the room."""

from dataclasses import dataclass

from textual.message import Message

from tui.screens.find_bar import Band


@dataclass
class NoteWanted(Message):
    """Show this note beside the list; where it was `opened` somebody reads it."""

    note_id: str
    opened: bool


@dataclass
class BandChanged(Message):
    """The third band says something else."""

    band: Band
