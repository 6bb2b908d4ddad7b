"""The server put together: its areas, what goes around them, and what it stands on."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from tui import __version__
from tui.api.connect import open_backend
from tui.api.portal import Backend
from tui.server import actions, health, needs, profile, refusing, releases, session
from tui.server.operations import check
from tui.server.requests import Requests

_ROUTERS = (
    health.probes,
    health.router,
    session.router,
    profile.router,
    *releases.routers,
    actions.router,
    needs.router,
)


def app_on(database: str) -> FastAPI:
    """Return the server on the store at this address, which is opened when the server starts."""
    return make_app(lambda: open_backend(database))


def make_app(open_store: Callable[[], Backend]) -> FastAPI:
    """Return the server on what `open_store` opens; raises `Undeclared` for an open door."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        backend = await asyncio.to_thread(open_store)
        app.state.backend = backend
        try:
            yield
        finally:
            await backend.close()

    app = FastAPI(
        title="klantportal",
        version=__version__,
        lifespan=lifespan,
        middleware=[Middleware(Requests)],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.stopping = False
    app.router.routes = _routes()
    refusing.install(app)
    check(app.routes)
    return app


def _routes() -> list[BaseRoute]:
    return [route for router in _ROUTERS for route in router.routes]
