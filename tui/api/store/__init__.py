"""The store: the portal in one SQLite file, or in a PostgreSQL database.

`connect` is the only one who comes in here, by these two functions.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from tui.api.errors import PortalError

if TYPE_CHECKING:
    from tui.api.administration import Administration
    from tui.api.portal import Backend


def open_entrance(place: Path | str) -> "Backend":
    """Open the store in a file, or at a PostgreSQL address; an older one is upgraded first.

    Raises `Unavailable` where there is none, and `Incompatible` where it is newer than we are.
    """
    from tui.api.store import versions
    from tui.api.store.database import files, postgres_database, sqlite_database
    from tui.api.store.entrance import StoreEntrance
    from tui.api.store.session.desk import Desk
    from tui.api.store.session.passwords import Argon2

    if isinstance(place, Path):
        files.look(place)
        database = sqlite_database(place)
    else:
        database = postgres_database(place)
    try:
        database.serve()
        if versions.is_old(database):
            open_administration(place).migrate()
            database.serve()
    except PortalError:
        database.close()
        raise
    return StoreEntrance(Desk(database, Argon2()))


def open_administration(place: Path | str, *, quick_hashing: bool = False) -> "Administration":
    """Return what the owner does to the store; `quick_hashing` is for tests alone."""
    from tui.api.store.administration import PostgresAdministration, SqliteAdministration
    from tui.api.store.session.passwords import Argon2

    hasher = Argon2(quick=quick_hashing)
    if isinstance(place, Path):
        return SqliteAdministration(place, hasher)
    return PostgresAdministration(place, hasher)
