"""Which portal: the word that one types, the address behind it, and the last one opened."""

import re
from pathlib import Path
from urllib.parse import unquote_plus

from tui.paths import Paths
from tui.whole_files import write_whole

DEMO = "demo"
"""The word that stands for the address of the demo."""

WEB = ("https://", "http://")
"""How the address of a portal on the web begins; without the `s` it is on this machine."""

_SQLITE = "sqlite:///"

# As tolerant as the drivers, and more: what is secret in a wrong address is secret as well. A
# password reaches up to the last `@`; digits alone behind the colon are a port.
_PASSWORD = re.compile(r"^((?:[\w+.-]+:/+)?+[^:/?#@]*):(?!\d+(?:[/?#]|$))(?:[^?#]*|.*)@", re.DOTALL)
_SECRET_NAME = re.compile(r"(?i)pass|pwd|secret|token")


def store_address(store: Path) -> str:
    """Return the address of the embedded portal in this file."""
    return shown(f"{_SQLITE}{store.absolute().as_posix()}")


def usual(paths: Paths) -> str | None:
    """Return the portal that opens where none is named: the last one, else the own one."""
    if portal := last(paths):
        return portal
    return store_address(paths.own_store) if paths.own_store.exists() else None


def last(paths: Paths) -> str | None:
    """Return the portal that was opened last: an address, or the word `demo`."""
    try:
        lines = _last_file(paths).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return lines[0] if lines else None


def remember(paths: Paths, portal: str) -> None:
    """Open `portal` again next time, unless its address holds a secret; raises `OSError`."""
    address = _spelled(portal)
    if address == shown(portal) and address != last(paths):
        write_whole(_last_file(paths), f"{address}\n".encode())


def shown(portal: str) -> str:
    """Return an address as it is shown and stored: in one spelling, without what is secret."""
    address = _spelled(portal)
    if address.startswith(_SQLITE):
        return address
    place, _, query = _PASSWORD.sub(r"\1@", address).partition("?")
    harmless = [pair for pair in query.split("&") if pair and not _is_secret(pair)]
    return f"{place}?{'&'.join(harmless)}" if harmless else place


def _is_secret(pair: str) -> bool:
    return bool(_SECRET_NAME.search(unquote_plus(pair.partition("=")[0])))


def _spelled(portal: str) -> str:
    if portal.startswith(_SQLITE):
        return _SQLITE + portal.removeprefix(_SQLITE).lstrip("/")
    return portal


def _last_file(paths: Paths) -> Path:
    return paths.state / "last_portal"
