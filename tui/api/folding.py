"""Text as it is compared: without case and accents, so that "yildiz" finds "Yıldız"."""

import unicodedata

# Letters with a stroke or without a dot have no accent that could be taken off.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


def fold(text: str) -> str:
    """Return `text` in small letters without accents; each letter by itself gives the same."""
    text = text.casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold().translate(_PLAIN)
