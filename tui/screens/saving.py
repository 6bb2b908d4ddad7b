"""Saving a text as a file of the person's own: never over another one, never by half."""

import asyncio
import errno
from pathlib import Path

from tui import i18n
from tui.screens.line_sheet import LineSheet
from tui.whole_files import write_whole

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""No room on the disk, or for a file of this size, or in what the person may use of it."""


def place_sheet(name: str) -> LineSheet:
    """Return the sheet that asks where to save the file `name`."""
    place = Path.cwd() / name
    return LineSheet(i18n.t("save.title"), i18n.t("save.hint"), _complaint, str(place))


def place_of(typed: str) -> Path:
    """Return the place that was typed; `~` is the person's own folder."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:  # a person whom this machine does not know
        return Path(typed)


def _complaint(typed: str) -> str:
    if not typed or "\0" in typed:
        return i18n.t("save.no_place")
    place = place_of(typed)
    if place.is_dir():
        return i18n.t("save.folder", place=place)
    if place.exists():
        return i18n.t("save.exists", place=place)
    return "" if place.parent.is_dir() else i18n.t("save.no_folder", place=place.parent)


async def save(place: Path, content: bytes) -> str:
    """Write a file and return what became of it, in words."""
    try:
        await asyncio.to_thread(write_whole, place, content, over=False)
    except FileExistsError:
        return i18n.t("save.exists", place=place)
    except OSError as error:
        if error.errno in _NO_ROOM:
            return i18n.t("save.disk_full", place=place)
        return i18n.t("save.failed", place=place, reason=error.strerror or type(error).__name__)
    return i18n.t("save.done", place=place)
