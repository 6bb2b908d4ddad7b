"""A client whose server is a function, and who never really waits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import pytest

from tui.api.http.client import Client
from tui.api.http.entrance import HttpEntrance
from tui.api.http.origin import origin_of
from tui.api.http.patience import Patience
from tui.api.http.web import Waits, web_client
from tui.api.line import Line

PLACE = "https://portal.example.nl"
Answer = httpx.Response | Exception
Handler = Callable[[httpx.Request], Answer | Awaitable[Answer]]


@dataclass
class Server:
    """What the other side does, in turn; the last thing again and again."""

    answers: list[Answer] = field(default_factory=list[Answer])
    requests: list[httpx.Request] = field(default_factory=list[httpx.Request])
    bodies: list[bytes] = field(default_factory=list[bytes])
    slept: list[float] = field(default_factory=list[float])
    line: Line = field(default_factory=Line)
    waits: Waits = field(default_factory=Waits)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.bodies.append(await request.aread())
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(
            answer.status_code, headers=answer.headers, content=answer.content, request=request
        )

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def client(self, place: str = PLACE) -> Client:
        """Return a client of this server."""
        origin = origin_of(place)
        web = web_client(origin, transport=httpx.MockTransport(self))
        patience = Patience(self.sleep, lambda: 1.0)
        return Client(origin, web, patience, line=self.line, waits=self.waits)

    def entrance(self) -> HttpEntrance:
        """Return an entrance of this server."""
        return HttpEntrance(self.client())


@pytest.fixture
def server() -> Server:
    """The other side."""
    return Server()


def json_answer(value: object, status: int = 200, **headers: str) -> httpx.Response:
    """Return an answer of a portal."""
    return httpx.Response(status, json=value, headers=headers)


def problem(status: int, name: str, headers: dict[str, str] | None = None, **members: object):
    """Return a problem of a portal."""
    return httpx.Response(
        status,
        json={"type": f"urn:klantportal:problem:{name}", "status": status, **members},
        headers={**(headers or {}), "Content-Type": "application/problem+json"},
    )


INFO = {"name": "Portaal", "vendor_name": "Van Alphen", "product_name": "Profit"}
