"""The report of what nobody foresaw: where it happened, without anybody's data."""

import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from tui import __version__
from tui.whole_files import write_whole


def report(error: BaseException) -> str:
    """Return places and types of an error and its causes.

    The errors' own words and the values of variables are left out: both quote passwords, names
    and texts of customers.
    """
    lines = [
        f"klantportal {__version__}, Python {platform.python_version()}, {sys.platform}",
        *(line for cause in _chain(error) for line in _places(cause)),
    ]
    return "\n".join(lines) + "\n"


def write_report(error: BaseException, folder: Path) -> Path:
    """Write the report into `folder` and return its file; raises `OSError`."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    file = folder / f"crash-{moment}.txt"
    write_whole(file, report(error).encode())
    return file


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _places(error: BaseException) -> Iterator[str]:
    yield f"\n{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
    if isinstance(error, BaseExceptionGroup):
        for part in cast("BaseExceptionGroup[BaseException]", error).exceptions:
            yield from _places(part)
