"""Release files of this machine: read as `klantportal import releases` does, names completed."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from textual.suggester import Suggester

from tui.api.cleaning import clean_line
from tui.exchange.disk import read
from tui.exchange.releases import FileRefused, Reading, read_releases


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
    try:
        return Path(typed).expanduser()
    except RuntimeError:  # a person whom this machine does not know
        return Path(typed)


def completed(typed: str) -> str | None:
    """Return `typed` with the first name in its folder that it begins; hidden ones if asked for."""
    begun = typed[typed.rfind(os.sep) + 1 :]
    folder = typed.removesuffix(begun)
    try:
        for path in sorted(Path(folder or ".").expanduser().iterdir()):
            name = path.name
            is_offered = begun or not name.startswith(".")
            if is_offered and name.startswith(begun) and clean_line(name) == name:
                return f"{folder}{name}{os.sep if path.is_dir() else ''}"
    except (OSError, ValueError, RuntimeError):
        return None  # there is no such folder, or it is closed: entering the name says so
    return None


class PathSuggester(Suggester):
    """Offers what `completed` finds."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Look beside the screen: the folder may be far away."""
        return await asyncio.to_thread(completed, value)
