"""A disk that keeps what was synced, and of the rest whatever it got round to.

Nothing is promised of what was not synced: each sector of a write may be there or not, in any
order, a file may have any of the sizes that it had since, and a name may stand for whatever it
stood for since its folder was synced. Where a file grew and nothing was written, there is what the
disk held before. SQLite expects no more of a disk (sqlite.org/atomiccommit.html, section 2) than
that the bytes beside a write stay as they are, and that a name is there or not.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

SECTORS = (512, 4096)
"""Bytes that a disk writes whole or not at all."""

SHARES = (0.0, 0.5, 1.0)
"""How much gets there of what was not synced to a file: the ends are worth trying too."""

QUICK, SLOW = 1, 20
"""Time that it takes to change something, and to wait for the disk or for a person."""

Files = Mapping[str, bytes]
"""What is in a folder, by name."""


@dataclass(frozen=True)
class Write:
    """Bytes that were written at an offset."""

    offset: int
    data: bytes

    def pieces(self, sector: int) -> Iterator["Write"]:
        """Cut it where sectors of the disk begin."""
        cuts = range(sector - self.offset % sector, len(self.data), sector)
        for start, end in zip([0, *cuts], [*cuts, len(self.data)], strict=True):
            yield Write(self.offset + start, self.data[start:end])


@dataclass(frozen=True)
class Resize:
    """A file was cut off or made longer."""

    size: int

    def pieces(self, sector: int) -> Iterator["Resize"]:
        """There is nothing to cut."""
        yield self


Change = Write | Resize


@dataclass
class Content:
    """What is in a file: its synced bytes, and what was done since."""

    synced: bytearray = field(default_factory=bytearray)
    changes: list[Change] = field(default_factory=list[Change])

    def sync(self) -> None:
        """Bring everything to the disk."""
        for change in self.changes:
            _do(change, self.synced, bytes)
        self.changes.clear()

    def left(self, sector: int, random: Random) -> bytes:
        """Return what there is when the power comes back."""
        content, share = bytearray(self.synced), random.choice(SHARES)
        for change in self.changes:
            for piece in change.pieces(sector):
                if random.random() < share:
                    _do(piece, content, random.randbytes)
        return bytes(content)


def _do(change: Change, content: bytearray, fill: Callable[[int], bytes]) -> None:
    begin = change.size if isinstance(change, Resize) else change.offset
    content += fill(max(0, begin - len(content)))
    if isinstance(change, Resize):
        del content[begin:]
    else:
        content[begin : begin + len(change.data)] = change.data


class Disk:
    """The only folder of a machine that loses its power after so much `time`.

    `left` is what there is when the power comes back; what is done later nobody sees.
    """

    def __init__(self, files: Files, time: int, random: Random) -> None:
        self.left: Files | None = None
        self._entries: dict[str, list[Content | None]] = {
            name: [Content(bytearray(data))] for name, data in files.items()
        }
        """What each name stood for since the folder was synced, at the end what it stands for."""
        self._time = time
        self._random = random

    def open(self, name: str) -> Content:
        """Return what is in a file, which is made if there is none."""
        entry = self._entries.setdefault(name, [None])
        content = entry[-1]
        if content is None:
            content = Content()
            entry.append(content)
            self._spend(QUICK)
        return content

    def change(self, content: Content, change: Change) -> None:
        """Write to a file or give it another size."""
        content.changes.append(change)
        self._spend(QUICK)

    def delete(self, name: str) -> None:
        """Take a name away."""
        self._entries[name].append(None)
        self._spend(QUICK)

    def sync(self, content: Content) -> None:
        """Wait until a file is on the disk."""
        self.idle()
        content.sync()

    def sync_folder(self) -> None:
        """Wait until it is on the disk which names there are, and what they stand for."""
        self.idle()
        for entry in self._entries.values():
            del entry[:-1]

    def idle(self) -> None:
        """Do nothing for a while."""
        self._spend(SLOW)

    def lose_power(self) -> Files:
        """Lose it now, if it is not lost yet; returns what is left."""
        if self.left is None:
            sector = self._random.choice(SECTORS)
            chosen = {name: self._random.choice(entry) for name, entry in self._entries.items()}
            self.left = {
                name: content.left(sector, self._random)
                for name, content in chosen.items()
                if content is not None
            }
        return self.left

    def _spend(self, time: int) -> None:
        self._time -= time
        if self._time <= 0:
            self.lose_power()
