"""Granting authorisation roles: what is refused, what takes effect at once, who is always left."""

import asyncio

import pytest

from tests.contract.incidents import ALL, EVERY, subjects, submitted
from tests.contract.stage import Stage, has_words
from tests.contract.world import (
    BAKERY,
    BAKERY_CONTACTS,
    BAKERY_HAT,
    FACTORY,
    FACTORY_CONTACTS,
    FACTORY_HAT,
)
from tui.api.errors import Conflict, Forbidden, Invalid, NotFound, Reason, Remedy
from tui.api.ids import new_id
from tui.api.models.contacts import Contact, Grant
from tui.api.models.incidents import IncidentType
from tui.api.models.support import ActivationEdit
from tui.api.policy import ContactAction, Role
from tui.api.portal import Contacts

ROUNDS = 8

MANAGER = Grant(roles=frozenset({Role.EMPLOYEE, Role.INCIDENT_MANAGER}))


@pytest.fixture
async def adam(stage: Stage) -> Contacts:
    """The contacts as an administrator of the bakery sees them."""
    return (await stage.portal("administrator")).contacts


@pytest.fixture
async def fenna(stage: Stage) -> Contacts:
    """The contacts as an administrator of the factory sees them."""
    return (await stage.portal("other_administrator")).contacts


async def test_a_contact_is_shown_with_what_was_granted(adam: Contacts) -> None:
    emma = BAKERY_CONTACTS["employee"]
    assert await adam.show(emma.id) == Contact(
        id=emma.id,
        display_name="Emma de Vries",
        roles=frozenset({Role.EMPLOYEE}),
        active=True,
        version=1,
        allowed=frozenset({ContactAction.GRANT}),
    )


async def test_what_is_granted_counts_at_the_next_request(stage: Stage, adam: Contacts) -> None:
    nora = await stage.portal("none")
    with pytest.raises(Forbidden):
        await nora.incidents.list(EVERY, ALL)
    contact = await adam.grant(
        BAKERY_CONTACTS["none"].id, Grant(roles=frozenset({Role.EMPLOYEE})), 1
    )
    assert (contact.roles, contact.version) == ({Role.EMPLOYEE}, 2)
    made = await submitted(nora.incidents)
    assert await subjects(nora.incidents) == [made.subject]
    withdrawn = await adam.grant(contact.id, Grant(roles=frozenset()), contact.version)
    assert withdrawn.roles == frozenset()
    with pytest.raises(Forbidden):
        await nora.incidents.show(made.id)


async def test_granting_what_is_there_changes_nothing(adam: Contacts) -> None:
    emma = await adam.show(BAKERY_CONTACTS["employee"].id)
    assert await adam.grant(emma.id, Grant(roles=emma.roles), emma.version) == emma


async def test_a_role_is_granted_when_support_has_activated_it(
    stage: Stage, fenna: Contacts
) -> None:
    emre = FACTORY_CONTACTS["other_employee"].id
    with pytest.raises(Forbidden) as caught:
        await fenna.grant(emre, MANAGER, 1)
    assert (caught.value.reason, caught.value.remedy) == (
        Reason.NOT_ACTIVATED,
        Remedy.SUBMIT_ACTIVATION_REQUEST,
    )
    assert (await fenna.show(emre)).roles == {Role.EMPLOYEE}
    asking = (await stage.portal("other_administrator")).incidents
    await submitted(asking, "Please activate", type=IncidentType.ACTIVATION_REQUEST)
    support = (await stage.portal("support")).support
    await support.activate(FACTORY, ActivationEdit(active=True))
    assert (await fenna.grant(emre, MANAGER, 1)).roles == MANAGER.roles
    emres = (await stage.portal("other_employee")).incidents
    assert await subjects(emres) == ["Please activate"]
    await support.activate(FACTORY, ActivationEdit(active=False))
    assert await subjects(emres) == []


async def test_who_has_an_inactive_role_already_keeps_it_beside_others(fenna: Contacts) -> None:
    milan = await fenna.show(FACTORY_CONTACTS["manager_inactive"].id)
    assert (await fenna.grant(milan.id, MANAGER, milan.version)).roles == MANAGER.roles


