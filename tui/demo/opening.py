"""Opens the demo portal, which is made where it is missing.

Nothing heavy is imported here: a demo that is there is opened on the way to the first paint.
"""

import errno
from pathlib import Path

from tui import portals
from tui.api import connect
from tui.api.errors import Conflict, Fault, Unavailable
from tui.paths import Paths
from tui.sqlite_files import HEADER_SIZE, folder_beside, header_of, sidecars

CONTENT = "4"
"""Goes up by one when the demo's content changes, so that older demos are made anew."""


def open_demo(paths: Paths, *, reset: bool = False) -> str:
    """Return the address of the demo's store; makes the store first where that is needed.

    That is where there is none, on `reset`, and when the content of this program is another than
    what the demo was made of: what one did in the demo is then lost. Age alone is no reason, so
    the demo's dates grow old with it. A damaged store is set aside. Raises `Unavailable` where
    the files cannot be written.
    """
    store = paths.demo_store
    url = portals.store_address(store)
    try:
        if reset or not _is_ready(store):
            _make(store, url, reset=reset)
    except OSError as error:
        fault = Fault.DISK_FULL if error.errno == errno.ENOSPC else Fault.READ_ONLY
        raise Unavailable(fault, place=str(store), detail=error.strerror or "") from error
    return url


def _is_ready(store: Path) -> bool:
    return _content(store) == CONTENT and store.exists() and not _is_damaged(store)


def _make(store: Path, url: str, *, reset: bool) -> None:
    from datetime import date

    from tui.demo.portal import demo_portal

    store.parent.mkdir(parents=True, exist_ok=True)
    administration = connect.administer(url)
    try:
        if reset or _content(store) not in ("", CONTENT):
            _remove(store)
        elif not store.exists():
            _remove_sidecars(store)
        elif _is_damaged(store):
            administration.set_aside()
        administration.create(demo_portal(date.today()))  # noqa: DTZ011 - the user's own calendar
    except Conflict:
        pass  # Another process was making it at the same time, of the same content.
    finally:
        administration.close()
    _stamp(store).write_text(CONTENT, encoding="utf-8")


def _is_damaged(store: Path) -> bool:
    """Whether this is no database, or a part of one, going by its first bytes."""
    with store.open("rb") as file:
        header = header_of(file.read(HEADER_SIZE))
    if header is None:
        return True
    # SQLite itself completes a file that an unfinished transaction lies beside.
    unfinished = any(sidecar.exists() for sidecar in sidecars(store))
    return not unfinished and store.stat().st_size < header.size


def _remove(store: Path) -> None:
    for file in (_stamp(store), store):
        file.unlink(missing_ok=True)
    _remove_sidecars(store)


def _remove_sidecars(store: Path) -> None:
    for sidecar in sidecars(store):
        sidecar.unlink(missing_ok=True)
    if (sent := folder_beside(store)).exists():
        from shutil import rmtree

        rmtree(sent)


def _content(store: Path) -> str:
    """Return what content the store was made of; empty where nobody wrote it down."""
    try:
        return _stamp(store).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _stamp(store: Path) -> Path:
    return store.with_name(f"{store.name}.content")
