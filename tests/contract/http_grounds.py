"""The contract over HTTP: client and server in one process, on the store of another ground."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from tests.contract.grounds import Ground, Template, Tokens
from tui.api.administration import NewPortal
from tui.api.http.client import Client
from tui.api.http.entrance import HttpEntrance
from tui.api.http.origin import origin_of
from tui.api.http.web import web_client
from tui.api.portal import Entrance
from tui.server.app import app_on

PORTAL = origin_of("https://portal.example.nl")


class Served(HttpEntrance):
    """An entrance whose server goes when it does."""

    def __init__(self, app: FastAPI, running: AbstractAsyncContextManager[object]) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        super().__init__(Client(PORTAL, web_client(PORTAL, transport=transport)))
        self._running = running

    async def close(self) -> None:
        await super().close()
        await self._running.__aexit__(None, None, None)


async def serve(url: str) -> Served:
    """Start a server on the store at `url`, and return the entrance to it."""
    app = app_on(url)
    running = app.router.lifespan_context(app)
    await running.__aenter__()
    return Served(app, running)


@dataclass
class HttpGround:
    """A server on the store of another ground; what is done behind its back is done there."""

    store: Ground

    @property
    def name(self) -> str:
        return f"http-{self.store.name}"

    def template(self, portal: NewPortal) -> Template:
        return self.store.template(portal)

    def as_template(self, url: str, tokens: Tokens) -> Template:
        return self.store.as_template(url, tokens)

    def copy(self, template: Template) -> str:
        return self.store.copy(template)

    async def connect(self, url: str) -> Entrance:
        return await serve(url)

    def execute(self, url: str, statement: str, parameters: Sequence[object] = ()) -> None:
        self.store.execute(url, statement, parameters)

    def contents(self, url: str) -> str:
        return self.store.contents(url)

    def files_of(self, url: str) -> Path:
        return self.store.files_of(url)

    def remove(self, url: str) -> None:
        self.store.remove(url)
