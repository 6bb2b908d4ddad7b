"""The store's front door."""

from contextlib import nullcontext
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from tui.api.errors import Incompatible, Reason, Remedy, Unauthenticated
from tui.api.models.session import DemoPerson, Hat, PortalInfo
from tui.api.policy import Kind
from tui.api.portal import ChooseHat, Portal, SignedIn, SignInResult
from tui.api.store import versions
from tui.api.store.portal import bind
from tui.api.store.schema import VERSION, contact, demo_seat, portal, vendor_member
from tui.api.store.session import entering, sessions, sign_in
from tui.api.store.session.bound import keep_open
from tui.api.store.session.desk import Desk
from tui.api.store.session.entering import Entered
from tui.api.store.session.sign_in import Candidate
from tui.secret import Secret

if TYPE_CHECKING:
    from datetime import datetime

    from tui.api.models.sign_in import Join, SignIn
    from tui.api.outbox import Outbox


class StoreEntrance:
    """A portal in a store, before sign-in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def info(self) -> PortalInfo:
        """Return what the portal says of itself."""
        return await self._desk.read(_info)

    async def sign_in(self, attempt: "SignIn") -> SignInResult:
        """Sign in by e-mail and password."""
        now = self._desk.clock()
        candidate = await self._candidate(attempt.email, attempt.password, now)
        if candidate is None:
            raise sign_in.wrong_credentials()
        with self._desk.excuses.owing(candidate.subject):
            result = await self._desk.write(sign_in.finish, candidate, attempt.hat, now)
        if isinstance(result, Entered):
            return self._signed_in(result)
        if not result:
            raise Unauthenticated(Reason.NO_ACCESS, Remedy.ASK_ADMINISTRATOR)
        return ChooseHat(result)

    async def resume(self, token: Secret, hat: Hat | None = None) -> SignedIn:
        """Go on with a session."""
        now = self._desk.clock()
        secret = token.reveal()
        me = await self._desk.read(sessions.find, secret, now)
        if hat is not None and not sessions.wears(me, hat):
            return self._signed_in(await self._desk.write(entering.wear, secret, hat, now))
        if sessions.is_due(me, now):
            await keep_open(self._desk, me, now)
            me = await self._desk.read(sessions.find, secret, now)
        return self._signed_in(Entered(me, secret))

    async def join(self, join: "Join") -> SignedIn:
        """Become the administrator that an invitation awaits."""
        from tui.api.store.organisations import joining

        now = self._desk.clock()
        guest = await self._desk.write(joining.begin, join.code, now)
        if guest is None:
            raise joining.wrong_code()
        if guest.has_account:
            shown = await self._candidate(guest.email, join.password, now)
            if shown is None:
                raise joining.wrong_password()
        else:
            joining.check_new(join.password)
            shown = await self._desk.hash(lambda: self._desk.hasher.hash(join.password))
        is_known = isinstance(shown, Candidate)
        owing = self._desk.excuses.owing(shown.subject) if is_known else nullcontext()
        with owing:
            entered = await self._desk.write(joining.finish, guest, join, shown, now)
        return self._signed_in(entered)

    async def sign_in_as(self, name: str) -> SignedIn:
        """Sign in as one of the demo's people."""
        entered = await self._desk.write(sign_in.enter_as, name, self._desk.clock())
        return self._signed_in(entered)

    def portal_of(self, token: Secret) -> Portal:
        """Return the portal of a token; each verb looks for its session."""
        return bind(self._desk, token.reveal())

    @property
    def outbox(self) -> "Outbox":
        """The mail that waits."""
        from tui.api.store.outbox.portal import StoreOutbox

        return StoreOutbox(self._desk)

    async def check(self) -> None:
        """Ask for the version of the schema."""
        await self._desk.read(_check)

    async def close(self) -> None:
        """Let go of the database."""
        await self._desk.close()

    async def _candidate(self, email: str, password: Secret, now: "datetime") -> Candidate | None:
        """Count a try at an account and return whose it is, None for a wrong password."""
        with self._desk.excuses.taken(sign_in.subject_of(email)) as excused:
            candidate = await self._desk.write(sign_in.begin, email, now, excused)
        is_right = await self._desk.hash(lambda: self._desk.hasher.verify(password, candidate.kept))
        return candidate if is_right else None

    def _signed_in(self, entered: Entered) -> SignedIn:
        portal = bind(self._desk, entered.token)
        return SignedIn(entered.me.session(), Secret(entered.token), portal)


def _check(connection: Connection) -> None:
    found = versions.of(connection)
    if found != VERSION:  # a newer program upgraded it meanwhile
        raise Incompatible(needed=found, found=VERSION)


def _info(connection: Connection) -> PortalInfo:
    row = connection.execute(select(portal)).one()
    return PortalInfo(
        name=row.name,
        vendor_name=row.vendor_name,
        product_name=row.product_name,
        help_center_url=row.help_center_url,
        demo_people=_demo_people(connection),
    )


def _demo_people(connection: Connection) -> tuple[DemoPerson, ...]:
    seats = connection.execute(select(demo_seat).order_by(demo_seat.c.position)).all()
    return tuple(
        DemoPerson(
            name=seat.name,
            display_name=_name_under(connection, seat.person_id, hat),
            organisation_name=hat.name,
            job=seat.job,
        )
        for seat in seats
        for hat in sessions.hats(connection, seat.person_id)[:1]
    )


def _name_under(connection: Connection, person_id: str, hat: Hat) -> str:
    statement = select(contact.c.display_name).where(
        contact.c.person_id == person_id, contact.c.organisation_id == hat.organisation_id
    )
    if hat.kind is not Kind.CONTACT:
        statement = select(vendor_member.c.display_name).where(
            vendor_member.c.person_id == person_id
        )
    return connection.execute(statement).scalar_one()
