"""Who may do what: every cell of `rights.csv`, written by hand, on every ground.

A cell is `yes` or the reason of the refusal. A row `may <permission>` is what the session says
of itself; any other row is a verb that is called, with what it is called for where that counts.
"""

import csv
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from tests.contract.interface import verbs
from tests.contract.notes import PROFIT_9
from tests.contract.stage import CONTACTS, Stage, mill, word_of
from tests.contract.world import BAKERY_CONTACTS, PASSWORD
from tui.api.errors import Forbidden, NotFound, Unauthenticated
from tui.api.ids import new_id
from tui.api.models.actions import ActionEdit, ActionQuery
from tui.api.models.organisations import Invitation
from tui.api.models.paging import PageRequest
from tui.api.models.profile import PasswordChange, ProfileEdit
from tui.api.models.publishing import NoteCorrection, ReleaseDocument
from tui.api.models.releases import Impact, NoteQuery
from tui.api.models.services import ServiceNew
from tui.api.policy import Kind, Permission, Role, effective_roles, permissions_of, refusal
from tui.api.portal import Portal, SignedIn
from tui.secret import Secret

with Path(__file__).with_name("rights.csv").open(encoding="utf-8", newline="") as file:
    _ROWS = [*csv.DictReader(file)]

TABLE: dict[str, dict[str, str]] = {row.pop("what"): row for row in _ROWS}
CALLERS = [*next(iter(TABLE.values()))]
VERBS = [what for what in TABLE if not what.startswith("may ")]
VENDOR = {"support": Kind.SUPPORT, "operator": Kind.OPERATOR, "service": Kind.SERVICE}

WITHDRAWN = NoteQuery(withdrawn=True)
ACTIONS = ActionQuery(today=date(2026, 10, 15))

POLICY_CALLERS = [name for name in CALLERS if name not in ("deactivated", "anonymous")]


async def _edit(portal: Portal, _: str) -> object:
    version = (await portal.profile.show()).version
    return await portal.profile.edit(ProfileEdit(), version)


async def _revoke(portal: Portal, _: str) -> object:
    return await portal.session.revoke((await portal.session.list())[-1].id)


async def _change_password(portal: Portal, _: str) -> object:
    change = PasswordChange(current=Secret(PASSWORD), new=Secret("a new " + PASSWORD))
    return await portal.profile.change_password(change)


async def _publish(portal: Portal, _: str) -> object:
    return await portal.releases.publish(
        ReleaseDocument(source="profit.md", releases=(PROFIT_9,)), new_id()
    )


async def _take_back(portal: Portal, _: str) -> object:
    """What one may not mark, one is refused to take back before it is looked for."""
    try:
        together_id = (await portal.releases.mark_all(NoteQuery())).id
    except (Forbidden, Unauthenticated):
        together_id = new_id()
    return await portal.releases.take_back(together_id)


async def _correct(portal: Portal, note: str) -> object:
    """Each in turn, so that nobody's correction is stale."""
    try:
        revision = (await portal.releases.show(note, NoteQuery())).revision
    except (Forbidden, Unauthenticated, NotFound):
        revision = 1
    return await portal.releases.correct(note, NoteCorrection(area="Elders"), revision)


async def _create(portal: Portal, _: str) -> object:
    return await portal.organisations.create(mill(), new_id())


async def _invite(portal: Portal, _: str) -> object:
    """Whoever may make one makes it first; nobody else is told whether there is one."""
    new = mill()
    with suppress(Forbidden, Unauthenticated):
        await portal.organisations.create(new, new_id())
    return await portal.organisations.invite(new.id, Invitation(email=new.administrator), new_id())


async def _make_service(portal: Portal, _: str) -> object:
    return await portal.services.create(ServiceNew(id=new_id(), name="Orders"), new_id())


async def _revoke_service(portal: Portal, _: str) -> object:
    new = ServiceNew(id=new_id(), name="Orders")
    with suppress(Forbidden, Unauthenticated):
        await portal.services.create(new, new_id())
    return await portal.services.revoke(new.id)


