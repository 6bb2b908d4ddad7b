"""Makes the store of the contract's world, and is killed while it does.

    python -m tests.prove.creator URL [in_place]

`in_place` makes it under its own name from the beginning, which the soak must find out.
"""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.contract.world import WORLD
from tests.prove.soak import say
from tui.api.connect import administer
from tui.api.store.database import files


@contextmanager
def _in_place(path: Path) -> Generator[Path]:
    path.touch()
    yield path


def create(url: str) -> None:
    """Make the store."""
    administration = administer(url, quick_hashing=True)
    say("ready")
    administration.create(WORLD)
    administration.close()
    say("done")


if __name__ == "__main__":
    url, *more = sys.argv[1:]
    if more:
        files.new_file = _in_place
    create(url)
