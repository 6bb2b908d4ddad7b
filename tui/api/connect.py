"""From a portal's address to its entrance; the only module that knows the adapters.

An adapter is imported when it is asked for: SQLAlchemy alone costs more than the first paint.
Addresses are `sqlite:///absolute/path`, `postgresql://user@host/name` and `https://host`; plain
`http://` is for this machine alone.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from tui.api.errors import Fault, Unavailable
from tui.api.line import Line
from tui.paths import attachments_folder
from tui.portals import WEB, shown

if TYPE_CHECKING:
    from tui.api.administration import Administration
    from tui.api.portal import Backend, Entrance

_SQLITE = "sqlite://"
_POSTGRES = ("postgresql://", "postgres://")


def connect(url: str, *, ca_file: str | None = None, line: Line | None = None) -> "Entrance":
    """Open the portal at `url`; waits for the disk, so call it in a thread.

    `ca_file` holds the authorities that a portal on the web is trusted by, instead of the usual
    ones; `line` is told how that can be reached. Raises `Unavailable` where there is no portal or
    it cannot be opened, and `Incompatible` where it is newer than this program.
    """
    if url.startswith(WEB):
        from tui.api import http

        return http.open_entrance(url, ca_file=ca_file, line=line)
    return open_backend(url)


def open_backend(url: str, *, attachments: Path | None = None) -> "Backend":
    """Open the store at `url` for a server to stand on; waits and raises as `connect` does.

    `attachments` is the folder for the files of a database, instead of that of the environment.
    """
    place = _place(url)
    from tui.api import store

    return store.open_entrance(place, attachments or attachments_folder())


def administer(
    url: str, *, quick_hashing: bool = False, attachments: Path | None = None
) -> "Administration":
    """Return what the owner of the store at `url` does to it; whether it is there or not.

    `attachments` is as in `open_backend`; `quick_hashing` makes passwords cheap to try, for the
    tests. Raises `Unavailable` where `url` is no store's address; `ELSEWHERE` for a portal on the
    web, whose store is its server's.
    """
    place = _place(url)
    from tui.api import store

    folder = attachments or attachments_folder()
    return store.open_administration(place, folder, quick_hashing=quick_hashing)


def _place(url: str) -> Path | str:
    """Return a file or a server's address; raises `Unavailable` for any other address."""
    if url.startswith(_SQLITE):
        return _path(url)
    if url.startswith(_POSTGRES):
        return url.replace("postgres://", "postgresql://", 1)
    fault = Fault.ELSEWHERE if url.startswith(WEB) else Fault.UNKNOWN_ADDRESS
    raise Unavailable(fault, place=shown(url))


def _path(url: str) -> Path:
    path = url.removeprefix(_SQLITE)
    name = path.lstrip("/")
    if not path.startswith("/") or not name:
        raise Unavailable(Fault.UNKNOWN_ADDRESS, place=shown(url))
    has_drive = name[1:2] == ":"
    return Path(name if has_drive else f"/{name}")
