"""Whether the process is alive, whether it is ready, and what it is."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from tui import __version__
from tui.api.errors import Fault, Incompatible, Unavailable
from tui.api.models.answered import ServerVersion
from tui.server.answering import answer, done
from tui.server.areas import area
from tui.server.asking import Standing
from tui.server.operations import DeclaredRoute, operation

OLDEST = NEWEST = "1.0"
"""The versions of the interface that this program understands."""

probes = APIRouter(tags=["health"], route_class=DeclaredRoute, redirect_slashes=False)
router = area("health")


@probes.get("/healthz")
@operation(needs=None)
async def is_alive() -> Response:
    """Answer, as a process does that is alive."""
    return done()


@probes.get("/readyz")
@operation(needs=None, fails=(Incompatible,))
async def is_ready(request: Request, backend: Standing) -> Response:
    """Answer where the database answers and its schema is ours; not while the server stops."""
    if request.app.state.readiness.stopping:
        raise Unavailable(Fault.BUSY)
    await backend.check()
    return done()


@router.get("/version")
@operation(needs=None, answers=ServerVersion)
async def show_version() -> Response:
    """Return what this server is, and the versions of this interface that it understands."""
    return answer(ServerVersion, VERSION)


VERSION = ServerVersion(program=__version__, oldest=OLDEST, newest=NEWEST)
