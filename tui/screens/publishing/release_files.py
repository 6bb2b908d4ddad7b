"""Release files of this machine: read as `klantportal import releases` does, beside the screen."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from tui.exchange.disk import read
from tui.exchange.releases import FileRefused, Reading, read_releases
from tui.widgets.path_suggester import path_of


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file is not taken."""

    why: FileRefused


async def read_file(typed: str, product: str) -> Reading | Refusal:
    """Return the releases of the file that was typed, read beside the screen, or why not.

    `product` is for a file that names none.
    """
    return await asyncio.to_thread(_read, typed, product)


def _read(typed: str, product: str) -> Reading | Refusal:
    try:
        path = _path(typed)
        if path.is_dir():
            raise FileRefused("folder")
        return read_releases(read(path), path.name, default_product=product)
    except FileRefused as refused:
        return Refusal(refused)


def _path(typed: str) -> Path:
    if not typed or "\0" in typed:
        raise FileRefused("missing")
    return path_of(typed)
