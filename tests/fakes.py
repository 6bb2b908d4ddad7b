"""A portal in memory, with delays and failures by script."""

import asyncio
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

from tests.fake_actions import ANNA, FakeActions
from tests.fake_incidents import FakeIncidents, incident
from tests.fake_needs import FakeNeeds
from tests.fake_support import FakeSupport
from tests.fake_templates import FakeTemplates
from tui.api.errors import (
    Conflict,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    PortalError,
    Reason,
    Remedy,
    Unauthenticated,
)
from tui.api.folding import fold
from tui.api.ids import new_id
from tui.api.models.paging import Count, Page, PageRequest
from tui.api.models.profile import PasswordChange, Profile, ProfileEdit, Right
from tui.api.models.publishing import Published, ReleaseDocument
from tui.api.models.releases import (
    Impact,
    MarkedTogether,
    Note,
    NoteAction,
    NoteFacets,
    NoteHit,
    NoteKind,
    NoteQuery,
    NoteSort,
    NoteSummary,
    Release,
)
from tui.api.models.session import DemoPerson, Denial, Hat, OpenSession, PortalInfo, Session
from tui.api.models.sign_in import Join, SignIn
from tui.api.models.wire import parse
from tui.api.policy import Kind, Permission, Role, permissions_of
from tui.api.portal import ChooseHat, Portal, SignedIn, SignInResult
from tui.secret import Secret

TODAY = date(2026, 11, 23)


class Script:
    """What goes wrong: an error by verb (`releases.list`), and verbs that wait for `let_go`."""

    def __init__(self) -> None:
        self.errors: dict[str, PortalError | Exception] = {}
        self.held: dict[str, asyncio.Event] = {}
        self.calls: list[str] = []

    def fail(self, verb: str, error: PortalError | Exception) -> None:
        """Let `verb` raise from now on."""
        self.errors[verb] = error

    def mend(self, verb: str) -> None:
        """Let `verb` work again."""
        del self.errors[verb]

    def hold(self, verb: str) -> None:
        """Let `verb` wait."""
        self.held[verb] = asyncio.Event()

    def let_go(self, verb: str) -> None:
        """Let the calls of `verb` that wait go on."""
        self.held.pop(verb).set()

    async def play(self, verb: str) -> None:
        """Do to a call of `verb` what the script says."""
        self.calls.append(verb)
        if verb in self.held:
            await self.held[verb].wait()
        if verb in self.errors:
            raise self.errors[verb]


def note(number: int, **changed: object) -> Note:
    """Make a note; `number` orders them, the highest newest."""
    version = 7 - number % 12 // 4
    values: dict[str, object] = {
        "id": f"00000000-0000-7000-8000-{number:012x}",
        "release_id": f"00000000-0000-7000-9000-{version:012x}",
        "product": "Profit",
        "version": f"Profit {version}",
        "release_date": TODAY - timedelta(days=11 + 90 * (7 - version)),
        "area": ("HRM", "Finance", "CRM")[number % 3],
        "kind": list(NoteKind)[number % 6],
        "impact": Impact.ACTION_REQUIRED if number % 7 == 0 else Impact.NONE,
        "title": f"Note {number} about leave",
        "language": "en",
        "read": number % 5 != 0,
        "body": f"# What changed\n\nText of note {number}.\n\n"
        + "\n\n".join(f"Paragraph {line} of note {number}." for line in range(40)),
        "languages": ("en",),
        "allowed": {NoteAction.MARK, NoteAction.BOOKMARK},
    }
    return parse(Note, values | changed)


def _hit(note: Note) -> NoteHit:
    shared = {field.name: getattr(note, field.name) for field in fields(NoteSummary)}
    return NoteHit(**shared, excerpt=" ".join(note.body.split())[:160])


