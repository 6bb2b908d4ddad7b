"""From a portal's address to its entrance; the only module that knows the adapters.

An adapter is imported when it is asked for: SQLAlchemy alone costs more than the first paint.
Addresses are `sqlite:///absolute/path` and `postgresql://user@host/name`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from tui.api.errors import Fault, Unavailable
from tui.portals import shown

if TYPE_CHECKING:
    from tui.api.administration import Administration
    from tui.api.portal import Entrance

_SQLITE = "sqlite://"
_HTTP = "https://"
_POSTGRES = ("postgresql://", "postgres://")


def connect(url: str) -> "Entrance":
    """Open the portal at `url`; waits for the disk or the network, so call it in a thread.

    Raises `Unavailable` where there is no portal or it cannot be opened, and `Incompatible` where
    it is newer than this program.
    """
    place = _place(url)
    from tui.api import store

    return store.open_entrance(place)


def administer(url: str, *, quick_hashing: bool = False) -> "Administration":
    """Return what the owner of the store at `url` does to it; whether it is there or not.

    `quick_hashing` makes passwords cheap to try, for the tests. Raises `Unavailable` where `url`
    is no store's address.
    """
    place = _place(url)
    from tui.api import store

    return store.open_administration(place, quick_hashing=quick_hashing)


def _place(url: str) -> Path | str:
    """Return a file or a server's address; raises `Unavailable` for any other address."""
    if url.startswith(_SQLITE):
        return _path(url)
    if url.startswith(_POSTGRES):
        return url.replace("postgres://", "postgresql://", 1)
    fault = Fault.NOT_YET if url.startswith(_HTTP) else Fault.UNKNOWN_ADDRESS
    raise Unavailable(fault, place=shown(url))


def _path(url: str) -> Path:
    path = url.removeprefix(_SQLITE)
    name = path.lstrip("/")
    if not path.startswith("/") or not name:
        raise Unavailable(Fault.UNKNOWN_ADDRESS, place=shown(url))
    has_drive = name[1:2] == ":"
    return Path(name if has_drive else f"/{name}")
