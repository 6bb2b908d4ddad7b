"""Names of files, completed as they are typed; a name is what it is, and never cleaned."""

import asyncio
import os
from pathlib import Path

from textual.suggester import Suggester

from tui.api.cleaning import clean_line


def path_of(typed: str) -> Path:
    """Return the path that was typed; `~` is the person's own folder."""
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
