"""Incidents of two organisations, and all that one of them asks and does about its own."""

from collections.abc import Awaitable, Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tests.contract.attachments import read, uploaded
from tests.contract.incidents import EVERY, new_comment, new_incident, submitted
from tests.contract.stage import CONTACTS, Stage
from tests.contract.world import (
    BAKERY,
    BAKERY_HAT,
    FACTORY,
    FACTORY_CONTACTS,
    FACTORY_HAT,
    identity,
)
from tui.api.ids import new_id
from tui.api.models.attachments import AttachmentNew
from tui.api.models.incidents import (
    Closing,
    CommentNew,
    IncidentName,
    IncidentQuery,
    IncidentSort,
    IncidentState,
    Priority,
    Rating,
    Watchers,
)
from tui.api.models.paging import PageRequest
from tui.api.models.support import ActivationEdit, Answer
from tui.api.portal import Incidents

EMMAS, ADAMS, SHARED, CLOSED = (identity(0x900 + number) for number in range(4))
"""Incidents of the bakery; two of them there is an entry in."""
FACTORYS = identity(0x910)
"""An incident that the factory has in one of the two worlds alone."""
SAID, KEY = identity(0x911), identity(0x912)
"""The id of an entry there, and the key by which it was sent."""
NOBODYS = identity(0xDEAD)
LOG_FILE, THEIR_FILE, WAITING = (identity(0x940 + number) for number in range(3))
"""What Emma sent with her incident, and somebody of the factory under the same id; what the factory
alone sent; and what it sent that is in no message yet. They all hold the same."""
FILES = (LOG_FILE, THEIR_FILE, WAITING, NOBODYS)

MANY = 25
MOMENTS = ("created_at", "updated_at", "solved_at", "closed_at", "at")
QUERIES = (
    EVERY,
    IncidentQuery(mine=True),
    IncidentQuery(unread=True),
    IncidentQuery(state=IncidentState.ENDED),
    IncidentQuery(priority=Priority.URGENT),
    *(IncidentQuery(sort=sort) for sort in IncidentSort),
    *(IncidentQuery(words=words) for words in ("fire", "wage run", "brigade", "patch")),
)
PLACES = (
    PageRequest(limit=2),
    PageRequest(limit=2, edge="last"),
    PageRequest(limit=2, at=0.5),
    PageRequest(limit=200),
    *(PageRequest(limit=2, around=id_) for id_ in (SHARED, FACTORYS, NOBODYS)),
)

Ask = Callable[[], Awaitable[object]]


async def submit_own(stage: Stage) -> None:
    """Let the bakery have some incidents, and the factory one."""
    emma, adam = [(await stage.portal(name)).incidents for name in ("employee", "administrator")]
    bo = (await stage.portal("both", BAKERY_HAT)).incidents
    emmas = (CONTACTS["employee"].id,)
    log = await uploaded(emma, id_=LOG_FILE)
    await emma.submit(new_incident(id=EMMAS, attachments=(log,)), new_id())
    await adam.submit(new_incident(id=ADAMS, priority=Priority.URGENT), new_id())
    await bo.submit(new_incident(id=SHARED, watcher_ids=emmas), new_id())
    await emma.submit(new_incident(id=CLOSED), new_id())
    await bo.comment(SHARED, new_comment(), new_id())
    await emma.close(CLOSED, Closing(rating=2), 1)
    support = (await stage.portal("support")).support
    await support.answer(EMMAS, Answer(id=new_id(), body="Try the patch."), new_id())
    await support.note(EMMAS, new_comment("Late again."), new_id())
    await submitted((await stage.portal("other_employee")).incidents)


async def submit_others(stage: Stage) -> None:
    """Let the factory have many more, with all that can become of them."""
    emre, fenna = [
        (await stage.portal(name)).incidents for name in ("other_employee", "other_administrator")
    ]
    support = (await stage.portal("support")).support
    await emre.submit(new_incident("On fire", id=FACTORYS), KEY)
    for number in range(MANY):
        urgent = [*Priority][number % 4]
        made = await submitted(fenna, f"Fire {number}", priority=urgent)
        if number % 3 == 0:
            await fenna.close(made.id, Closing(rating=1), 1)
    await emre.comment(FACTORYS, CommentNew(id=SAID, body="Help!"), KEY)
    for id_ in (LOG_FILE, THEIR_FILE):
        sent = await uploaded(emre, id_=id_)
        said = CommentNew(id=new_id(), body="Look.", attachments=(sent,))
        await emre.comment(FACTORYS, said, new_id())
    await uploaded(fenna, id_=WAITING)
    await support.answer(FACTORYS, Answer(id=new_id(), body="Run."), new_id())
    await support.note(FACTORYS, new_comment("Fire brigade called."), new_id())
    await support.activate(FACTORY, ActivationEdit(active=True))


