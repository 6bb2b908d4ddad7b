"""Where it is kept how a person left the lists of a portal: filter and order."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

from tui.portals import shown
from tui.whole_files import alone_in, write_whole

View = Mapping[str, object]
"""What a room keeps of itself: names, texts, numbers and yes or no."""

PAUSE = 1.0
"""Seconds after a change until it is written: who walks through a list writes once."""


class ViewStore:
    """The views of one portal in a file, by person; a damaged file is as good as none."""

    def __init__(self, file: Path, portal: str) -> None:
        self._file = file
        self._portal = shown(portal)

    def load(self, person_id: str, seen: "Kept | None" = None) -> "PersonViews":
        """Return what this person kept; `seen` is what stood in the rooms."""
        views = _mapping(_mapping(self._read().get(self._portal)).get(person_id))
        kept = {room: _mapping(view) for room, view in views.items()}
        written: dict[str, View] = dict(kept)

        def save(views: Mapping[str, View]) -> None:
            changed = {room: view for room, view in views.items() if view != written.get(room)}
            self._save(person_id, changed, written)
            written.update(changed)

        return PersonViews(kept, save, seen)

    def _save(
        self, person_id: str, changed: Mapping[str, View], written: Mapping[str, View]
    ) -> None:
        """Write what changed; beside it stays what another window of this program wrote."""
        folder = self._file.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone_in(folder):
            everything = self._read()
            if not everything:
                self._set_aside()
            people = _mapping(everything.get(self._portal))
            rooms = people[person_id] = _mapping(people.get(person_id))
            for room, view in changed.items():
                rooms[room] = _merged(written.get(room, {}), view, _mapping(rooms.get(room)))
            content = json.dumps(everything | {self._portal: people}, indent=2, sort_keys=True)
            write_whole(self._file, content.encode())

    def _set_aside(self) -> None:
        """Leave a damaged file to whoever can mend it: a name was thought of once."""
        with suppress(OSError):
            self._file.replace(self._file.with_suffix(".damaged"))

    def _read(self) -> dict[str, object]:
        try:
            return _mapping(json.loads(self._file.read_bytes()))
        except (OSError, ValueError, RecursionError):
            return {}


class Kept:
    """A view for each room, written a moment after a change, in a thread."""

    def __init__(
        self, views: Mapping[str, View], save: Callable[[Mapping[str, View]], None]
    ) -> None:
        self._views = dict(views)
        self._save = save
        self._pause: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None

    def of(self, room: str) -> View:
        """Return what is kept of a room; nothing where that is none."""
        return self._views.get(room, {})

    def keep(self, room: str, view: View) -> None:
        """Keep this of a room instead."""
        self._views[room] = view
        self.write_soon()

    def write_soon(self) -> None:
        """Write all of it in a moment."""
        if self._pause is None:
            self._pause = asyncio.get_running_loop().call_later(PAUSE, self._begin)

    async def close(self) -> None:
        """Write at once what is not written yet."""
        if self._pause is not None:
            self._pause.cancel()
            self._begin()
        if self._writing is not None:
            await self._writing

    def _begin(self) -> None:
        self._pause = None
        self._writing = asyncio.create_task(self._write(self._writing, dict(self._views)))

    async def _write(self, before: "asyncio.Task[None] | None", views: Mapping[str, View]) -> None:
        if before is not None:
            await before
        with suppress(OSError):  # a filter that is not there next time is no reason to disturb
            await asyncio.to_thread(self._save, views)


class PersonViews(Kept):
    """How one person left each room, and in `seen` what stood there.

    Cursors are for this run: at the next start what is new stands at the first row.
    """

    def __init__(
        self,
        views: Mapping[str, View],
        save: Callable[[Mapping[str, View]], None],
        seen: Kept | None = None,
    ) -> None:
        super().__init__(views, save)
        self.seen = seen or Kept({}, lambda _: None)
        self._cursors: dict[str, str] = {}

    def keep(self, room: str, view: View) -> None:
        """Keep the present view of a room."""
        if self.of(room) != view:
            super().keep(room, view)

    def cursor_of(self, room: str) -> str:
        """Return the id of the record that had the cursor, "" where it was the first row."""
        return self._cursors.get(room, "")

    def keep_cursor(self, room: str, record_id: str) -> None:
        """Keep on which record the cursor is, "" for the first row."""
        self._cursors[room] = record_id

    async def close(self) -> None:
        """Write at once what is not written yet."""
        await super().close()
        await self.seen.close()


def _merged(before: View, now: View, there: View) -> View:
    """Return what is kept of a room from now on, where another window may have written meanwhile.

    Filter and order of a list belong together; of views by their names each is kept for itself.
    """
    if not any(isinstance(each, dict) for each in (*before.values(), *now.values())):
        return now
    ours = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    others = {name: view for name, view in there.items() if name not in ours}
    return others | {name: now[name] for name in ours if name in now}


def _mapping(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
