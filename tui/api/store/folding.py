"""What of a text is compared: its folded words, and keys for whole texts."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from tui.api.folding import fold

MAX_TOKEN = 64
"""Characters of a word that count; PostgreSQL refuses longer ones."""

_TOKEN = re.compile(r"[^\W_]+")


def tokens(text: str) -> Iterator[str]:
    """Yield the folded words of `text`."""
    for match in _TOKEN.finditer(fold(text)):
        yield match.group()[:MAX_TOKEN]


def email_key(email: str) -> str:
    """Return what two spellings of one e-mail address have in common."""
    return unicodedata.normalize("NFC", email).casefold()


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in hexadecimal; any text has one, also a broken one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
