"""What every backend can do: one Protocol per area, and the objects that hold them.

No verb takes a caller: a `Portal` is bound to the person and hat that signed in. Every verb may
raise `Unauthenticated` (the session ended), `Forbidden` and `Unavailable`; what else it raises
stands with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tui.api.contacts import Contacts
from tui.api.incidents import Incidents, Support, Templates
from tui.api.needs import Needs
from tui.api.vendor import Organisations, Services

if TYPE_CHECKING:  # models that are sent need pydantic, which the first list does without
    from collections.abc import Iterable

    from tui.api.models.actions import Action, ActionEdit, ActionQuery, Colleague, Progress
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
    from tui.api.models.session import Denial, Hat, OpenSession, PortalInfo, Session
    from tui.api.models.sign_in import Join, SignIn
    from tui.api.outbox import Outbox
    from tui.api.policy import Permission
    from tui.secret import Secret


class Sessions(Protocol):
    """The caller's own session; what is a person's alone needs `profile.edit`."""

    async def explain(self, permission: Permission) -> Denial | None:
        """Return why the caller lacks `permission`, or None where it is held."""
        ...

    async def hats(self) -> tuple[Hat, ...]:
        """Return the hats that the caller can wear, the present one included."""
        ...

    async def sign_out(self) -> None:
        """End the session; its token opens nothing any more."""
        ...

    async def list(self) -> tuple[OpenSession, ...]:
        """Return the caller's open sessions, the one used last first."""
        ...

    async def revoke(self, session_id: str) -> None:
        """End another session of the caller's own, or this one; raises `NotFound`."""
        ...


class Profiles(Protocol):
    """The caller's own data."""

    async def show(self) -> Profile:
        """Return name, e-mail, settings and rights."""
        ...

    async def edit(self, edit: ProfileEdit, version: int) -> Profile:
        """Change own settings; raises `Conflict` (with the present `Profile`) if stale."""
        ...

    async def change_password(self, change: PasswordChange) -> None:
        """Take a new password, and end every other session of the caller.

        Raises `Invalid` (`current`, code `wrong_password`) where the present one is not right, and
        `Unauthenticated` (slowed down) after too many tries.
        """
        ...


class Releases(Protocol):
    """The release notes. Reading needs `releases.read` (or `releases.publish`).

    Whatever takes a query raises `Forbidden` where it is for withdrawn notes, unless the caller
    holds `releases.publish`.
    """

    async def list(self, query: NoteQuery, page: PageRequest) -> Page[NoteSummary]:
        """Return a page of notes; raises `Invalid` for a cursor that is not one of this list."""
        ...

    async def count(self, query: NoteQuery) -> Count:
        """Return how many notes `list` would give."""
        ...

    async def facets(self) -> NoteFacets:
        """Return what the notes can be filtered by."""
        ...

    async def show(self, note_id: str, query: NoteQuery) -> Note:
        """Return a note in the language of `query`; raises `NotFound`."""
        ...

    async def search(self, words: str, query: NoteQuery, page: PageRequest) -> Page[NoteHit]:
        """Return the notes that hold every word (the last one may be a beginning).

        The best match stands first; only forward pages (`edge="first"` and `after`).
        """
        ...

    async def mark(self, note_ids: Iterable[str], *, read: bool) -> frozenset[str]:
        """Mark notes read or unread for the caller; returns the ids that changed.

        Raises `NotFound` if one of them is no note, and then marks none.
        """
        ...

    async def mark_all(self, query: NoteQuery) -> MarkedTogether:
        """Mark every unread note of `query` read."""
        ...

    async def take_back(self, together_id: str) -> int:
        """Make those notes unread again that `mark_all` marked; returns how many.

        Raises `NotFound` where the caller marked nothing under this id.
        """
        ...

    async def next_unread(self, query: NoteQuery, note_id: str, *, ahead: bool) -> str | None:
        """Return the nearest unread note after (or before) `note_id` in the list of `query`.

        `note_id` need not be in that list itself. Raises `NotFound`.
        """
        ...

    async def bookmark(self, note_ids: Iterable[str], *, kept: bool) -> frozenset[str]:
        """Keep notes as bookmarks or let them go; returns the ids that changed.

        Raises `NotFound` if one of them is no note, and then keeps none.
        """
        ...

    async def publish(self, document: ReleaseDocument, key: str) -> Published:
        """Publish the releases of one file, all or none; needs `releases.publish`.

        `key` is the idempotency key. Raises `Invalid` where a version of a product is there
        already with other notes from another source (`field` is `releases.<n>.version`).
        """
        ...

    async def correct(self, note_id: str, correction: NoteCorrection, revision: int) -> Note:
        """Correct a note, which readers then see; needs `releases.publish`.

        Raises `NotFound`, and `Conflict` (with the present `Note`) if stale.
        """
        ...

    async def withdraw(self, note_ids: Iterable[str], *, withdrawn: bool) -> frozenset[str]:
        """Take notes back, or publish them again; needs `releases.publish`.

        Returns the ids that changed; raises `NotFound` if one of them is no note.
        """
        ...


