"""Every verb of the contract, and what it is called for: things that somebody else has."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from tests.api.store.row_security.conftest import TODAY
from tests.contract.attachments import read, uploaded
from tests.contract.drafts import SPRING, document
from tests.contract.incidents import new_comment, new_incident, submitted
from tests.contract.stage import Stage, mill
from tests.contract.world import FACTORY, FACTORY_CONTACTS, FACTORY_HAT, PASSWORD
from tui.api.ids import new_id
from tui.api.models.actions import ActionEdit, ActionState
from tui.api.models.contacts import Grant
from tui.api.models.incidents import (
    Closing,
    IncidentName,
    IncidentQuery,
    Priority,
    Rating,
    Watchers,
)
from tui.api.models.organisations import Invitation
from tui.api.models.paging import PageRequest
from tui.api.models.profile import PasswordChange, ProfileEdit
from tui.api.models.publishing import NoteCorrection
from tui.api.models.releases import NoteQuery
from tui.api.models.services import ServiceNew
from tui.api.models.session import Theme
from tui.api.models.support import ActivationEdit, Answer, IncidentEdit, Merge, QueueQuery
from tui.api.models.templates import TemplateEdit, TemplateNew
from tui.api.policy import Permission, Role
from tui.api.portal import Portal
from tui.secret import Secret

THEY = "other_employee"
"""Somebody of the factory."""

PAGE = PageRequest(limit=200)
EVERY, UNREAD, KEPT = NoteQuery(), NoteQuery(unread=True), NoteQuery(bookmarked=True)
DONE = replace(TODAY, state=ActionState.DONE)
THEIR_NUMBER = IncidentName(number=1, customer=FACTORY_HAT.name)
INCIDENTS, QUEUE = IncidentQuery(), QueueQuery()
WATCHERS = Watchers(contact_ids=(FACTORY_CONTACTS["other_administrator"].id,), watching=True)
CHANGE = PasswordChange(current=Secret(PASSWORD), new=Secret(f"another {PASSWORD}"))


@dataclass(frozen=True)
class Theirs:
    """What others have, and what everybody reads: what a verb can be called for, by its id."""

    note: str
    revision: int
    action_version: int
    together: str
    session: str
    waiting: str
    """A customer that nobody joined yet."""
    service: str
    template: str
    """What the vendor's answers begin with."""
    incident: str
    """What they asked, and what was answered to it, which they did not read yet."""
    incident_version: int
    attachment: str
    """What they sent with it."""
    closed: str
    """What they asked before, and closed."""
    closed_version: int
    closed_number: int


Verb = Callable[[Portal, Theirs], Awaitable[object]]

