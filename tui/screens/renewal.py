"""A portal that outlives its session: who signs in again goes on with it where one was."""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.screen import Screen

from tui.api.portal import Portal

if TYPE_CHECKING:
    from tui.api.models.session import Hat, Session
    from tui.api.portal import SignedIn
    from tui.screens.sign_in import OpenEntrance
    from tui.secret import Secret


class Renewable:
    """Hands out one portal and leads its verbs to that of the present session.

    `is_remembered` says that nobody has confirmed the session yet: it is as it was known last.
    """

    def __init__(self, signed_in: "SignedIn", *, is_remembered: bool = False) -> None:
        self._present = signed_in
        self.is_remembered = is_remembered
        areas = {area.name: _Area(self, area.name) for area in fields(Portal)}
        self._lasting = Portal(**areas)  # pyright: ignore[reportArgumentType] - they answer alike

    @property
    def signed_in(self) -> "SignedIn":
        """The present session, with the portal that stays when it is renewed."""
        return replace(self._present, portal=self._lasting)

    @property
    def portal(self) -> Portal:
        """The portal of the present session alone."""
        return self._present.portal

    def renew(self, signed_in: "SignedIn") -> bool:
        """Go on under a session of the same person and hat; returns whether it is one.

        In place of one that was remembered only one that is the same in everything is.
        """
        was, now = self._present.session, signed_in.session
        same = _all_of if self.is_remembered else _who
        if same(was) != same(now):
            return False
        self._present, self.is_remembered = signed_in, False
        return True


def _who(session: "Session") -> object:
    return session.person_id, session.kind, session.organisation_id


def _all_of(session: "Session") -> object:
    return replace(session, id="", expires_at=None)


def with_settings(signed_in: "SignedIn | None", **settings: object) -> "SignedIn | None":
    """Return whoever is signed in with other settings, which are kept at the portal already."""
    if signed_in is None:
        return None
    return replace(signed_in, session=replace(signed_in.session, **settings))


async def resumed(
    open_entrance: "OpenEntrance", token: "Secret", hat: "Hat | None" = None
) -> "SignedIn":
    """Take a session anew: as it is at the portal by now, or under another hat."""
    return await (await open_entrance()).resume(token, hat)


class _Area:
    """One area; each verb is looked up when it is called."""

    def __init__(self, renewable: Renewable, name: str) -> None:
        self._renewable = renewable
        self._name = name

    def __getattr__(self, verb: str) -> Any:
        return getattr(getattr(self._renewable.portal, self._name), verb)


@runtime_checkable
class _Retrying(Protocol):
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None: ...

    def action_retry(self) -> None: ...


def retry_all(screen: Screen[Any]) -> None:
    """Ask again whatever failed on `screen`."""
    for node in (screen, *screen.query("*")):
        if isinstance(node, _Retrying) and node.check_action("retry", ()):
            node.action_retry()
