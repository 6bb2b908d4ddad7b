"""A client, a line that can fail, and a server behind it that a process of its own serves."""

import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.faults.proxy import Proxy, measured
from tui.api.http.client import Client
from tui.api.http.entrance import HttpEntrance
from tui.api.http.origin import origin_of
from tui.api.http.patience import Patience
from tui.api.http.releases import HttpReleases
from tui.api.http.web import Waits, web_client
from tui.api.line import Line
from tui.api.models.publishing import NotePublish, NoteText, ReleaseDocument, ReleasePublish
from tui.secret import Secret

SHORT = Waits(connect=0.5, read=0.5, total=1.5, large_read=0.5, large_total=1.5)
"""How long a client waits here, so that half-open lines cost no minutes."""

FOR_A_SCREEN = Waits(connect=2.0, read=2.0, total=4.0, large_read=1.0, large_total=2.0)
"""The same where a busy machine has a screen to draw besides."""


@dataclass
class Wire:
    """The line, the two ends of it, and what the server's store holds."""

    proxy: Proxy
    client: Client
    token: Secret
    database: str
    line: Line
    slept: list[float] = field(default_factory=list[float])

    @property
    def entrance(self) -> HttpEntrance:
        """The portal before sign-in."""
        return HttpEntrance(self.client)

    @property
    def releases(self) -> HttpReleases:
        """The release notes, for whoever publishes them."""
        return HttpReleases(self.client, self.token)

    async def sizes(self, document: ReleaseDocument) -> tuple[int, int]:
        """Return how many bytes publishing takes, there and back."""
        sizes: list[int] = []
        self.proxy.act = measured(sizes)
        await self.releases.publish(document, key_of(document))
        return sizes[0], sizes[1]

    def count(self, statement: str) -> dict[str, int]:
        """Return what a select of names and numbers finds in the store."""
        with closing(sqlite3.connect(urlsplit(self.database).path, timeout=10)) as connection:
            return dict(connection.execute(statement).fetchall())

    @property
    def records(self) -> dict[str, int]:
        """How many notes there are of each version that was published here."""
        return self.count(
            "SELECT release.version, count(*) FROM release JOIN note ON note.release_id = "
            "release.id WHERE release.product = 'Proef' GROUP BY release.version"
        )

    @property
    def keys(self) -> int:
        """How often something was done under a key."""
        return self.count("SELECT 'keys', count(*) FROM idempotency")["keys"]


@asynccontextmanager
async def wire_to(
    url: str, database: str, token: str, waits: Waits = SHORT
) -> AsyncGenerator[Wire]:
    """Put a line between a client and the server at `url`; nobody waits between two tries."""
    async with Proxy(int(url.rpartition(":")[2])) as proxy:
        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)

        origin, line = origin_of(proxy.url), Line()
        client = Client(
            origin, web_client(origin), Patience(sleep, lambda: 0.0), line=line, waits=waits
        )
        try:
            yield Wire(proxy, client, Secret(token), database, line, slept)
        finally:
            await client.close()


def draft(number: int) -> ReleaseDocument:
    """Return a file with one release; all of them are of the same length."""
    text = NoteText(language="nl", title=f"Note {number:05}", body="Wat er anders is.")
    release = ReleasePublish(
        product="Proef",
        version=f"Proef {number:05}",
        notes=(NotePublish(anchor="a", texts=(text,)),),
    )
    return ReleaseDocument(source=f"{number:05}.md", releases=(release,))


def key_of(document: ReleaseDocument) -> str:
    """Return the key that was made as its form opened."""
    return f"key-{document.source}"
