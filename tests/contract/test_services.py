"""The vendor's own systems: a token that is shown once, does what it may, and ends at once."""

from datetime import UTC, datetime

import pytest

from tests.contract.stage import Stage, short
from tests.contract.world import OPERATOR_HAT, identity
from tui.api.errors import Invalid, NotFound, Unauthenticated
from tui.api.ids import new_id
from tui.api.models.services import ServiceMade, ServiceNew
from tui.api.policy import Kind, Permission, ServiceAction, permissions_of
from tui.api.portal import Portal, Services


@pytest.fixture
async def operator(stage: Stage) -> Portal:
    """The portal as the operator sees it."""
    return await stage.portal("operator")


@pytest.fixture
def services(operator: Portal) -> Services:
    """The services as the operator sees them."""
    return operator.services


def _orders() -> ServiceNew:
    return ServiceNew(id=new_id(), name="Orders")


async def test_a_service_comes_in_by_its_token_as_a_service_and_nobody(stage: Stage) -> None:
    session = (await stage.service("Orders")).session
    assert (session.kind, session.person_id, session.contact_id) == (Kind.SERVICE, None, None)
    assert (session.expires_at, session.organisation_id) == (None, None)
    assert (session.display_name, session.email) == ("Orders", "")
    assert session.organisation_name == "Van Alphen Software"
    assert session.permissions == permissions_of(Kind.SERVICE)


async def test_a_service_has_one_hat_and_wears_no_other(stage: Stage) -> None:
    service = await stage.service()
    (hat,) = await service.portal.session.hats()
    assert hat == service.session.hat
    assert (await stage.entrance.resume(service.token, hat)).session == service.session
    with pytest.raises(NotFound):
        await stage.entrance.resume(service.token, OPERATOR_HAT)


async def test_a_token_is_shown_once_and_kept_nowhere(stage: Stage, services: Services) -> None:
    new, key = _orders(), new_id()
    made = await services.create(new, key)
    assert made.token is not None
    assert len(made.token.reveal()) > 40
    assert made.token.reveal() not in stage.ground.contents(stage.url)
    assert await services.create(new, key) == ServiceMade(service=made.service)
    assert await services.list() == (made.service,)


async def test_no_two_tokens_are_alike(services: Services) -> None:
    made = [await services.create(_orders(), new_id()) for _ in range(3)]
    assert len({each.token for each in made}) == 3


async def test_a_key_that_came_with_another_service_is_refused(services: Services) -> None:
    key = new_id()
    await services.create(_orders(), key)
    with pytest.raises(Invalid) as caught:
        await services.create(_orders(), key)
    assert [error.code for error in caught.value.fields] == ["key_reused"]


async def test_an_id_that_is_taken_is_refused_and_opens_nothing_new(services: Services) -> None:
    new = _orders()
    await services.create(new, new_id())
    before = await services.list()
    with pytest.raises(Invalid) as caught:
        await services.create(new.model_copy(update={"name": "Another"}), new_id())
    assert [(e.field, e.code) for e in caught.value.fields] == [("id", "id_taken")]
    assert await services.list() == before


async def test_the_list_says_who_made_a_service_and_when_it_was_used(
    stage: Stage, services: Services
) -> None:
    before = datetime.now(UTC)
    made = await services.create(_orders(), new_id())
    assert made.token is not None
    assert made.service.made_by == "Otto Brand"
    assert before <= made.service.made_at <= datetime.now(UTC)
    assert (made.service.last_used_at, made.service.revoked_at) == (None, None)
    assert made.service.allowed == {ServiceAction.REVOKE}
    used = datetime.now(UTC)
    await (await stage.entrance.resume(made.token)).portal.organisations.count()
    (listed,) = await services.list()
    assert listed.last_used_at is not None
    assert used <= listed.last_used_at <= datetime.now(UTC)


async def test_every_operator_is_told_who_made_a_service_by_the_name_of_now(stage: Stage) -> None:
    operators = [await stage.portal("operator"), await stage.portal("two_hats", OPERATOR_HAT)]
    for portal, name in zip(operators, ("Orders", "Bills"), strict=True):
        await portal.services.create(ServiceNew(id=new_id(), name=name), new_id())
    assert await _makers(operators) == [{"Orders": "Otto Brand", "Bills": "Olga Willems"}] * 2
    stage.rename_colleague("operator", "Otto Brand-Willems")
    assert (
        await _makers(operators) == [{"Orders": "Otto Brand-Willems", "Bills": "Olga Willems"}] * 2
    )
    (orders,) = [each for each in await operators[1].services.list() if each.name == "Orders"]
    assert (await operators[1].services.revoke(orders.id)).made_by == "Otto Brand-Willems"


async def _makers(operators: list[Portal]) -> list[dict[str, str]]:
    """Return who made each service, as each of the operators is told."""
    return [
        {service.name: service.made_by for service in await portal.services.list()}
        for portal in operators
    ]


async def test_a_token_that_is_revoked_opens_nothing_at_the_next_request(
    stage: Stage, services: Services
) -> None:
    service = await stage.service()
    await service.portal.organisations.count()
    revoked = await services.revoke(service.session.id)
    assert revoked.revoked_at is not None
    assert revoked.allowed == frozenset()
    with pytest.raises(Unauthenticated):
        await service.portal.organisations.count()
    with pytest.raises(Unauthenticated):
        await stage.entrance.resume(service.token)
    assert (await services.list())[0].revoked_at == revoked.revoked_at


async def test_one_token_goes_and_the_others_stay(stage: Stage, services: Services) -> None:
    gone, stays = await stage.service("One"), await stage.service("Two")
    await services.revoke(gone.session.id)
    assert Permission.ORGANISATIONS_CREATE in (
        (await stage.entrance.resume(stays.token)).session.permissions
    )


async def test_revoking_twice_is_revoking_once(services: Services) -> None:
    made = await services.create(_orders(), new_id())
    revoked = await services.revoke(made.service.id)
    assert await services.revoke(made.service.id) == revoked


async def test_the_newest_service_stands_first_and_those_revoked_last(services: Services) -> None:
    made = [(await services.create(_orders(), new_id())).service.id for _ in range(3)]
    await services.revoke(made[2])
    assert [each.id for each in await services.list()] == [made[1], made[0], made[2]]


@pytest.mark.parametrize(
    "service_id",
    ["", "x", "%", "' OR 1=1 --", "\x00", "\ud800", "a" * 1000, identity(0xDEAD)],
    ids=short,
)
async def test_what_is_no_service_is_not_found(services: Services, service_id: str) -> None:
    made = await services.create(_orders(), new_id())
    with pytest.raises(NotFound):
        await services.revoke(service_id)
    assert await services.list() == (made.service,)


async def test_a_session_is_no_service_to_be_revoked(operator: Portal) -> None:
    (session, *_) = await operator.session.list()
    with pytest.raises(NotFound):
        await operator.services.revoke(session.id)


async def test_what_was_done_to_services_is_recorded(stage: Stage, services: Services) -> None:
    made = await services.create(_orders(), new_id())
    await services.revoke(made.service.id)
    rows = stage.ground.contents(stage.url).split("\n")
    for action in ("services.create", "services.revoke"):
        records = [row for row in rows if action in row and "'operator'" in row]
        assert [made.service.id in row for row in records] == [True]
