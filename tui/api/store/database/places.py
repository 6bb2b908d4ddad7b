"""Where the files of a store are: beside it, where it is a file itself."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from tui.api.cleaning import clean_file_name
from tui.sqlite_files import folder_beside


def folder_of(place: Path | str, attachments: Path | None) -> Path | None:
    """Return the folder for what is sent to the store in a file, or at a PostgreSQL address.

    A database has one in `attachments`, by its name; None where nobody said which folder that is.
    """
    if isinstance(place, Path):
        return folder_beside(place)
    if attachments is None:
        return None
    try:
        name = make_url(place).database
    except (ArgumentError, ValueError):  # which whoever opens it tells
        name = None
    return attachments / clean_file_name(name or "portal")
