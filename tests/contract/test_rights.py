"""Who may do what: every cell of `rights.csv`, on every ground."""

import pytest

from tests.contract.calls import CALLS, publish
from tests.contract.incident_calls import rows_of_incidents
from tests.contract.interface import verbs
from tests.contract.rights import CALLERS, TABLE, VENDOR, VERBS, everybody, outcome, signed_in
from tests.contract.stage import CONTACTS, Stage, word_of
from tests.contract.world import BAKERY_CONTACTS
from tui.api.errors import Forbidden, Unauthenticated
from tui.api.ids import new_id
from tui.api.models.paging import PageRequest
from tui.api.models.releases import Impact, NoteQuery
from tui.api.policy import Kind, Permission, Role, effective_roles, permissions_of, refusal
from tui.api.portal import Portal

POLICY_CALLERS = [name for name in CALLERS if name not in ("deactivated", "anonymous")]


async def _note_id(stage: Stage) -> str:
    """Return a note that asks something, so that every verb can be called with it."""
    releases = (await stage.portal("employee")).releases
    asking = NoteQuery(impact=Impact.ACTION_REQUIRED)
    return (await releases.list(asking, PageRequest(limit=1))).items[0].id


@pytest.mark.parametrize("verb", CALLS)
async def test_a_verb_does_what_the_table_says(stage: Stage, verb: str) -> None:
    note = await _note_id(stage)
    callers = await everybody(stage)
    done = {name: await outcome(CALLS[verb](portal, note)) for name, portal in callers.items()}
    assert done == TABLE[verb]


OF_A_NOTE = ("show", "mark", "next_unread", "bookmark", "correct", "withdraw")


@pytest.mark.parametrize("verb", ["actions.edit", *(f"releases.{name}" for name in OF_A_NOTE)])
async def test_a_refusal_does_not_tell_whether_the_thing_exists(stage: Stage, verb: str) -> None:
    callers = await everybody(stage)
    done = {name: await outcome(CALLS[verb](portal, new_id())) for name, portal in callers.items()}
    assert done == {
        name: "not_found" if word == "yes" else word for name, word in TABLE[verb].items()
    }


async def _explained(portal: Portal, permission: Permission) -> str:
    try:
        denial = await portal.session.explain(permission)
    except Unauthenticated as error:
        return word_of(error)
    return denial.reason if denial else "yes"


async def test_a_session_explains_what_the_table_says(stage: Stage) -> None:
    callers = await everybody(stage)
    for permission in Permission:
        said = {name: await _explained(portal, permission) for name, portal in callers.items()}
        assert said == TABLE[f"may {permission}"], permission


async def test_a_session_holds_what_the_table_says(stage: Stage) -> None:
    for name in POLICY_CALLERS:
        held = (await signed_in(stage, name)).session.permissions
        assert held == {p for p in Permission if TABLE[f"may {p}"][name] == "yes"}, name


async def test_a_refusal_names_the_permission_that_is_missing(stage: Stage) -> None:
    for name in CALLERS:
        if TABLE["releases.publish"][name] == "vendor_only":
            with pytest.raises(Forbidden) as caught:
                await publish((await signed_in(stage, name)).portal)
            assert caught.value.permission == Permission.RELEASES_PUBLISH


def _policy_says(name: str, permission: Permission) -> str:
    if name in VENDOR:
        kind, granted, activated = VENDOR[name], frozenset[Role](), frozenset[Role]()
    else:
        kind, granted = Kind.CONTACT, CONTACTS[name].roles
        activated = {Role.INCIDENT_MANAGER} if name in BAKERY_CONTACTS else frozenset[Role]()
    if permission in permissions_of(kind, effective_roles(granted, activated)):
        return "yes"
    return refusal(kind, granted, permission).reason


@pytest.mark.parametrize("name", POLICY_CALLERS)
def test_the_policy_and_the_table_agree(name: str) -> None:
    for permission in Permission:
        assert _policy_says(name, permission) == TABLE[f"may {permission}"][name], permission


def test_the_table_has_every_permission_and_every_verb() -> None:
    assert {what for what in TABLE if what.startswith("may ")} == {f"may {p}" for p in Permission}
    assert {what.partition(" ")[0] for what in VERBS} == verbs()
    assert {*VERBS} == {*CALLS, *rows_of_incidents()}
