"""Servers over TLS in this process, each with another certificate, and what reached them."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from tui.server.running import listen

HOST = "127.0.0.1"
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Certificates:
    """Files of an authority of our own, and of certificates by what is the matter with them."""

    authority: Path
    servers: dict[str, Path]


def make_certificates(folder: Path) -> Certificates:
    """Write certificates for this machine: one that is good, and others."""
    ours, others = trustme.CA(), trustme.CA()
    now = datetime.now(UTC)
    authority = folder / "authority.pem"
    ours.cert_pem.write_to_path(str(authority))
    issued = {
        "good": ours.issue_cert(HOST),
        "expired": ours.issue_cert(HOST, not_before=now - 2 * YEAR, not_after=now - YEAR),
        "from tomorrow": ours.issue_cert(HOST, not_before=now + YEAR, not_after=now + 2 * YEAR),
        "of another machine": ours.issue_cert("127.0.0.2"),
        "of another name": ours.issue_cert("portal.example.nl"),
        "of another authority": others.issue_cert(HOST),
    }
    servers = {name: folder / f"{name}.pem" for name in (*issued, "of nobody but itself")}
    for name, certificate in issued.items():
        certificate.private_key_and_cert_chain_pem.write_to_path(str(servers[name]))
    itself = others.private_key_pem.bytes() + others.cert_pem.bytes()
    servers["of nobody but itself"].write_bytes(itself)
    return Certificates(authority, servers)


@dataclass
class Secured:
    """An app that is served, where, and the tokens and paths of the requests that reached it."""

    app: ASGIApp
    url: str = ""
    arrived: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write down what came, and let the app answer."""
        if scope["type"] == "http":
            shown = dict(scope["headers"]).get(b"authorization", b"")
            self.arrived.append((scope["path"], shown.decode()))
        await self.app(scope, receive, send)


@contextmanager
def secured(app: ASGIApp, certificate: Path | None) -> Generator[Secured]:
    """Serve with this certificate, or without any encryption; what comes meanwhile waits."""
    served = Secured(app)
    config = uvicorn.Config(served, ssl_certfile=certificate, log_config=None, lifespan="on")
    server = uvicorn.Server(config)
    with listen(HOST, 0) as listening:
        served.url = f"https://{HOST}:{listening.getsockname()[1]}"
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield served
        finally:
            server.should_exit = True
            thread.join()