async def test_a_stale_grant_is_shown_what_is_there_now(adam: Contacts) -> None:
    emma = BAKERY_CONTACTS["employee"].id
    present = await adam.grant(emma, Grant(roles=frozenset({Role.ADMINISTRATOR})), 1)
    with pytest.raises(Conflict) as caught:
        await adam.grant(emma, Grant(roles=frozenset()), 1)
    assert caught.value.current == present


async def test_a_grant_that_meets_the_end_of_the_activation_leaves_no_role_behind(
    stage: Stage, adam: Contacts
) -> None:
    again = await stage.open_again()
    support = (await again.resume(stage.token("support"))).portal.support
    emma = BAKERY_CONTACTS["employee"].id
    for _ in range(ROUNDS):
        version = (await adam.show(emma)).version
        await support.activate(BAKERY, ActivationEdit(active=True))
        await asyncio.gather(
            adam.grant(emma, MANAGER, version),
            support.activate(BAKERY, ActivationEdit(active=False)),
            return_exceptions=True,
        )
        assert (await adam.show(emma)).roles == {Role.EMPLOYEE}


async def test_who_saw_a_role_before_support_withdrew_it_is_told_so_before_granting(
    stage: Stage, adam: Contacts
) -> None:
    mila = await adam.show(BAKERY_CONTACTS["manager"].id)
    support = (await stage.portal("support")).support
    for active in (False, True):
        await support.activate(BAKERY, ActivationEdit(active=active))
    with pytest.raises(Conflict) as caught:
        await adam.grant(mila.id, MANAGER, mila.version)
    assert caught.value.current == await adam.show(mila.id)
    assert (await adam.show(mila.id)).roles == frozenset()


async def test_an_organisation_always_has_an_administrator(stage: Stage, fenna: Contacts) -> None:
    bo, mine = FACTORY_CONTACTS["both"].id, FACTORY_CONTACTS["other_administrator"].id
    none = Grant(roles=frozenset())
    await fenna.grant(bo, none, 1)
    with pytest.raises(Invalid) as caught:
        await fenna.grant(mine, none, 1)
    assert [(error.field, error.code) for error in caught.value.fields] == [
        ("roles", "last_administrator")
    ]
    assert has_words(caught.value)
    assert (await fenna.show(mine)).roles == {Role.ADMINISTRATOR}
    await fenna.grant(bo, Grant(roles=frozenset({Role.ADMINISTRATOR})), 2)
    await fenna.grant(mine, none, 1)


async def test_an_inactive_administrator_does_not_count(stage: Stage, fenna: Contacts) -> None:
    stage.set_roles("manager_inactive", [Role.ADMINISTRATOR])
    stage.deactivate("manager_inactive")
    none = Grant(roles=frozenset())
    await fenna.grant(FACTORY_CONTACTS["both"].id, none, 1)
    with pytest.raises(Invalid):
        await fenna.grant(FACTORY_CONTACTS["other_administrator"].id, none, 1)


async def test_two_who_demote_one_another_leave_one(stage: Stage, fenna: Contacts) -> None:
    bo = (await stage.portal("both", FACTORY_HAT)).contacts
    none = Grant(roles=frozenset())
    done = await asyncio.gather(
        fenna.grant(FACTORY_CONTACTS["both"].id, none, 1),
        bo.grant(FACTORY_CONTACTS["other_administrator"].id, none, 1),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Contact) for each in done) == 1
    assert sum(isinstance(each, Forbidden | Invalid) for each in done) == 1


async def test_a_contact_of_another_organisation_is_not_there(
    stage: Stage, fenna: Contacts
) -> None:
    for id_ in (BAKERY_CONTACTS["employee"].id, new_id(), "1", ""):
        with pytest.raises(NotFound):
            await fenna.show(id_)
        with pytest.raises(NotFound):
            await fenna.grant(id_, Grant(roles=frozenset()), 1)
    bo = (await stage.portal("both", BAKERY_HAT)).contacts
    with pytest.raises(Forbidden):  # who is administrator elsewhere
        await bo.grant(BAKERY_CONTACTS["both"].id, MANAGER, 1)
