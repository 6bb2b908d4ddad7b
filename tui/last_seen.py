"""What a person saw last of a portal: it stands there first at the next start.

A file for each portal, as long as a token is kept for it: `tui.tokens` drops it whenever that is
another one or none. In it are words of an organisation and never the token.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import cast

from tui.portals import shown
from tui.whole_files import write_whole

VERSION = 1
"""Of the file; one of another version is as good as none."""

LARGEST = 2**20
"""Bytes of a file that is read; a page has less than 100,000."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Who was there and what stood in the rooms, all as JSON knows it, and when that was so."""

    at: datetime
    session: Mapping[str, object]
    rooms: Mapping[str, Mapping[str, object]]


class LastSeen:
    """What was last seen of one portal; a file that holds anything else is as good as none."""

    def __init__(self, folder: Path, portal: str) -> None:
        self._portal = shown(portal)
        self._file = folder / f"{sha256(self._portal.encode()).hexdigest()[:32]}.json"

    def load(self) -> Seen | None:
        """Return what is kept."""
        try:
            if self._file.stat().st_size > LARGEST:
                return None
            content = _mapping(json.loads(self._file.read_bytes()))
            return self._seen(content)
        except (OSError, ValueError, RecursionError):
            return None

    def _seen(self, content: Mapping[str, object]) -> Seen | None:
        if (content.get("version"), content.get("portal")) != (VERSION, self._portal):
            return None
        at = datetime.fromisoformat(str(content.get("at")))
        rooms = _mapping(content.get("rooms")).items()
        seen = {name: _mapping(room) for name, room in rooms}
        return Seen(at, _mapping(content.get("session")), seen) if at.tzinfo else None

    def save(self, seen: Seen) -> None:
        """Keep this instead; raises `OSError`."""
        content = {
            "version": VERSION,
            "portal": self._portal,
            "at": seen.at.isoformat(),
            "session": seen.session,
            "rooms": seen.rooms,
        }
        write_whole(self._file, json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))

    def drop(self) -> None:
        """Forget it; raises `OSError`."""
        self._file.unlink(missing_ok=True)


def _mapping(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