class FakeReleases:
    """Notes in memory."""

    def __init__(self, script: Script, notes: Iterable[Note]) -> None:
        self.script = script
        self.notes = {note.id: note for note in notes}
        self.current: Release | None = None
        self.together: dict[str, frozenset[str]] = {}

    def change(self, number: int, **changes: object) -> None:
        """Change a note of `note(number)`."""
        key = note(number).id
        self.notes[key] = replace(self.notes[key], **changes)

    def _matching(self, query: NoteQuery) -> list[Note]:
        found = [
            note
            for note in self.notes.values()
            if (query.version is None or note.version == query.version)
            and (query.area is None or note.area == query.area)
            and (query.kind is None or note.kind == query.kind)
            and (query.impact is None or note.impact == query.impact)
            and (query.since is None or note.release_id > query.since)
            and (query.until is None or note.release_id <= query.until)
            and not (query.unread and note.read)
            and not (query.bookmarked and not note.bookmarked)
            and (
                note.withdrawn_at is not None
                if query.withdrawn
                else note.withdrawn_at is None or (query.bookmarked and note.bookmarked)
            )
        ]
        if query.sort is NoteSort.OLDEST:
            found.reverse()
        elif query.sort is NoteSort.AREA:
            found.sort(key=lambda note: (note.area, note.release_id))
        return found

    async def list(self, query: NoteQuery, page: PageRequest) -> Page[NoteSummary]:
        await self.script.play("releases.list")
        rows = self._matching(query)
        start = 0
        if page.after is not None:
            start = int(page.after)
        elif page.before is not None:
            start = max(0, int(page.before) - page.limit)
        elif page.around is not None:
            if page.around not in self.notes:
                raise NotFound("note")
            places = [place for place, row in enumerate(rows) if row.id == page.around]
            start = max(0, (places or [0])[0] - page.limit // 2)
        elif page.edge == "last":
            start = max(0, len(rows) - page.limit)
        elif page.at is not None:
            start = int(page.at * max(0, len(rows) - page.limit))
        end = min(len(rows), start + page.limit)
        return Page(
            tuple(rows[start:end]),
            before=str(start) if start else None,
            after=str(end) if end < len(rows) else None,
        )

    async def count(self, query: NoteQuery) -> Count:
        await self.script.play("releases.count")
        return Count(len(self._matching(query)))

    async def facets(self) -> NoteFacets:
        await self.script.play("releases.facets")
        releases = {note.version: note for note in self.notes.values()}
        return NoteFacets(
            releases=tuple(
                Release(id=note.release_id, product=note.product, version=note.version)
                for _, note in sorted(releases.items(), reverse=True)
            ),
            areas=tuple(sorted({note.area for note in self.notes.values()})),
            current=self.current,
        )

    async def show(self, note_id: str, query: NoteQuery) -> Note:
        await self.script.play("releases.show")
        if note_id not in self.notes:
            raise NotFound("note")
        return self.notes[note_id]

    async def search(self, words: str, query: NoteQuery, page: PageRequest) -> Page[NoteHit]:
        await self.script.play("releases.search")
        found = [
            _hit(note)
            for note in self._matching(query)
            if all(word in fold(f"{note.title} {note.body}") for word in fold(words).split())
        ]
        return Page(tuple(found[: page.limit]), after="more" if len(found) > page.limit else None)

    async def mark(self, note_ids: Iterable[str], *, read: bool) -> frozenset[str]:
        await self.script.play("releases.mark")
        wanted = list(note_ids)
        changed = {key for key in wanted if self.notes[key].read != read}
        for key in changed:
            self.notes[key] = replace(self.notes[key], read=read)
        return frozenset(changed)

    async def mark_all(self, query: NoteQuery) -> MarkedTogether:
        await self.script.play("releases.mark_all")
        unread = frozenset(note.id for note in self._matching(replace(query, unread=True)))
        key = f"together-{len(self.together)}"
        self.together[key] = await self.mark(unread, read=True)
        return MarkedTogether(id=key, count=len(unread))

    async def take_back(self, together_id: str) -> int:
        await self.script.play("releases.take_back")
        return len(await self.mark(self.together.pop(together_id), read=False))

    async def next_unread(self, query: NoteQuery, note_id: str, *, ahead: bool) -> str | None:
        await self.script.play("releases.next_unread")
        rows = self._matching(query) if ahead else self._matching(query)[::-1]
        places = [place for place, row in enumerate(rows) if row.id == note_id]
        behind = rows[places[0] + 1 :] if places else rows
        return next((row.id for row in behind if not row.read), None)

    async def bookmark(self, note_ids: Iterable[str], *, kept: bool) -> frozenset[str]:
        await self.script.play("releases.bookmark")
        changed = {key for key in note_ids if self.notes[key].bookmarked != kept}
        for key in changed:
            self.notes[key] = replace(self.notes[key], bookmarked=kept)
        return frozenset(changed)

    async def publish(self, document: ReleaseDocument, key: str) -> Published:
        await self.script.play("releases.publish")
        raise Forbidden(Reason.VENDOR_ONLY)


class FakeProfile:
    """One profile in memory."""

    def __init__(self, script: Script, session: Session) -> None:
        self.script = script
        self.profile = Profile(
            display_name=session.display_name,
            email=session.email,
            organisation_name=session.organisation_name,
            time_zone="Europe/Amsterdam",
            rights=tuple(
                Right(
                    permission=permission,
                    denial=None
                    if permission in session.permissions
                    else Denial(
                        permission=permission,
                        reason=Reason.NOT_GRANTED,
                        remedy=Remedy.ASK_ADMINISTRATOR,
                        people=("Bram Öz",),
                    ),
                )
                for permission in sorted(permissions_of(Kind.CONTACT, Role))
            ),
            version=1,
        )

    async def show(self) -> Profile:
        await self.script.play("profile.show")
        return self.profile

    async def edit(self, edit: ProfileEdit, version: int) -> Profile:
        await self.script.play("profile.edit")
        if version != self.profile.version:
            raise Conflict(self.profile)
        changes = edit.model_dump(exclude_none=True)
        self.profile = replace(self.profile, **changes, version=version + 1)
        return self.profile

    async def change_password(self, change: PasswordChange) -> None:
        await self.script.play("profile.change_password")
        if change.current.reveal() != FakeEntrance.PASSWORD:
            raise Invalid((FieldError("current", "wrong_password"),))


class FakeSessions:
    """The session of one person."""

    def __init__(self, script: Script, session: Session, hats: tuple[Hat, ...]) -> None:
        self.script = script
        self._hats = hats or (session.hat,)
        self.open = [_open_session(number) for number in range(3)]

    async def explain(self, permission: Permission) -> Denial | None:
        await self.script.play("session.explain")
        return None

    async def hats(self) -> tuple[Hat, ...]:
        await self.script.play("session.hats")
        return self._hats

    async def sign_out(self) -> None:
        await self.script.play("session.sign_out")

    async def list(self) -> tuple[OpenSession, ...]:
        await self.script.play("session.list")
        return tuple(self.open)

    async def revoke(self, session_id: str) -> None:
        await self.script.play("session.revoke")
        if session_id not in {each.id for each in self.open}:
            raise NotFound("session")
        self.open = [each for each in self.open if each.id != session_id]


def _open_session(number: int) -> OpenSession:
    """Make a session; 0 is the one that asks, the others were used longer ago."""
    used = datetime(2026, 11, 23, 9, 30, tzinfo=UTC) - timedelta(days=11 * number)
    return OpenSession(
        id=f"00000000-0000-7000-a000-{number:012x}",
        created_at=used - timedelta(days=20),
        last_used_at=used,
        expires_at=used + timedelta(days=14),
        current=number == 0,
    )


class NotAsked:
    """An area that no screen asks anything of."""

    def __getattr__(self, verb: str) -> None:
        raise AssertionError(verb)


class FakeEntrance:
    """A portal with people by name; `seats` makes it a demo."""

    PASSWORD = "right horse battery"

    def __init__(
        self,
        *,
        seats: bool = True,
        roles: Iterable[Role] = (Role.EMPLOYEE,),
        kind: Kind = Kind.CONTACT,
        notes: int = 250,
        incidents: int = 30,
        hats: tuple[Hat, ...] = (),
    ) -> None:
        self.script = Script()
        self.session = _session(kind, frozenset(roles))
        self.profile = FakeProfile(self.script, self.session)
        self.releases = FakeReleases(self.script, (note(number) for number in range(notes, 0, -1)))
        self.sessions = FakeSessions(self.script, self.session, hats)
        self.needs = FakeNeeds(self.script)
        self.actions = FakeActions(self.script, self.releases.notes.values())
        self.incidents = FakeIncidents(
            self.script,
            (incident(number) for number in range(1, incidents + 1)),
            self.session.permissions,
        )
        self.support = FakeSupport(self.incidents, self.session.owner)
        self.templates = FakeTemplates(self.incidents, self.session.display_name)
        self.has_seats = seats
        self.help_center_url = ""
        self._hats = hats
        self.joined: list[Join] = []

    async def info(self) -> PortalInfo:
        await self.script.play("info")
        seats = [
            ("employee", "Anna de Vries"),
            ("administrator", "Bram Öz"),
            ("incident-manager", "Chaima el Idrissi"),
            ("none", "Daan Smit"),
            ("support", "Ahmed Yıldız"),
        ]
        return PortalInfo(
            name="Voorbeeld portal",
            vendor_name="Voorbeeld Software",
            product_name="Profit",
            help_center_url=self.help_center_url,
            demo_people=tuple(
                DemoPerson(
                    name=name,
                    display_name=display_name,
                    organisation_name="Voorbeeld BV",
                    job=f"demo.job.{name.replace('-', '_')}",
                )
                for name, display_name in seats
            )
            if self.has_seats
            else (),
        )

    async def sign_in(self, attempt: SignIn) -> SignInResult:
        await self.script.play("sign_in")
        if attempt.password.reveal() != self.PASSWORD:
            raise Unauthenticated(Reason.WRONG_CREDENTIALS)
        if self._hats and attempt.hat is None:
            return ChooseHat(self._hats)
        return self.signed_in()

    async def resume(self, token: Secret, hat: Hat | None = None) -> SignedIn:
        await self.script.play("resume")
        return self.signed_in()

    async def join(self, join: Join) -> SignedIn:
        self.joined.append(join)
        await self.script.play("join")
        return self.signed_in()

    async def sign_in_as(self, name: str) -> SignedIn:
        await self.script.play("sign_in_as")
        return self.signed_in()

    async def close(self) -> None:
        await self.script.play("close")

    def signed_in(self) -> SignedIn:
        """Return what signing in gives."""
        portal = Portal(
            session=self.sessions,
            profile=self.profile,
            releases=self.releases,
            actions=self.actions,
            incidents=self.incidents,
            support=self.support,
            templates=self.templates,
            contacts=NotAsked(),
            needs=self.needs,
            organisations=NotAsked(),
            services=NotAsked(),
        )
        return SignedIn(self.session, Secret("token"), portal)


def _session(kind: Kind, roles: frozenset[Role]) -> Session:
    return Session(
        id=new_id(),
        person_id=new_id(),
        contact_id=ANNA.id if kind is Kind.CONTACT else None,
        organisation_id=new_id() if kind is Kind.CONTACT else None,
        organisation_name="Voorbeeld BV",
        kind=kind,
        display_name="Anna de Vries",
        email="anna@voorbeeld.example",
        roles=roles,
        permissions=permissions_of(kind, roles),
        expires_at=datetime(2027, 1, 1, tzinfo=UTC),
    )
