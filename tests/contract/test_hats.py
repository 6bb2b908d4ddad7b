"""Several places to work under one sign-in: choosing one, changing it, and never another's."""

from dataclasses import replace

import pytest

from tests.contract.stage import Stage
from tests.contract.world import (
    BAKERY,
    BAKERY_HAT,
    FACTORY_HAT,
    OPERATOR_HAT,
    PASSWORD,
    WRONG_PASSWORD,
    identity,
)
from tui.api.errors import NotFound, Unauthenticated
from tui.api.models.session import Hat
from tui.api.policy import Kind, Permission, Role
from tui.api.portal import ChooseHat, SignedIn


def _places(hats: tuple[Hat, ...]) -> set[tuple[Kind, str | None, str]]:
    return {(hat.kind, hat.organisation_id, hat.name) for hat in hats}


TWO_ORGANISATIONS = _places((BAKERY_HAT, FACTORY_HAT))


async def test_who_has_several_hats_chooses_after_the_right_password(stage: Stage) -> None:
    choice = await stage.sign_in("both")
    assert isinstance(choice, ChooseHat)
    assert _places(choice.hats) == TWO_ORGANISATIONS
    with pytest.raises(Unauthenticated):
        await stage.sign_in("both", WRONG_PASSWORD)


@pytest.mark.parametrize(
    ("hat", "role"), [(BAKERY_HAT, Role.EMPLOYEE), (FACTORY_HAT, Role.ADMINISTRATOR)]
)
async def test_a_hat_brings_the_roles_of_its_organisation(
    stage: Stage, hat: Hat, role: Role
) -> None:
    signed_in = await stage.sign_in("both", hat=hat)
    assert isinstance(signed_in, SignedIn)
    assert signed_in.session.hat == hat
    assert signed_in.session.roles == {role}
    assert _places(await signed_in.portal.session.hats()) == TWO_ORGANISATIONS


async def test_an_operator_who_is_a_contact_is_one_or_the_other(shared_stage: Stage) -> None:
    operator = (await shared_stage.signed_in("two_hats", OPERATOR_HAT)).session
    contact = (await shared_stage.signed_in("two_hats", BAKERY_HAT)).session
    assert (operator.kind, operator.organisation_id, operator.roles) == (Kind.OPERATOR, None, set())
    assert operator.organisation_name == "Van Alphen Software"
    assert (contact.kind, contact.roles) == (Kind.CONTACT, {Role.ADMINISTRATOR})
    assert Permission.RELEASES_PUBLISH in operator.permissions
    assert Permission.RELEASES_PUBLISH not in contact.permissions
    assert Permission.INVOICES_READ not in operator.permissions


FOREIGN_HATS = [
    FACTORY_HAT,
    Hat(kind=Kind.CONTACT, organisation_id=identity(0xDEAD), name="Bakkerij Zonneveld"),
    Hat(kind=Kind.CONTACT, name="Bakkerij Zonneveld"),
    Hat(kind=Kind.OPERATOR, name="Van Alphen Software"),
    Hat(kind=Kind.SUPPORT, organisation_id=BAKERY, name="Bakkerij Zonneveld"),
    Hat(kind=Kind.SERVICE, name="Van Alphen Software"),
]


@pytest.mark.parametrize("hat", FOREIGN_HATS, ids=str)
async def test_somebody_elses_hat_does_not_exist(stage: Stage, hat: Hat) -> None:
    with pytest.raises(NotFound):
        await stage.entrance.resume(stage.token("employee"), hat)
    for password in (PASSWORD, WRONG_PASSWORD):
        with pytest.raises(Unauthenticated):
            await stage.sign_in("employee", password, hat)


async def test_the_name_on_a_hat_changes_nothing(stage: Stage) -> None:
    forged = replace(BAKERY_HAT, name="Van Alphen Software")
    signed_in = await stage.sign_in("both", hat=forged)
    assert isinstance(signed_in, SignedIn)
    assert signed_in.session.organisation_name == "Bakkerij Zonneveld"


async def test_a_hat_is_changed_without_signing_in_again(stage: Stage) -> None:
    bakery = await stage.signed_in("both", BAKERY_HAT)
    factory = await stage.entrance.resume(bakery.token, FACTORY_HAT)
    assert factory.session.hat == FACTORY_HAT
    assert factory.session.roles == {Role.ADMINISTRATOR}
    again = await stage.entrance.resume(factory.token, BAKERY_HAT)
    assert again.session.roles == {Role.EMPLOYEE}


async def test_a_hat_that_was_taken_away_is_gone(stage: Stage) -> None:
    stage.deactivate("both")
    signed_in = await stage.sign_in("both")
    assert isinstance(signed_in, SignedIn)
    assert signed_in.session.hat == FACTORY_HAT
    with pytest.raises(NotFound):
        await stage.entrance.resume(signed_in.token, BAKERY_HAT)
