"""Saving a text as a file of the person's own: never over another one, never by half."""

import asyncio
import errno
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from tui import i18n
from tui.api.contents import Download
from tui.exchange import attachments
from tui.screens.line_sheet import LineSheet
from tui.whole_files import write_whole
from tui.widgets.path_suggester import path_of

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""No room on the disk, or for a file of this size, or in what the person may use of it."""


def place_sheet(name: str) -> LineSheet:
    """Return the sheet that asks where to save the file `name`."""
    place = Path.cwd() / name
    return LineSheet(i18n.t("save.title"), i18n.t("save.hint"), _complaint, str(place))


def _complaint(typed: str) -> str:
    if not typed or "\0" in typed:
        return i18n.t("save.no_place")
    place = path_of(typed)
    if place.is_dir():
        return i18n.t("save.folder", place=place)
    if place.exists():
        return i18n.t("save.exists", place=place)
    return "" if place.parent.is_dir() else i18n.t("save.no_folder", place=place.parent)


def free_place(place: Path) -> Path:
    """Return a place, with a number behind its name where something is there already."""
    names = (place, *(place.with_stem(f"{place.stem} ({number})") for number in range(1, 1000)))
    return next((each for each in names if not os.path.lexists(each)), place)


async def save_download(
    download: Awaitable[Download], place: Path, went: Callable[[int], object]
) -> str:
    """Write what is downloaded, and return what became of it, in words."""
    try:
        return i18n.t("save.done", place=await attachments.save(await download, place, went))
    except OSError as error:
        return _failure(place, error)


async def save(place: Path, content: bytes) -> str:
    """Write a file and return what became of it, in words."""
    try:
        await asyncio.to_thread(write_whole, place, content, over=False)
    except FileExistsError:
        return i18n.t("save.exists", place=place)
    except OSError as error:
        return _failure(place, error)
    return i18n.t("save.done", place=place)


def _failure(place: Path, error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return i18n.t("save.disk_full", place=place)
    return i18n.t("save.failed", place=place, reason=error.strerror or type(error).__name__)
