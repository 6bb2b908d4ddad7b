"""Every request has a number, by which its line in the log and its answer are found again."""

import secrets
from contextvars import ContextVar

from starlette.types import Scope

current: ContextVar[str] = ContextVar("number of the request", default="")
"""The number of the request that is being answered, for what is logged meanwhile."""

_KEY = "klantportal.number"


def number(scope: Scope) -> str:
    """Give the request of `scope` its number."""
    scope[_KEY] = secrets.token_hex(8)
    return scope[_KEY]


def number_of(scope: Scope) -> str:
    """Return the number of the request of `scope`."""
    return scope.get(_KEY, "")