CALLS: dict[str, Callable[[Portal, str], Awaitable[object]]] = {
    "session.explain": lambda portal, _: portal.session.explain(Permission.PROFILE_EDIT),
    "session.hats": lambda portal, _: portal.session.hats(),
    "session.sign_out": lambda portal, _: portal.session.sign_out(),
    "session.list": lambda portal, _: portal.session.list(),
    "session.revoke": _revoke,
    "profile.show": lambda portal, _: portal.profile.show(),
    "profile.edit": _edit,
    "profile.change_password": _change_password,
    "releases.list": lambda portal, _: portal.releases.list(NoteQuery(), PageRequest()),
    "releases.count": lambda portal, _: portal.releases.count(NoteQuery()),
    "releases.list withdrawn": lambda portal, _: portal.releases.list(WITHDRAWN, PageRequest()),
    "releases.count withdrawn": lambda portal, _: portal.releases.count(WITHDRAWN),
    "releases.search withdrawn": lambda portal, _: portal.releases.search(
        "a", WITHDRAWN, PageRequest()
    ),
    "releases.mark_all withdrawn": lambda portal, _: portal.releases.mark_all(WITHDRAWN),
    "releases.next_unread withdrawn": lambda portal, note: portal.releases.next_unread(
        WITHDRAWN, note, ahead=True
    ),
    "releases.facets": lambda portal, _: portal.releases.facets(),
    "releases.show": lambda portal, note: portal.releases.show(note, NoteQuery()),
    "releases.search": lambda portal, _: portal.releases.search("a", NoteQuery(), PageRequest()),
    "releases.mark": lambda portal, note: portal.releases.mark([note], read=True),
    "releases.mark_all": lambda portal, _: portal.releases.mark_all(NoteQuery()),
    "releases.take_back": _take_back,
    "releases.next_unread": lambda portal, note: portal.releases.next_unread(
        NoteQuery(), note, ahead=True
    ),
    "releases.bookmark": lambda portal, note: portal.releases.bookmark([note], kept=True),
    "releases.publish": _publish,
    "actions.list": lambda portal, _: portal.actions.list(ACTIONS, PageRequest()),
    "actions.count": lambda portal, _: portal.actions.count(ACTIONS),
    "actions.progress": lambda portal, _: portal.actions.progress(),
    "actions.colleagues": lambda portal, _: portal.actions.colleagues(),
    "actions.edit": lambda portal, note: portal.actions.edit(note, ActionEdit(), 0),
    "releases.correct": _correct,
    "releases.withdraw": lambda portal, note: portal.releases.withdraw([note], withdrawn=True),
    "needs.list": lambda portal, _: portal.needs.list(),
    "organisations.list": lambda portal, _: portal.organisations.list(PageRequest()),
    "organisations.count": lambda portal, _: portal.organisations.count(),
    "organisations.create": _create,
    "organisations.invite": _invite,
    "services.list": lambda portal, _: portal.services.list(),
    "services.create": _make_service,
    "services.revoke": _revoke_service,
}


async def _signed_in(stage: Stage, name: str) -> SignedIn:
    return await (stage.service() if name == "service" else stage.signed_in(name))


async def _callers(stage: Stage) -> dict[str, Portal]:
    """Return everybody's portal; `anonymous` is who holds one after signing out."""
    portals = {
        name: (await _signed_in(stage, name)).portal for name in CALLERS if name != "anonymous"
    }
    gone = await stage.sign_in("employee")
    assert isinstance(gone, SignedIn)
    await gone.portal.session.sign_out()
    stage.deactivate("deactivated")
    return portals | {"anonymous": gone.portal}


async def _outcome(call: Awaitable[object]) -> str:
    try:
        await call
    except (Forbidden, Unauthenticated, NotFound) as error:
        return word_of(error)
    return "yes"


async def _note_id(stage: Stage) -> str:
    """Return a note that asks something, so that every verb can be called with it."""
    releases = (await stage.portal("employee")).releases
    asking = NoteQuery(impact=Impact.ACTION_REQUIRED)
    return (await releases.list(asking, PageRequest(limit=1))).items[0].id


@pytest.mark.parametrize("verb", VERBS)
async def test_a_verb_does_what_the_table_says(stage: Stage, verb: str) -> None:
    note = await _note_id(stage)
    callers = await _callers(stage)
    done = {name: await _outcome(CALLS[verb](portal, note)) for name, portal in callers.items()}
    assert done == TABLE[verb]


OF_A_NOTE = ("show", "mark", "next_unread", "bookmark", "correct", "withdraw")


@pytest.mark.parametrize("verb", ["actions.edit", *(f"releases.{name}" for name in OF_A_NOTE)])
async def test_a_refusal_does_not_tell_whether_the_thing_exists(stage: Stage, verb: str) -> None:
    callers = await _callers(stage)
    done = {name: await _outcome(CALLS[verb](portal, new_id())) for name, portal in callers.items()}
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
    callers = await _callers(stage)
    for permission in Permission:
        said = {name: await _explained(portal, permission) for name, portal in callers.items()}
        assert said == TABLE[f"may {permission}"], permission


async def test_a_session_holds_what_the_table_says(stage: Stage) -> None:
    for name in POLICY_CALLERS:
        held = (await _signed_in(stage, name)).session.permissions
        assert held == {p for p in Permission if TABLE[f"may {p}"][name] == "yes"}, name


async def test_a_refusal_names_the_permission_that_is_missing(stage: Stage) -> None:
    for name in CALLERS:
        if TABLE["releases.publish"][name] == "vendor_only":
            with pytest.raises(Forbidden) as caught:
                await _publish((await _signed_in(stage, name)).portal, "")
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
    assert {*VERBS} == {*CALLS}
