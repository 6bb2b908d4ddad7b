"""What of a text is compared: its folded words, and keys for whole texts."""

import hashlib
import unicodedata

from tui.api.folding import fold
from tui.api.words import tokens

__all__ = ["digest", "email_key", "fold", "tokens"]


def email_key(email: str) -> str:
    """Return what two spellings of one e-mail address have in common."""
    return unicodedata.normalize("NFC", email).casefold()


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in hexadecimal; any text has one, also a broken one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
