"""A portal over HTTP, before sign-in."""

import re

from tui.api.errors import Unauthenticated
from tui.api.http.actions import HttpActions
from tui.api.http.calls import Call, json_of
from tui.api.http.client import Client
from tui.api.http.contacts import HttpContacts
from tui.api.http.incidents import HttpIncidents
from tui.api.http.needs import HttpNeeds
from tui.api.http.organisations import HttpOrganisations
from tui.api.http.profile import HttpProfiles
from tui.api.http.releases import HttpReleases
from tui.api.http.services import HttpServices
from tui.api.http.session import HttpSessions
from tui.api.http.support import HttpSupport
from tui.api.http.templates import HttpTemplates
from tui.api.models.answered import Entered
from tui.api.models.session import Hat, PortalInfo, Session
from tui.api.models.sign_in import Join, SignIn
from tui.api.portal import ChooseHat, Portal, SignedIn, SignInResult
from tui.secret import Secret

_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{1,4096}")


class HttpEntrance:
    """The entrance of one server."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def info(self) -> PortalInfo:
        """Return what the portal says of itself."""
        return await self._client.call(Call(method="GET", path="portal", answers=PortalInfo))

    async def sign_in(self, attempt: SignIn) -> SignInResult:
        """Sign in by e-mail and password."""
        body = json_of(
            email=attempt.email,
            password=attempt.password.reveal(),
            hat=attempt.hat and _worn(attempt.hat),
        )
        call = Call(method="POST", path="sessions", answers=Entered, body=body)
        entered = await self._client.call(call)
        return ChooseHat(entered.hats) if entered.hats else await self._signed_in(entered)

    async def resume(self, token: Secret, hat: Hat | None = None) -> SignedIn:
        """Go on with a session."""
        if not _TOKEN.fullmatch(token.reveal()):
            raise Unauthenticated  # it cannot stand in a header, so nothing has given it
        if hat is not None:
            body = json_of(**_worn(hat))
            wear = Call(method="POST", path="session/hats", answers=Entered, body=body)
            return await self._signed_in(await self._client.call(wear, token))
        call = Call(method="GET", path="session", answers=Session)
        return SignedIn(await self._client.call(call, token), token, self._portal(token))

    async def join(self, join: Join) -> SignedIn:
        """Become the administrator that an invitation awaits."""
        body = json_of(
            code=join.code,
            name=join.name,
            password=join.password.reveal(),
            language=join.language,
        )
        call = Call(method="POST", path="sessions/joined", answers=Entered, body=body)
        return await self._signed_in(await self._client.call(call))

    async def sign_in_as(self, name: str) -> SignedIn:
        """Sign in as one of the demo's people."""
        body = json_of(name=name)
        call = Call(method="POST", path="sessions/demo", answers=Entered, body=body)
        return await self._signed_in(await self._client.call(call))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    async def _signed_in(self, entered: Entered) -> SignedIn:
        if entered.session is None or entered.token is None:
            raise await self._client.incompatible()
        token = Secret(entered.token)
        return SignedIn(entered.session, token, self._portal(token))

    def _portal(self, token: Secret) -> Portal:
        return Portal(
            session=HttpSessions(self._client, token),
            profile=HttpProfiles(self._client, token),
            releases=HttpReleases(self._client, token),
            actions=HttpActions(self._client, token),
            incidents=HttpIncidents(self._client, token),
            support=HttpSupport(self._client, token),
            templates=HttpTemplates(self._client, token),
            contacts=HttpContacts(self._client, token),
            needs=HttpNeeds(self._client, token),
            organisations=HttpOrganisations(self._client, token),
            services=HttpServices(self._client, token),
        )


def _worn(hat: Hat) -> dict[str, str | None]:
    return {"kind": hat.kind.value, "organisation_id": hat.organisation_id}
