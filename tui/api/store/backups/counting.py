"""What goes by on its way into a backup and out of it: its sum, and how far it is."""

import hashlib
from collections.abc import Iterable, Iterator

from tui.api.administration import Stage, Told

_TELL_EVERY = 500


class Sum:
    """What there was of lines: how many, their bytes, and their SHA-256."""

    def __init__(self) -> None:
        self.rows = 0
        self.size = 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The digest of all of them, in hexadecimal."""
        return self._digest.hexdigest()

    def of(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Let lines go by."""
        for line in lines:
            self.rows += 1
            self.size += len(line)
            self._digest.update(line)
            yield line


class Progress:
    """Tells how far a stage is, now and then; `total` is 0 where nobody knows it."""

    def __init__(self, told: Told, stage: Stage, total: int = 0) -> None:
        self._told = told
        self._stage = stage
        self._total = total
        self._rows = 0

    def of(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Let lines go by."""
        self._told(self._stage, self._rows, self._total)
        for line in lines:
            self._rows += 1
            if self._rows % _TELL_EVERY == 0:
                self._told(self._stage, self._rows, self._total)
            yield line
