"""The contract's areas on the store, bound to one token.

Nothing is decided here: a verb finds the caller, and hands over to the function of its area. What
the first list does not need is imported when it is asked for.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from tui.api.errors import Unavailable
from tui.api.portal import Portal
from tui.api.store.releases import reading
from tui.api.store.session import sessions
from tui.api.store.verbs import caller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from tui.api.models.actions import Action, ActionEdit, ActionQuery, Colleague, Progress
    from tui.api.models.needs import Need
    from tui.api.models.paging import Count, Page, PageRequest
    from tui.api.models.profile import PasswordChange, Profile, ProfileEdit
    from tui.api.models.publishing import NoteCorrection, Published, ReleaseDocument
    from tui.api.models.releases import (
        MarkedTogether,
        Note,
        NoteFacets,
        NoteHit,
        NoteQuery,
        NoteSummary,
    )
    from tui.api.models.session import Denial, Hat, OpenSession
    from tui.api.policy import Permission
    from tui.api.store.session.desk import Desk
    from tui.api.store.verbs.caller import Caller

P = ParamSpec("P")
T = TypeVar("T")


class _Bound:
    """A caller's place at the desk."""

    def __init__(self, desk: Desk, token: str) -> None:
        self._desk = desk
        self._token = token
        self._last_kept_open: datetime | None = None

    async def _ask(
        self,
        question: Callable[Concatenate[Connection, Caller, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        now = self._now

        def answer(connection: Connection) -> tuple[Caller, T]:
            me = sessions.find(connection, self._token, now)
            return me, question(connection, me, *args, **kwargs)

        me, answered = await self._desk.read(answer)
        if sessions.is_due(me, now) and sessions.is_due_since(self._last_kept_open, now):
            self._last_kept_open = now
            await keep_open(self._desk, me, now)
        return answered

    async def _do(
        self,
        deed: Callable[Concatenate[Connection, Caller, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        def done(connection: Connection) -> T:
            now = self._desk.clock()
            me = sessions.find(connection, self._token, now)
            sessions.prolong(connection, me, now)
            return deed(connection, me, *args, **kwargs)

        return await self._desk.write(done)

    @property
    def _now(self) -> datetime:
        return self._desk.clock()


class StoreSessions(_Bound):
    """The caller's own session."""

    async def explain(self, permission: Permission) -> Denial | None:
        """Return why a permission is missing."""
        return await self._ask(caller.explain, permission)

    async def hats(self) -> tuple[Hat, ...]:
        """Return the caller's hats."""
        return await self._ask(_hats)

    async def sign_out(self) -> None:
        """End the session."""
        await self._do(sessions.sign_out, self._now)

    async def list(self) -> tuple[OpenSession, ...]:
        """Return the caller's open sessions."""
        from tui.api.store.session import places

        return await self._ask(places.open_ones, self._now)

    async def revoke(self, session_id: str) -> None:
        """End a session of the caller's own."""
        from tui.api.store.session import places

        await self._do(places.revoke, session_id, self._now)


class StoreProfiles(_Bound):
    """The caller's own data."""

    async def show(self) -> Profile:
        """Return the profile."""
        from tui.api.store.profile import own_data

        return await self._ask(own_data.show)

    async def edit(self, edit: ProfileEdit, version: int) -> Profile:
        """Change own settings."""
        from tui.api.store.profile import own_data

        return await self._do(own_data.edit, edit, version, self._now)

    async def change_password(self, change: PasswordChange) -> None:
        """Take a new password, if the present one is right."""
        from tui.api.store.profile import password_change

        now, desk = self._now, self._desk
        with desk.excuses.taken(await self._ask(password_change.subject)) as excused:
            candidate = await self._do(password_change.begin, now, excused)
        is_right = await desk.hash(lambda: desk.hasher.verify(change.current, candidate.kept))
        if not is_right:
            raise password_change.wrong_password()
        kept = await desk.hash(lambda: desk.hasher.hash(change.new))
        with desk.excuses.owing(candidate.subject):
            await self._do(password_change.finish, candidate, kept, now)


class StoreReleases(_Bound):
    """The release notes."""

    async def list(self, query: NoteQuery, page: PageRequest) -> Page[NoteSummary]:
        """Return a page of notes."""
        return await self._ask(reading.page, query, page)

    async def count(self, query: NoteQuery) -> Count:
        """Return how many there are."""
        return await self._ask(reading.count, query)

    async def facets(self) -> NoteFacets:
        """Return what they can be filtered by."""
        return await self._ask(reading.facets)

    async def show(self, note_id: str, query: NoteQuery) -> Note:
        """Return one note."""
        return await self._ask(reading.show, note_id, query)

    async def search(self, words: str, query: NoteQuery, page: PageRequest) -> Page[NoteHit]:
        """Return the notes that hold the words."""
        from tui.api.store.releases import search

        return await self._ask(search.search, words, query, page)

    async def mark(self, note_ids: Iterable[str], *, read: bool) -> frozenset[str]:
        """Mark notes read or unread."""
        from tui.api.store.releases import marks

        return await self._do(marks.set_read, tuple(note_ids), self._now, read=read)

    async def mark_all(self, query: NoteQuery) -> MarkedTogether:
        """Mark all unread notes of a query read."""
        from tui.api.store.releases import marks

        return await self._do(marks.set_all_read, query, self._now)

    async def take_back(self, together_id: str) -> int:
        """Make notes unread again."""
        from tui.api.store.releases import marks

        return await self._do(marks.take_back, together_id, self._now)

    async def next_unread(self, query: NoteQuery, note_id: str, *, ahead: bool) -> str | None:
        """Return the nearest unread note."""
        return await self._ask(reading.next_unread, query, note_id, ahead=ahead)

    async def bookmark(self, note_ids: Iterable[str], *, kept: bool) -> frozenset[str]:
        """Keep notes as bookmarks."""
        from tui.api.store.releases import bookmarks

        return await self._do(bookmarks.keep, tuple(note_ids), self._now, kept=kept)

    async def publish(self, document: ReleaseDocument, key: str) -> Published:
        """Publish the releases of one file."""
        from tui.api.store.publishing import documents

        return await self._do(documents.publish, document, key, self._now)

    async def correct(self, note_id: str, correction: NoteCorrection, revision: int) -> Note:
        """Correct a note."""
        from tui.api.store.publishing import corrections

        return await self._do(corrections.correct, note_id, correction, revision, now=self._now)

    async def withdraw(self, note_ids: Iterable[str], *, withdrawn: bool) -> frozenset[str]:
        """Take notes back, or publish them again."""
        from tui.api.store.publishing import corrections

        ids = tuple(note_ids)
        return await self._do(corrections.withdraw, ids, self._now, withdrawn=withdrawn)


class StoreActions(_Bound):
    """What the releases require of the organisation."""

    async def list(self, query: ActionQuery, page: PageRequest) -> Page[Action]:
        """Return a page of actions."""
        from tui.api.store.actions import required

        return await self._ask(required.page, query, page)

    async def count(self, query: ActionQuery) -> Count:
        """Return how many there are."""
        from tui.api.store.actions import required

        return await self._ask(required.count, query)

    async def progress(self) -> tuple[Progress, ...]:
        """Return how far one is, by release."""
        from tui.api.store.actions import required

        return await self._ask(required.progress)

    async def colleagues(self) -> tuple[Colleague, ...]:
        """Return who can own one."""
        from tui.api.store.actions import required

        return await self._ask(required.colleagues)

    async def edit(self, note_id: str, edit: ActionEdit, version: int) -> Action:
        """Set owner, due date or done."""
        from tui.api.store.actions import required

        return await self._do(required.edit, note_id, edit, version, now=self._now)


class StoreNeeds(_Bound):
    """What waits for the caller."""

    async def list(self) -> tuple[Need, ...]:
        """Return what waits."""
        from tui.api.store import needs

        return await self._ask(needs.listed, self._now)


def bind(desk: Desk, token: str) -> Portal:
    """Return the portal for the session of `token`."""
    return Portal(
        session=StoreSessions(desk, token),
        profile=StoreProfiles(desk, token),
        releases=StoreReleases(desk, token),
        actions=StoreActions(desk, token),
        needs=StoreNeeds(desk, token),
    )


async def keep_open(desk: Desk, me: Caller, now: datetime) -> None:
    """Note that the caller's session is in use, where the store can be written."""
    with suppress(Unavailable):
        await desk.write(sessions.prolong, me, now)


def _hats(connection: Connection, me: Caller) -> tuple[Hat, ...]:
    return sessions.hats(connection, me.person_id)
