"""The demo's data files, which lie in this package."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def text_of(*path: str) -> str:
    """Return the text of a data file, named by its path within this package."""
    return files(__package__ or "tui.demo").joinpath(*path).read_text(encoding="utf-8")


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file, by the names in its first line."""
    yield from csv.DictReader(text_of(name).splitlines())
