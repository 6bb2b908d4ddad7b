"""Addresses in files from others: only those that lead to the web are kept."""

import re
from urllib.parse import quote

from tui.api.cleaning import clean_line
from tui.api.models.text import LINE_LENGTH

_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_KEPT = "%/:?#@!$&'*+,;=~[]"


def web_address(written: str, limit: int = LINE_LENGTH) -> str:
    """Return an address of http or https, nothing for any other or longer one.

    Letters that could end a link in Markdown are written as %xx.
    """
    address = clean_line(written)
    if not _WEB.match(address):
        return ""
    address = quote(address, safe=_KEPT)
    return address if len(address) <= limit else ""
