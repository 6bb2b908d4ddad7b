"""What of a text is compared: its folded words, and keys for whole texts."""

import hashlib
import unicodedata

from tui.api.folding import fold
from tui.api.words import tokens

__all__ = ["digest", "email_key", "fold", "sortable", "tokens"]

_LONGEST_SORTED = 300
"""Characters; a page of an index has no room for much more."""


def email_key(email: str) -> str:
    """Return what two spellings of one e-mail address have in common."""
    return unicodedata.normalize("NFC", email).casefold()


def sortable(text: str) -> str:
    """Return what a name is sorted by; one letter may fold to many, so it is cut."""
    return fold(text)[:_LONGEST_SORTED]


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in hexadecimal; any text has one, also a broken one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
