"""Text as it is compared: without case and accents, so that "yildiz" finds "Yıldız"."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

MAX_TOKEN = 64
"""Characters of a word that count; PostgreSQL refuses longer ones."""

_TOKEN = re.compile(r"[^\W_]+")
# Letters with a stroke or without a dot have no accent that could be taken off.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


def fold(text: str) -> str:
    """Return `text` in small letters without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold().translate(_PLAIN)


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
