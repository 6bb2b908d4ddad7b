"""Where the areas' operations stand: below `/api/v1`."""

from fastapi import APIRouter

from tui.server.operations import DeclaredRoute

ROOT = "/api/v1"


def area(name: str) -> APIRouter:
    """Return a router for the operations of one area."""
    # Whole paths: what includes a router looks for the same route twice at each request.
    return APIRouter(prefix=ROOT, tags=[name], route_class=DeclaredRoute, redirect_slashes=False)
