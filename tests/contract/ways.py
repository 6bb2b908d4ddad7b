"""The ways to what has words, forced by how many texts count as few and as very many."""

import pytest

from tui.api.store.incidents import words_postgres, words_sqlite

WAYS = {
    "from the words": (10, 10),
    "along the list": (-1, 10),
    "along the list by its texts": (-1, -1),
}


def take(patch: pytest.MonkeyPatch, way: str) -> None:
    """Let every search for incidents go this way."""
    few, many = WAYS[way]
    patch.setattr(words_sqlite, "FEW", few)
    patch.setattr(words_sqlite, "MANY", many)
    patch.setattr(words_postgres, "FEW", few)
