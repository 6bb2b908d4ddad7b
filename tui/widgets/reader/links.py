"""Links: which addresses may be opened, and what an address of a text means."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the web: what it says and the address it leads to."""

    text: str
    url: str


def is_openable(url: str) -> bool:
    """Whether `url` may be opened: an address of the web, http or https, and nothing else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isprintable()


def resolve(address: str, base: str) -> str:
    """Return the address of the web that `address` means on the page `base`; "" for any other."""
    if not address or is_openable(address):
        return address
    try:
        url = urljoin(base, address) if is_openable(base) else ""
    except ValueError:
        return ""
    return url if is_openable(url) else ""