def questions(incidents: Incidents) -> list[Ask]:
    """Return all that can be asked, also about what is the factory's and what is nobody's."""
    asked: list[Ask] = [incidents.colleagues]
    for query in QUERIES:
        asked.append(lambda q=query: incidents.count(q))
        asked += [lambda q=query, p=place: incidents.list(q, p) for place in PLACES]
    for id_ in (EMMAS, ADAMS, SHARED, CLOSED, FACTORYS, NOBODYS):
        asked.append(lambda i=id_: incidents.show(i))
        asked += [lambda i=id_, p=place: incidents.entries(i, p) for place in PLACES]
        asked.append(lambda i=id_: incidents.entries(i, PageRequest(around=SAID)))
        asked += [lambda i=id_, f=file: read(incidents, i, f) for file in FILES]
    for number in (1, 4, 5, MANY, 1_000_000):
        for customer in ("", BAKERY_HAT.name, FACTORY_HAT.name, BAKERY, FACTORY, "Nobody B.V."):
            asked.append(
                lambda n=number, c=customer: incidents.find(IncidentName(number=n, customer=c))
            )
    return asked


def deeds(incidents: Incidents) -> list[Ask]:
    """Return all that can be done, also to what is the factory's, by its ids and its keys."""
    done: list[Ask] = []
    for id_ in (FACTORYS, NOBODYS, ADAMS, SHARED):
        done += [
            lambda i=id_: incidents.comment(i, CommentNew(id=SAID, body="Still."), KEY),
            lambda i=id_: incidents.close(i, Closing(), 1),
            lambda i=id_: incidents.rate(i, Rating(rating=5)),
            lambda i=id_: incidents.reopen(i, 2),
            lambda i=id_: incidents.mark([i], read=False),
        ]
        for name in ("other_employee", "both", "administrator"):
            theirs = (FACTORY_CONTACTS.get(name) or CONTACTS[name]).id
            for ids in ((theirs,), (CONTACTS["employee"].id, theirs)):
                wanted = Watchers(contact_ids=ids, watching=True)
                done.append(lambda i=id_, w=wanted: incidents.watch(i, w))
    for file in FILES:
        done.append(lambda f=file: _with_file(incidents, f))
        done.append(lambda f=file: uploaded(incidents, b"other", id_=f))
        done.append(lambda f=file: uploaded(incidents, id_=f))
    done.append(lambda: _with_file(incidents, WAITING))
    stranger = (FACTORY_CONTACTS["other_employee"].id,)
    done += [
        lambda: incidents.submit(new_incident(id=identity(0x920), watcher_ids=stranger), new_id()),
        lambda: incidents.submit(new_incident(id=identity(0x921)), KEY),
        lambda: incidents.list(EVERY, PageRequest(limit=200)),
        lambda: incidents.count(EVERY),
    ]
    return done


def _with_file(incidents: Incidents, id_: str) -> Awaitable[object]:
    """Say something with a file, whosever it is."""
    attached = AttachmentNew(id=id_, name="run.log")
    new = CommentNew(id=identity(0x930), body="Look.", attachments=(attached,))
    return incidents.comment(SHARED, new, new_id())


def without_moments(answer: object) -> object:
    """Return an answer without the moments at which the test did something, and without cursors."""
    if isinstance(answer, tuple | list):
        return [without_moments(each) for each in answer]
    if isinstance(answer, dict):
        return {name: without_moments(each) for name, each in answer.items()}
    if not is_dataclass(answer) or isinstance(answer, type):
        return answer
    if hasattr(answer, "items"):
        return without_moments(answer.items)
    changed: dict[str, Any] = {each.name: None for each in fields(answer) if each.name in MOMENTS}
    return replace(answer, **changed)
