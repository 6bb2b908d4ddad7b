"""Whoever cannot show that it is the portal is told apart, and is sent nothing."""

from collections.abc import Generator
from contextlib import ExitStack

import pytest

from tests.contract.grounds import Template, place_of, sqlite_ground
from tests.contract.world import BAKERY_HAT, PASSWORD, PEOPLE, WORLD
from tests.server.secured import Certificates, Secured, make_certificates, secured
from tui.api.connect import connect
from tui.api.errors import Fault, Unavailable
from tui.api.models.sign_in import SignIn
from tui.api.portal import SignedIn
from tui.secret import Secret
from tui.server.app import app_on

WITHOUT = "no certificate"

REFUSED = {
    "expired": Fault.TLS_OUT_OF_DATE,
    "from tomorrow": Fault.TLS_OUT_OF_DATE,
    "of another machine": Fault.TLS_OTHER_ADDRESS,
    "of another name": Fault.TLS_OTHER_ADDRESS,
    "of another authority": Fault.TLS_UNKNOWN_AUTHORITY,
    "of nobody but itself": Fault.TLS_UNKNOWN_AUTHORITY,
    WITHOUT: Fault.TLS_REFUSED,
}


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates of all kinds."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def template() -> Generator[Template]:
    """A store, and tokens for it."""
    with sqlite_ground() as ground:
        template = ground.template(WORLD)
        yield Template(ground.copy(template), template.tokens)


@pytest.fixture(scope="module")
def servers(certificates: Certificates, template: Template) -> Generator[dict[str, Secured]]:
    """A server for each certificate, and one that has none."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(secured(app_on(template.place), certificate))
            for name, certificate in (*certificates.servers.items(), (WITHOUT, None))
        }


@pytest.fixture(scope="module")
def token(template: Template) -> Secret:
    """What must not get into the wrong hands."""
    return template.tokens[PEOPLE["employee"].id, place_of(BAKERY_HAT)]


@pytest.mark.parametrize(("name", "fault"), REFUSED.items())
async def test_who_is_not_the_portal_is_named_and_sent_nothing(
    certificates: Certificates,
    servers: dict[str, Secured],
    token: Secret,
    name: str,
    fault: Fault,
) -> None:
    server = servers[name]
    entrance = connect(server.url, ca_file=str(certificates.authority))
    attempt = SignIn(email=PEOPLE["employee"].email, password=Secret(PASSWORD))
    for ask in (entrance.info(), entrance.resume(token), entrance.sign_in(attempt)):
        with pytest.raises(Unavailable) as caught:
            await ask
        assert (caught.value.fault, caught.value.place) == (fault, server.url)
    await entrance.close()
    assert server.arrived == []


async def test_an_authority_that_nobody_named_is_not_trusted(
    servers: dict[str, Secured], token: Secret
) -> None:
    server = servers["good"]
    before = [*server.arrived]
    entrance = connect(server.url)
    with pytest.raises(Unavailable) as caught:
        await entrance.resume(token)
    await entrance.close()
    assert caught.value.fault is Fault.TLS_UNKNOWN_AUTHORITY
    assert server.arrived == before


async def test_an_authority_that_is_named_is_trusted_and_the_token_goes_there(
    certificates: Certificates, servers: dict[str, Secured], token: Secret
) -> None:
    server = servers["good"]
    entrance = connect(server.url, ca_file=str(certificates.authority))
    signed_in = await entrance.resume(token)
    assert isinstance(signed_in, SignedIn)
    assert (await signed_in.portal.profile.show()).email == PEOPLE["employee"].email
    await entrance.close()
    shown = f"Bearer {token.reveal()}"
    assert server.arrived[-2:] == [("/api/v1/session", shown), ("/api/v1/profile", shown)]
