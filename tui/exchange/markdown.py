"""Texts in Markdown that say just what they are (CommonMark 2.4), and tables of them."""

import re
from collections.abc import Iterable, Sequence

from tui.api.cleaning import clean_line

_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>&~|#$]")


def literally(text: str) -> str:
    """Return Markdown on one line that says just this, whatever it looks like."""
    return _MEANS_SOMETHING.sub(r"\\\g<0>", clean_line(text))


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table (GitHub Flavored Markdown, 4.10), its cells literally what they are."""
    lines = [_row(map(literally, names)), _row("---" for _ in names)]
    lines += (_row(map(literally, row)) for row in rows)
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
