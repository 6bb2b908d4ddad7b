"""Where a portal is: the one place that its tokens are ever sent to."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from tui.api.errors import Fault, Unavailable
from tui.portals import shown


@dataclass(frozen=True)
class Origin:
    """`base` is the address without a slash behind it, as errors name it too."""

    base: str
    is_local: bool
    """Whether it is on this machine."""


def origin_of(url: str) -> Origin:
    """Return where `url` leads.

    Raises `Unavailable`: `INSECURE` for plain http to another machine, `UNKNOWN_ADDRESS` for what
    is no address, or has a name, a query or a fragment in it.
    """
    try:
        parts = urlsplit(url)
        is_local = _is_local(parts)
    except ValueError as error:
        raise _unknown(url) from error
    if not parts.hostname or parts.username is not None or parts.query or parts.fragment:
        raise _unknown(url)
    if parts.scheme == "http" and not is_local:
        raise Unavailable(Fault.INSECURE, place=shown(url))
    path = parts.path.rstrip("/")
    return Origin(f"{parts.scheme}://{parts.netloc}{path}", is_local)


def _is_local(parts: SplitResult) -> bool:
    """Whether the host is loopback: 127.0.0.0/8, ::1 or `localhost`; a wrong port is an error."""
    _ = parts.port
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _unknown(url: str) -> Unavailable:
    return Unavailable(Fault.UNKNOWN_ADDRESS, place=shown(url))