OWN_READS: dict[str, Verb] = {
    "session.list": lambda portal, _: portal.session.list(),
    "profile.show": lambda portal, _: portal.profile.show(),
}
READS: dict[str, Verb] = {
    "session.explain": lambda portal, _: portal.session.explain(Permission.INVOICES_READ),
    "releases.list": lambda portal, _: portal.releases.list(EVERY, PAGE),
    "releases.count": lambda portal, _: portal.releases.count(UNREAD),
    "releases.facets": lambda portal, _: portal.releases.facets(),
    "releases.show": lambda portal, theirs: portal.releases.show(theirs.note, EVERY),
    "releases.search": lambda portal, _: portal.releases.search("fact", KEPT, PAGE),
    "releases.next_unread": lambda portal, _: _next_unread(portal),
    "actions.list": lambda portal, _: portal.actions.list(TODAY, PAGE),
    "actions.count": lambda portal, _: portal.actions.count(DONE),
    "actions.progress": lambda portal, _: portal.actions.progress(),
    "actions.colleagues": lambda portal, _: portal.actions.colleagues(),
    "needs.list": lambda portal, _: portal.needs.list(),
    "needs.news": lambda portal, _: portal.needs.news(),
    "incidents.list": lambda portal, _: portal.incidents.list(INCIDENTS, PAGE),
    "incidents.count": lambda portal, _: portal.incidents.count(IncidentQuery(mine=True)),
    "incidents.show": lambda portal, theirs: portal.incidents.show(theirs.incident),
    "incidents.find": lambda portal, _: portal.incidents.find(THEIR_NUMBER),
    "incidents.entries": lambda portal, theirs: portal.incidents.entries(theirs.incident, PAGE),
    "incidents.colleagues": lambda portal, _: portal.incidents.colleagues(),
    "incidents.download": lambda portal, theirs: read(
        portal.incidents, theirs.incident, theirs.attachment
    ),
}
OWN_WRITES: dict[str, Verb] = {
    "session.sign_out": lambda portal, _: portal.session.sign_out(),
    "session.revoke": lambda portal, theirs: portal.session.revoke(theirs.session),
    "profile.edit": lambda portal, _: portal.profile.edit(ProfileEdit(theme=Theme.DARK), 1),
    "profile.change_password": lambda portal, _: portal.profile.change_password(CHANGE),
}
WRITES: dict[str, Verb] = {
    "releases.mark": lambda portal, _: _mark(portal),
    "releases.mark_all": lambda portal, _: portal.releases.mark_all(EVERY),
    "releases.take_back": lambda portal, theirs: portal.releases.take_back(theirs.together),
    "releases.bookmark": lambda portal, _: _bookmark(portal),
    "actions.edit": lambda portal, theirs: portal.actions.edit(
        theirs.note, ActionEdit(done=False), theirs.action_version
    ),
    "incidents.submit": lambda portal, _: portal.incidents.submit(new_incident(), new_id()),
    "incidents.upload": lambda portal, _: uploaded(portal.incidents),
    "incidents.comment": lambda portal, theirs: portal.incidents.comment(
        theirs.incident, new_comment(), new_id()
    ),
    "incidents.close": lambda portal, theirs: portal.incidents.close(
        theirs.incident, Closing(), theirs.incident_version
    ),
    "incidents.reopen": lambda portal, theirs: portal.incidents.reopen(
        theirs.closed, theirs.closed_version
    ),
    "incidents.rate": lambda portal, theirs: portal.incidents.rate(theirs.closed, Rating(rating=1)),
    "incidents.watch": lambda portal, theirs: portal.incidents.watch(theirs.incident, WATCHERS),
    "incidents.mark": lambda portal, theirs: portal.incidents.mark([theirs.incident], read=True),
}
VENDOR_READS: dict[str, Verb] = {
    "organisations.list": lambda portal, _: portal.organisations.list(PAGE),
    "organisations.count": lambda portal, _: portal.organisations.count(),
    "services.list": lambda portal, _: portal.services.list(),
    "templates.list": lambda portal, _: portal.templates.list(),
    "templates.fillings": lambda portal, theirs: portal.templates.fillings(theirs.incident),
    "support.list": lambda portal, _: portal.support.list(QUEUE, PAGE),
    "support.count": lambda portal, _: portal.support.count(QUEUE),
    "support.figures": lambda portal, _: portal.support.figures(),
    "support.engineers": lambda portal, _: portal.support.engineers(),
    "support.customer": lambda portal, _: portal.support.customer(FACTORY),
    "support.activation": lambda portal, _: portal.support.activation(FACTORY),
}
VENDOR_WRITES: dict[str, Verb] = {
    "releases.publish": lambda portal, _: portal.releases.publish(document(SPRING), new_id()),
    "releases.correct": lambda portal, theirs: portal.releases.correct(
        theirs.note, NoteCorrection(area="Elders"), theirs.revision
    ),
    "releases.withdraw": lambda portal, theirs: portal.releases.withdraw(
        [theirs.note], withdrawn=True
    ),
    "organisations.create": lambda portal, _: portal.organisations.create(mill(), new_id()),
    "organisations.invite": lambda portal, theirs: portal.organisations.invite(
        theirs.waiting, Invitation(email="mallory@example.org"), new_id()
    ),
    "services.create": lambda portal, _: portal.services.create(
        ServiceNew(id=new_id(), name="Orders"), new_id()
    ),
    "services.revoke": lambda portal, theirs: portal.services.revoke(theirs.service),
    "templates.add": lambda portal, _: portal.templates.add(
        TemplateNew(id=new_id(), name="Pay", en="Pay first."), new_id()
    ),
    "templates.change": lambda portal, theirs: portal.templates.change(
        theirs.template, TemplateEdit(name="Pay", en="Pay first."), 1
    ),
    "templates.remove": lambda portal, theirs: portal.templates.remove(theirs.template, 1),
    "support.answer": lambda portal, theirs: portal.support.answer(
        theirs.incident, Answer(id=new_id(), body="Pay first."), new_id()
    ),
    "support.note": lambda portal, theirs: portal.support.note(
        theirs.incident, new_comment(), new_id()
    ),
    "support.change": lambda portal, theirs: portal.support.change(
        theirs.incident, IncidentEdit(priority=Priority.LOW), theirs.incident_version
    ),
    "support.merge": lambda portal, theirs: portal.support.merge(
        theirs.incident, Merge(into=theirs.closed_number), theirs.incident_version
    ),
    "support.activate": lambda portal, _: portal.support.activate(
        FACTORY, ActivationEdit(active=True)
    ),
}
ADMINISTRATOR_READS: dict[str, Verb] = {
    "contacts.show": lambda portal, _: portal.contacts.show(FACTORY_CONTACTS[THEY].id),
}
ADMINISTRATOR_WRITES: dict[str, Verb] = {
    "contacts.grant": lambda portal, _: portal.contacts.grant(
        FACTORY_CONTACTS[THEY].id, Grant(roles=frozenset({Role.ADMINISTRATOR})), 1
    ),
}
AT_THE_DOOR = {"session.hats"}
"""What steps out to the door, which sees who belongs where (`test_tables.py`)."""


