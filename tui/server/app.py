"""The server put together: its areas, what goes around them, and what it stands on."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    nullcontext,
)
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from tui import __version__
from tui.api.connect import open_backend
from tui.api.portal import Backend
from tui.mail.settings import MailSettings
from tui.server import (
    actions,
    contacts,
    health,
    incidents,
    needs,
    organisations,
    profile,
    published,
    refusing,
    releases,
    services,
    session,
    support,
    templates,
)
from tui.server.operations import check
from tui.server.requests import Requests
from tui.server.stopping import Readiness

_ROUTERS = (
    health.probes,
    health.router,
    published.router,
    session.router,
    profile.router,
    *releases.routers,
    actions.router,
    incidents.router,
    support.router,
    templates.router,
    contacts.router,
    needs.router,
    organisations.router,
    services.router,
)


Around = Callable[[Readiness], AbstractContextManager[None]]
"""What surrounds the life of a server, and may say that it is not ready any more."""


def app_on(
    database: str,
    around: Around = nullcontext,
    mail: MailSettings | None = None,
    *,
    attachments: Path | None = None,
) -> FastAPI:
    """Return the server on the store at this address, which is opened when the server starts."""
    return make_app(lambda: open_backend(database, attachments=attachments), around, mail)


def make_app(
    open_store: Callable[[], Backend],
    around: Around = nullcontext,
    mail: MailSettings | None = None,
) -> FastAPI:
    """Return the server on what `open_store` opens; raises `Undeclared` for an open door.

    Given settings for it, the server sends the mail that the store has for people as well.
    """
    readiness = Readiness()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        app.state.backend = backend = await asyncio.to_thread(open_store)
        try:
            async with _mail(backend, mail):
                with around(readiness):
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
    app.state.readiness = readiness
    app.state.document = None
    app.router.routes = every_route()
    refusing.install(app)
    check(app.routes)
    return app


def _mail(backend: Backend, settings: MailSettings | None) -> AbstractAsyncContextManager[None]:
    if settings is None:
        return nullcontext()
    from tui.mail.postman import on_rounds

    return on_rounds(backend.outbox, settings)


def every_route() -> list[BaseRoute]:
    """Return the operations of all areas."""
    return [route for router in _ROUTERS for route in router.routes]
