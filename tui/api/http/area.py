"""What the areas have in common: a client, and the token of the session that they are bound to."""

from typing import Any, TypeVar

from tui.api.http.calls import Call, changes_of, query_of
from tui.api.http.client import Client
from tui.api.models.base import Input
from tui.secret import Secret

T = TypeVar("T")


class Area:
    """The operations of one area, for one session."""

    def __init__(self, client: Client, token: Secret) -> None:
        self._client = client
        self._token = token

    async def _get(self, path: str, answers: type[T], *asked: Any, **more: str) -> T:
        """Read; `asked` are records whose fields are parameters of the query."""
        query = query_of(*asked) | more
        return await self._call(Call(method="GET", path=path, answers=answers, query=query))

    async def _edit(
        self,
        path: str,
        answers: type[T],
        edit: Input | None,
        version: int | None,
        *,
        method: str = "PATCH",
    ) -> T:
        """Change a record that was seen as of `version`; a conflict shows how it is now."""
        return await self._call(
            Call(
                method=method,
                path=path,
                answers=answers,
                body=None if edit is None else changes_of(edit),
                version=version,
                current=answers,
            )
        )

    async def _call(self, call: Call[T]) -> T:
        return await self._client.call(call, self._token)

    async def _do(self, method: str, path: str, body: bytes | None = None) -> None:
        """Do what has no answer."""
        await self._call(Call[None](method=method, path=path, answers=None, body=body))