async def _next_unread(portal: Portal) -> list[str | None]:
    """Return what is next unread after every note."""
    notes = (await portal.releases.list(EVERY, PAGE)).items
    return [await portal.releases.next_unread(EVERY, note.id, ahead=True) for note in notes]


async def _mark(portal: Portal) -> None:
    notes = (await portal.releases.list(EVERY, PAGE)).items
    await portal.releases.mark([note.id for note in notes], read=True)


async def _bookmark(portal: Portal) -> None:
    notes = (await portal.releases.list(EVERY, PAGE)).items
    await portal.releases.bookmark([note.id for note in notes], kept=True)


async def set_out(stage: Stage) -> Theirs:
    """Let others have something of every sort, and return it."""
    they, vendor = await stage.portal(THEY), await stage.portal("operator")
    action = (await they.actions.list(DONE, PAGE)).items[0]
    note = await vendor.releases.show(action.note.id, EVERY)
    (first, *_) = (await they.releases.list(UNREAD, PAGE)).items
    (session,) = await they.session.list()
    waiting = await vendor.organisations.create(mill(), new_id())
    service = await vendor.services.create(ServiceNew(id=new_id(), name="Bills"), new_id())
    wait = TemplateNew(id=new_id(), name="Wait", en="Wait.")
    await vendor.templates.add(wait, new_id())
    attached = await uploaded(they.incidents)
    asked = await submitted(they.incidents, attachments=(attached,))
    before = await submitted(they.incidents)
    await vendor.support.answer(asked.id, Answer(id=new_id(), body="Wait."), new_id())
    closed = await they.incidents.close(before.id, Closing(), before.version)
    return Theirs(
        note=note.id,
        revision=note.revision,
        action_version=action.version,
        together=(await they.releases.mark_all(NoteQuery(version=first.version))).id,
        session=session.id,
        waiting=waiting.organisation.id,
        service=service.service.id,
        template=wait.id,
        incident=asked.id,
        incident_version=asked.version + 1,
        attachment=attached.id,
        closed=closed.id,
        closed_version=closed.version,
        closed_number=closed.number,
    )