class Actions(Protocol):
    """What the releases require of the caller's organisation. Every verb needs `releases.act`."""

    async def list(self, query: ActionQuery, page: PageRequest) -> Page[Action]:
        """Return a page of actions, those of the newest release first."""
        ...

    async def count(self, query: ActionQuery) -> Count:
        """Return how many actions `list` would give."""
        ...

    async def progress(self) -> tuple[Progress, ...]:
        """Return how far one is with each release that asks something, the newest first."""
        ...

    async def colleagues(self) -> tuple[Colleague, ...]:
        """Return who can own an action: active contacts, by name (at most 200)."""
        ...

    async def edit(self, note_id: str, edit: ActionEdit, version: int) -> Action:
        """Set owner, due date or done; `version` is that of the action as it was shown.

        Raises `NotFound` for a note that asks nothing, `Conflict` (with the present `Action`) if
        stale, and `Invalid` for an owner who is no active contact of the organisation.
        """
        ...


@dataclass(frozen=True)
class Portal:
    """Everything the signed-in caller can do, one attribute per area."""

    session: Sessions
    profile: Profiles
    releases: Releases
    actions: Actions
    incidents: Incidents
    support: Support
    templates: Templates
    contacts: Contacts
    needs: Needs
    organisations: Organisations
    services: Services


@dataclass(frozen=True)
class SignedIn:
    """A session, the token that resumes it, and the portal bound to it."""

    session: Session
    token: Secret
    portal: Portal


@dataclass(frozen=True)
class ChooseHat:
    """The password was right and the person has several hats: sign in again with one of them."""

    hats: tuple[Hat, ...]


SignInResult = SignedIn | ChooseHat


class Entrance(Protocol):
    """A portal before sign-in."""

    async def info(self) -> PortalInfo:
        """Return the portal's name and, in the demo, its people."""
        ...

    async def sign_in(self, attempt: SignIn) -> SignInResult:
        """Sign in by e-mail and password; raises `Unauthenticated` and says when to try again."""
        ...

    async def resume(self, token: Secret, hat: Hat | None = None) -> SignedIn:
        """Go on with a session, under its own hat or another of the person's.

        Raises `Unauthenticated` if the session ended, `NotFound` if the hat is not the person's.
        """
        ...

    async def join(self, join: Join) -> SignedIn:
        """Become the administrator that an invitation awaits, and sign in.

        Where the e-mail address that was invited has an account, the password is that account's:
        `Invalid` (`password`, code `account_password`) where it is not. Raises `Unauthenticated`
        for a code that does not work (any more), whatever is the matter with it, and after too
        many tries.
        """
        ...

    async def sign_in_as(self, name: str) -> SignedIn:
        """Sign in as one of the demo's people, by `DemoPerson.name`.

        Raises `Forbidden` where this is no demo, `NotFound` for an unknown name.
        """
        ...

    async def close(self) -> None:
        """Let go of files and connections; the entrance is of no use afterwards."""
        ...


class Backend(Entrance, Protocol):
    """An entrance that a server stands on: many people at once, each with a token of their own."""

    def portal_of(self, token: Secret) -> Portal:
        """Return the portal of a session, which each verb looks for anew.

        Nothing is looked at yet: with a token that opens nothing every verb raises
        `Unauthenticated`.
        """
        ...

    @property
    def outbox(self) -> Outbox:
        """The mail that waits to be sent, for whoever runs the portal."""
        ...

    async def check(self) -> None:
        """Ask whether the portal can be used; raises `Unavailable` or `Incompatible`."""
        ...
