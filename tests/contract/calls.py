"""Every verb that is for a role as a whole, called as somebody; a note is what some are for."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date

from tests.contract.attachments import uploaded
from tests.contract.incidents import EVERY, new_incident
from tests.contract.notes import PROFIT_9
from tests.contract.stage import mill
from tests.contract.world import BAKERY, BAKERY_CONTACTS, FACTORY_CONTACTS, PASSWORD
from tui.api.errors import Forbidden, NotFound, Unauthenticated
from tui.api.ids import new_id
from tui.api.models.actions import ActionEdit, ActionQuery
from tui.api.models.contacts import Contact, Grant
from tui.api.models.organisations import Invitation
from tui.api.models.paging import PageRequest
from tui.api.models.profile import PasswordChange, ProfileEdit
from tui.api.models.publishing import NoteCorrection, ReleaseDocument
from tui.api.models.releases import NoteQuery
from tui.api.models.services import ServiceNew
from tui.api.models.support import ActivationEdit, QueueQuery
from tui.api.models.templates import TemplateEdit, TemplateNew
from tui.api.policy import Permission, Role
from tui.api.portal import Portal
from tui.secret import Secret

Call = Callable[[Portal, str], Awaitable[object]]

WITHDRAWN = NoteQuery(withdrawn=True)
ACTIONS = ActionQuery(today=date(2026, 10, 15))
QUEUE = QueueQuery()


async def _edit(portal: Portal, _: str) -> object:
    version = (await portal.profile.show()).version
    return await portal.profile.edit(ProfileEdit(), version)


async def _revoke(portal: Portal, _: str) -> object:
    return await portal.session.revoke((await portal.session.list())[-1].id)


async def _change_password(portal: Portal, _: str) -> object:
    change = PasswordChange(current=Secret(PASSWORD), new=Secret("a new " + PASSWORD))
    return await portal.profile.change_password(change)


async def publish(portal: Portal, _: str = "") -> object:
    """Publish a release."""
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


async def _bo(portal: Portal) -> Contact:
    """Return who is a contact of both organisations, as a contact of the caller's own."""
    with suppress(NotFound):
        return await portal.contacts.show(FACTORY_CONTACTS["both"].id)
    return await portal.contacts.show(BAKERY_CONTACTS["both"].id)


async def _grant(portal: Portal, _: str) -> object:
    """Who may not grant is refused before it is looked for."""
    contact_id, version = new_id(), 1
    with suppress(Forbidden, Unauthenticated):
        bo = await _bo(portal)
        contact_id, version = bo.id, bo.version
    grant = Grant(roles=frozenset({Role.EMPLOYEE, Role.ADMINISTRATOR}))
    return await portal.contacts.grant(contact_id, grant, version)


async def _template(portal: Portal) -> str:
    """Whoever may add one adds it; nobody else is told whether there is one."""
    new = TemplateNew(id=new_id(), name=new_id(), nl="Beste {{given_name}},")
    with suppress(Forbidden, Unauthenticated):
        await portal.templates.add(new, new_id())
    return new.id


async def _change_template(portal: Portal, _: str) -> object:
    edit = TemplateEdit(name=new_id(), en="Dear {{given_name}},")
    return await portal.templates.change(await _template(portal), edit, 1)


async def _remove_template(portal: Portal, _: str) -> object:
    return await portal.templates.remove(await _template(portal), 1)


CALLS: dict[str, Call] = {
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
    "releases.publish": publish,
    "actions.list": lambda portal, _: portal.actions.list(ACTIONS, PageRequest()),
    "actions.count": lambda portal, _: portal.actions.count(ACTIONS),
    "actions.progress": lambda portal, _: portal.actions.progress(),
    "actions.colleagues": lambda portal, _: portal.actions.colleagues(),
    "actions.edit": lambda portal, note: portal.actions.edit(note, ActionEdit(), 0),
    "releases.correct": _correct,
    "releases.withdraw": lambda portal, note: portal.releases.withdraw([note], withdrawn=True),
    "needs.list": lambda portal, _: portal.needs.list(),
    "needs.news": lambda portal, _: portal.needs.news(),
    "organisations.list": lambda portal, _: portal.organisations.list(PageRequest()),
    "organisations.count": lambda portal, _: portal.organisations.count(),
    "organisations.create": _create,
    "organisations.invite": _invite,
    "services.list": lambda portal, _: portal.services.list(),
    "services.create": _make_service,
    "services.revoke": _revoke_service,
    "contacts.show": lambda portal, _: _bo(portal),
    "contacts.grant": _grant,
    "incidents.list": lambda portal, _: portal.incidents.list(EVERY, PageRequest()),
    "incidents.count": lambda portal, _: portal.incidents.count(EVERY),
    "incidents.colleagues": lambda portal, _: portal.incidents.colleagues(),
    "incidents.submit": lambda portal, _: portal.incidents.submit(new_incident(), new_id()),
    "incidents.upload": lambda portal, _: uploaded(portal.incidents),
    "support.list": lambda portal, _: portal.support.list(QUEUE, PageRequest()),
    "support.count": lambda portal, _: portal.support.count(QUEUE),
    "support.figures": lambda portal, _: portal.support.figures(),
    "support.engineers": lambda portal, _: portal.support.engineers(),
    "templates.list": lambda portal, _: portal.templates.list(),
    "templates.add": lambda portal, _: portal.templates.add(
        TemplateNew(id=new_id(), name=new_id(), en="Dear {{requester}},"), new_id()
    ),
    "templates.change": _change_template,
    "templates.remove": _remove_template,
    "support.customer": lambda portal, _: portal.support.customer(BAKERY),
    "support.activation": lambda portal, _: portal.support.activation(BAKERY),
    "support.activate": lambda portal, _: portal.support.activate(
        BAKERY, ActivationEdit(active=True)
    ),
}
