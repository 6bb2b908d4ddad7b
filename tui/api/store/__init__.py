"""The store: the portal in one SQLite file, or in a PostgreSQL database.

`connect` is the only one who comes in here, by these two functions.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from tui.api.errors import PortalError

if TYPE_CHECKING:
    from tui.api.administration import Administration
    from tui.api.portal import Backend


def open_entrance(place: Path | str, attachments: Path | None = None) -> "Backend":
    """Open the store in a file, or at a PostgreSQL address; an older one is upgraded first.

    In the folder `attachments` each database has one of its own for what is sent as files; a store
    in a file has it beside that.

    Raises `Unavailable` where there is none, and `Incompatible` where it is newer than we are.
    """
    from tui.api.store import versions
    from tui.api.store.database import files, places, postgres_database, sqlite_database
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
            open_administration(place, attachments).migrate()
            database.serve()
    except PortalError:
        database.close()
        raise
    folder = places.folder_of(place, attachments)
    return StoreEntrance(Desk(database, Argon2(), folder=folder))


def open_administration(
    place: Path | str, attachments: Path | None = None, *, quick_hashing: bool = False
) -> "Administration":
    """Return what the owner does to the store; `quick_hashing` is for tests alone."""
    from tui.api.store.administration import PostgresAdministration, SqliteAdministration
    from tui.api.store.database import places
    from tui.api.store.session.passwords import Argon2

    hasher = Argon2(quick=quick_hashing)
    folder = places.folder_of(place, attachments)
    if isinstance(place, Path):
        return SqliteAdministration(place, hasher, folder=folder)
    return PostgresAdministration(place, hasher, folder=folder)
