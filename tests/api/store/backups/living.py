"""What people do in a portal before it is backed up, and what they see of it afterwards."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from itertools import product

from tests.contract.asking import ASKING, TODAY
from tests.contract.attachments import LOG, read, uploaded
from tests.contract.incidents import new_comment, submitted
from tests.contract.stage import mill
from tests.contract.walking import forward
from tests.contract.world import PASSWORD, PEOPLE
from tests.hostile import CASES
from tui.api.administration import NewPerson
from tui.api.connect import connect
from tui.api.errors import Forbidden, PortalError, Unauthenticated
from tui.api.ids import new_id
from tui.api.models.actions import ActionEdit, ActionQuery
from tui.api.models.incidents import Closing, IncidentQuery, Priority
from tui.api.models.paging import PageRequest
from tui.api.models.profile import PasswordChange, ProfileEdit
from tui.api.models.publishing import (
    NoteCorrection,
    NotePublish,
    NoteText,
    ReleaseDocument,
    ReleasePublish,
)
from tui.api.models.releases import NoteQuery, NoteSort
from tui.api.models.services import ServiceNew
from tui.api.models.session import Hat, Language
from tui.api.models.sign_in import SignIn
from tui.api.models.support import Answer, Merge, QueueQuery
from tui.api.models.templates import TemplateNew
from tui.api.models.wire import plain
from tui.api.policy import IncidentStatus
from tui.api.portal import ChooseHat, Entrance, Portal, SignedIn
from tui.secret import Secret

LIVED_IN = ASKING
WATCHED = ("employee", "none", "both", "two_hats", "support", "operator", "former", "passwordless")
"""Whose answers are compared: with one hat and with more, on both sides, and without access."""
NEW_PASSWORD = "een heel ander wachtwoord"
ALL = PageRequest(limit=200)
DUTCH = NoteQuery(language=Language.DUTCH)
_WORDS = ("ubl", "factuur", "tls", "taak 1", "zonder versleuteling", "überhaupt", "hostile")


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Entrance]:
    """Open a store for a while."""
    entrance = connect(url)
    try:
        yield entrance
    finally:
        await entrance.close()


async def enter(entrance: Entrance, person: NewPerson, hat: Hat | None = None) -> SignedIn:
    """Sign somebody in under one hat, by the first password that fits."""
    result = None
    for password in (PASSWORD, NEW_PASSWORD):
        attempt = SignIn(email=person.email, password=Secret(password), hat=hat)
        try:
            result = await entrance.sign_in(attempt)
        except Unauthenticated:
            continue
        break
    assert isinstance(result, SignedIn), person.email
    return result


async def live(url: str) -> None:
    """Read, mark, keep, note, publish, correct, withdraw, and change a password."""
    async with opened(url) as entrance:
        employee = (await enter(entrance, PEOPLE["employee"])).portal
        everything = [note.id for note in (await employee.releases.list(DUTCH, ALL)).items]
        await employee.releases.mark(everything[1:4], read=True)
        await employee.releases.mark(everything[-2:], read=False)
        await employee.releases.bookmark(everything[::5], kept=True)
        profile = await employee.profile.show()
        await employee.profile.edit(ProfileEdit(time_zone="Asia/Kathmandu"), profile.version)
        administrator = (await enter(entrance, PEOPLE["administrator"])).portal
        (action, *_) = (await administrator.actions.list(ActionQuery(today=TODAY), ALL)).items
        edit = ActionEdit(due_on=date(2028, 2, 29), done=True)
        await administrator.actions.edit(action.note.id, edit, action.version)
        await administrator.profile.change_password(
            PasswordChange(current=Secret(PASSWORD), new=Secret(NEW_PASSWORD))
        )
        vendor = (await enter(entrance, PEOPLE["operator"])).portal
        await _as_vendor(vendor, everything)
        await _about_incidents(employee, administrator, vendor)


async def _as_vendor(vendor: Portal, note_ids: list[str]) -> None:
    await vendor.releases.publish(hostile_document(), new_id())
    note = await vendor.releases.show(note_ids[0], DUTCH)
    text = NoteText(language="nl", title="Gecorrigeerd: € 1.000", body="é e\u0301 \U0001f9d1‍💻")
    await vendor.releases.correct(note.id, NoteCorrection(text=text), note.revision)
    await vendor.releases.withdraw(note_ids[5:7], withdrawn=True)
    await vendor.services.create(ServiceNew(id=new_id(), name="Orders"), new_id())
    hello = TemplateNew(id=new_id(), name="Groet", nl="Beste {{given_name}},")
    await vendor.templates.add(hello, new_id())
    await vendor.organisations.create(mill(legal_name="Zoë & Çağlar"), new_id())


async def _about_incidents(employee: Portal, administrator: Portal, vendor: Portal) -> None:
    """Submit the duplicate first, so that a backup has it before what it refers to."""
    twin = await submitted(employee.incidents, "Loonrun stopt", description="Überhaupt niets")
    original = await submitted(administrator.incidents, "Loonrun", priority=Priority.HIGH)
    merged = await vendor.support.merge(twin.id, Merge(into=original.number), twin.version)
    assert merged.merged_into == original.number
    attached = [await uploaded(vendor.incidents, content) for content in (LOG, LOG, b"patch")]
    answer = Answer(
        id=new_id(),
        body="Zonder versleuteling gaat het",
        status=IncidentStatus.SOLVED,
        attachments=tuple(attached),
    )
    await vendor.support.answer(original.id, answer, new_id())
    await vendor.support.note(original.id, new_comment("wanbetaler"), new_id())
    present = await administrator.incidents.show(original.id)
    await administrator.incidents.close(original.id, Closing(rating=2), present.version)
    await employee.incidents.mark([twin.id], read=True)


def hostile_document() -> ReleaseDocument:
    """Return a release whose notes hold what harms others."""
    notes = tuple(
        NotePublish(
            anchor=f"hostile-{number}",
            texts=(NoteText(language="en", title=f"Hostile {number}", body=case.text),),
        )
        for number, case in enumerate(CASES[::7])
    )
    release = ReleasePublish(product="Profit", version="Profit 11", notes=notes)
    return ReleaseDocument(source="hostile.md", releases=(release,))


async def answers(url: str) -> dict[str, object]:
    """Sign people in, by password, and ask for all that they can ask."""
    found: dict[str, object] = {}
    async with opened(url) as entrance:
        found["info"] = plain(await entrance.info())
        for name in WATCHED:
            person = PEOPLE[name]
            try:
                first = await entrance.sign_in(
                    SignIn(email=person.email, password=Secret(PASSWORD))
                )
            except Unauthenticated as error:
                found[name] = error.key
                continue
            hats = first.hats if isinstance(first, ChooseHat) else (first.session.hat,)
            for hat in hats:
                seen = (await enter(entrance, person, hat)).portal
                found[f"{name} {hat.name}"] = await _seen(seen)
        changed = await enter(entrance, PEOPLE["administrator"])
        found["another password"] = await _seen(changed.portal)
    return found


async def _seen(portal: Portal) -> list[object]:
    return [
        await _said(portal.session.hats),
        await _said(portal.profile.show),
        await _said(portal.releases.facets),
        *[await _list(portal, query) for query in _queries()],
        *[await _search(portal, words) for words in _WORDS],
        await _notes(portal),
        await _said(lambda: portal.actions.list(ActionQuery(today=TODAY), ALL)),
        await _said(portal.actions.progress),
        await _said(portal.actions.colleagues),
        await _said(portal.needs.list),
        *[await _incidents(portal, words) for words in ("", *_WORDS)],
        await _said(lambda: portal.support.list(QueueQuery(), ALL)),
        await _said(lambda: portal.support.list(QueueQuery(words="versleuteling"), ALL)),
        await _said(portal.services.list),
        await _said(portal.templates.list),
        await _said(lambda: portal.organisations.list(ALL)),
    ]


def _queries() -> list[NoteQuery]:
    kept = NoteQuery(bookmarked=True)
    unread = NoteQuery(unread=True)
    sorted_ = [NoteQuery(language=each, sort=sort) for each, sort in product(Language, NoteSort)]
    return [*sorted_, unread, kept]


async def _list(portal: Portal, query: NoteQuery) -> object:
    try:
        notes = await forward(lambda page: portal.releases.list(query, page), 20)
        return [[plain(note) for note in notes], plain(await portal.releases.count(query))]
    except Forbidden as error:
        return error.key


async def _incidents(portal: Portal, words: str) -> object:
    """Return incidents with their conversations; the vendor's people read them in the queue."""
    try:
        found = (await portal.incidents.list(IncidentQuery(words=words), ALL)).items
    except Forbidden as error:
        return error.key
    return [
        [
            plain(await portal.incidents.show(each.id)),
            plain(entries := await portal.incidents.entries(each.id, ALL)),
            [
                await read(portal.incidents, each.id, attached.id)
                for entry in entries.items
                for attached in entry.attachments
            ],
        ]
        for each in found
    ]


async def _search(portal: Portal, words: str) -> object:
    """Return what is found; in which order the best matches stand is the engine's own."""
    try:
        hits = await forward(lambda page: portal.releases.search(words, DUTCH, page), 200)
    except Forbidden as error:
        return error.key
    return sorted((plain(hit) for hit in hits), key=lambda hit: hit["id"])


async def _notes(portal: Portal) -> object:
    try:
        notes = (await portal.releases.list(DUTCH, ALL)).items
        return [plain(await portal.releases.show(note.id, DUTCH)) for note in notes]
    except Forbidden as error:
        return error.key


async def _said(ask: Callable[[], Awaitable[object]]) -> object:
    try:
        answer = await ask()
    except PortalError as error:
        return error.key
    return [plain(each) for each in answer] if isinstance(answer, tuple) else plain(answer)
