"""Going on with a session, leaving it, and what rights it has meanwhile."""

import pytest

from tests.contract.stage import Stage, short
from tests.contract.world import BAKERY, BAKERY_ADMINISTRATORS, PEOPLE
from tui.api.errors import Forbidden, Reason, Remedy, Unauthenticated
from tui.api.models.releases import NoteQuery
from tui.api.models.session import Language
from tui.api.policy import Permission, Role
from tui.api.portal import SignedIn
from tui.secret import Secret

NEWEST = NoteQuery(language=Language.DUTCH)


async def test_a_token_goes_on_with_its_session(stage: Stage) -> None:
    signed_in = await stage.sign_in("employee")
    assert isinstance(signed_in, SignedIn)
    resumed = await (await stage.open_again()).resume(signed_in.token)
    assert resumed.session.person_id == PEOPLE["employee"].id
    assert resumed.session.hat == signed_in.session.hat
    assert resumed.session.permissions == signed_in.session.permissions


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "\x00", "\ud800", "é" * 1000], ids=short)
async def test_what_is_no_token_opens_nothing(shared_stage: Stage, token: str) -> None:
    with pytest.raises(Unauthenticated):
        await shared_stage.entrance.resume(Secret(token))


async def test_a_token_with_one_character_changed_opens_nothing(shared_stage: Stage) -> None:
    token = shared_stage.token("employee").reveal()
    assert len(token) >= 32
    for changed in (token[:-1], token + "A", token.swapcase(), token[1:]):
        with pytest.raises(Unauthenticated):
            await shared_stage.entrance.resume(Secret(changed))


async def test_signing_out_ends_the_session_for_good(stage: Stage) -> None:
    signed_in = await stage.signed_in("employee")
    await signed_in.portal.session.sign_out()
    with pytest.raises(Unauthenticated) as caught:
        await stage.entrance.resume(signed_in.token)
    assert caught.value.reason is Reason.SESSION_ENDED
    with pytest.raises(Unauthenticated):
        await signed_in.portal.releases.count(NEWEST)


async def test_signing_out_leaves_the_persons_other_sessions(stage: Stage) -> None:
    first = await stage.sign_in("employee")
    second = await stage.sign_in("employee")
    assert isinstance(first, SignedIn)
    assert isinstance(second, SignedIn)
    assert first.token != second.token
    await first.portal.session.sign_out()
    assert (await second.portal.profile.show()).display_name == "Emma de Vries"


@pytest.mark.parametrize("end", [Stage.leave_idle, Stage.expire])
async def test_a_session_ends_by_itself(stage: Stage, end) -> None:
    signed_in = await stage.signed_in("employee")
    end(stage, "employee")
    with pytest.raises(Unauthenticated):
        await signed_in.portal.profile.show()
    with pytest.raises(Unauthenticated):
        await stage.entrance.resume(signed_in.token)


# Rights while the session runs


async def test_a_role_that_is_withdrawn_ends_its_rights_at_once(stage: Stage) -> None:
    portal = await stage.portal("employee")
    assert await portal.session.explain(Permission.RELEASES_READ) is None
    stage.set_roles("employee", [])
    with pytest.raises(Forbidden) as caught:
        await portal.releases.count(NEWEST)
    assert caught.value.reason is Reason.NOT_GRANTED
    assert await portal.session.explain(Permission.RELEASES_READ) is not None
    assert (await stage.signed_in("employee")).session.permissions == {Permission.PROFILE_EDIT}


async def test_a_role_that_is_granted_counts_at_once(stage: Stage) -> None:
    portal = await stage.portal("none")
    stage.set_roles("none", [Role.EMPLOYEE])
    assert (await portal.releases.count(NEWEST)).value > 0


async def test_incident_management_ends_with_its_activation(stage: Stage) -> None:
    portal = await stage.portal("manager")
    assert await portal.session.explain(Permission.INCIDENTS_READ_ALL) is None
    stage.withdraw_activation(BAKERY)
    denial = await portal.session.explain(Permission.INCIDENTS_READ_ALL)
    assert denial is not None
    assert denial.reason is Reason.NOT_ACTIVATED
    assert (await stage.signed_in("manager")).session.roles == set()


async def test_a_deactivated_contact_is_out_at_once(stage: Stage) -> None:
    signed_in = await stage.signed_in("employee")
    stage.deactivate("employee")
    with pytest.raises(Unauthenticated):
        await signed_in.portal.releases.count(NEWEST)
    with pytest.raises(Unauthenticated):
        await stage.entrance.resume(signed_in.token)


# Why not


async def test_a_right_that_is_missing_names_the_role_and_who_grants_it(
    shared_stage: Stage,
) -> None:
    denial = await (await shared_stage.portal("none")).session.explain(Permission.RELEASES_READ)
    assert denial is not None
    assert denial.permission is Permission.RELEASES_READ
    assert (denial.reason, denial.remedy) == (Reason.NOT_GRANTED, Remedy.ASK_ADMINISTRATOR)
    assert denial.roles == (Role.EMPLOYEE, Role.ADMINISTRATOR)
    assert set(denial.people) == BAKERY_ADMINISTRATORS


async def test_only_administrators_of_the_own_organisation_are_named(shared_stage: Stage) -> None:
    denial = await (await shared_stage.portal("other_employee")).session.explain(
        Permission.INVOICES_READ
    )
    assert denial is not None
    assert set(denial.people) == {"Fenna Kok", "Bo Peters"}


async def test_at_most_five_people_are_named(stage: Stage) -> None:
    stage.set_roles("employee", [Role.ADMINISTRATOR])
    denial = await (await stage.portal("none")).session.explain(Permission.RELEASES_READ)
    assert denial is not None
    assert len(set(denial.people)) == 5
    assert set(denial.people) < BAKERY_ADMINISTRATORS | {"Emma de Vries"}


async def test_a_role_without_activation_says_what_to_submit(shared_stage: Stage) -> None:
    portal = await shared_stage.portal("manager_inactive")
    denial = await portal.session.explain(Permission.INCIDENTS_READ_ALL)
    assert denial is not None
    assert denial.remedy is Remedy.SUBMIT_ACTIVATION_REQUEST
    assert Role.INCIDENT_MANAGER in denial.roles


@pytest.mark.parametrize("name", ["administrator", "support", "operator"])
async def test_where_nobody_can_grant_a_right_nobody_is_named(
    shared_stage: Stage, name: str
) -> None:
    portal = await shared_stage.portal(name)
    for permission in (Permission.INVOICES_IMPORT, Permission.INVOICES_READ):
        denial = await portal.session.explain(permission)
        assert denial is None or (denial.people, denial.remedy) == ((), Remedy.NONE)
