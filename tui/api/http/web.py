"""The one `httpx.AsyncClient` of an entrance: whom it trusts, how long it waits, what it keeps."""

import ssl
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from tui import __version__
from tui.api.errors import Fault, Unavailable
from tui.api.http.origin import Origin
from tui.api.problems import MEDIA_TYPE as PROBLEM


@dataclass(frozen=True, kw_only=True)
class Waits:
    """How many seconds one waits: for a connection, for the next byte, and with all repeats.

    What is large, and takes a portal its time once it is there, has seconds of its own.
    """

    connect: float = 5.0
    read: float = 15.0
    total: float = 30.0
    large_read: float = 120.0
    large_total: float = 1800.0

    def timeout(self, *, is_large: bool) -> httpx.Timeout:
        """Return how long is waited for each step; what is written counts by the piece."""
        read = self.large_read if is_large else self.read
        return httpx.Timeout(self.read, connect=self.connect, read=read)


CONNECTIONS = 8
KEPT_SECONDS = 25.0
"""How long a connection is kept for the next request: less than servers and proxies keep it."""

_HEADERS = {
    "Accept": f"application/json, {PROBLEM}",
    "User-Agent": f"klantportal/{__version__}",
}


def web_client(
    origin: Origin, ca_file: str | None = None, transport: httpx.AsyncBaseTransport | None = None
) -> httpx.AsyncClient:
    """Return the client for `origin`; `ca_file` holds the authorities instead of the usual ones.

    Raises `Unavailable` where certificates or the proxy of the environment cannot be used.
    """
    try:
        httpx.URL(origin.base)
        return httpx.AsyncClient(
            verify=ssl.create_default_context(cafile=ca_file) if ca_file else True,
            headers=_HEADERS,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            timeout=Waits().timeout(is_large=False),
            follow_redirects=False,
            limits=httpx.Limits(
                max_connections=CONNECTIONS,
                max_keepalive_connections=CONNECTIONS,
                keepalive_expiry=KEPT_SECONDS,
            ),
            transport=transport,
            trust_env=not origin.is_local,  # nothing for this machine goes by way of another
        )
    except httpx.InvalidURL as error:
        raise Unavailable(Fault.UNKNOWN_ADDRESS, place=origin.base) from error
    except OSError as error:  # certificates that are not there, or none (`ssl.SSLError`)
        place = ca_file or str(error.filename or "SSL_CERT_FILE")
        raise Unavailable(Fault.UNREADABLE, place=place, detail=error.strerror or "") from error
    except (ImportError, ValueError) as error:  # a proxy that httpx cannot use
        raise Unavailable(Fault.UNREACHABLE, place=origin.base, detail=str(error)) from error
