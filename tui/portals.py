"""Which portal: the word that one types, the address behind it, and the last one opened."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tui.paths import Paths
from tui.whole_files import write_whole

DEMO = "demo"
"""The word that stands for the address of the demo."""

_SQLITE = "sqlite:///"


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
    """Open `portal` again next time, unless its address holds a password; raises `OSError`."""
    if not _holds_password(portal) and shown(portal) != last(paths):
        write_whole(_last_file(paths), f"{shown(portal)}\n".encode())


def shown(portal: str) -> str:
    """Return an address as it is shown and stored: in one spelling, without a password."""
    if portal.startswith(_SQLITE):
        return _SQLITE + portal.removeprefix(_SQLITE).lstrip("/")
    if not _holds_password(portal):
        return portal
    parts = urlsplit(portal)
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=user.partition(":")[0] + at + host))


def _holds_password(portal: str) -> bool:
    return ":" in urlsplit(portal).netloc.rpartition("@")[0]


def _last_file(paths: Paths) -> Path:
    return paths.state / "last_portal"
