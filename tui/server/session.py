"""Signing in, and the caller's own sessions."""

from starlette.responses import Response

from tui.api.errors import Forbidden, Invalid, NotFound, Unauthenticated
from tui.api.models.answered import Entered, Explained, Items
from tui.api.models.sent import Credentials, DemoSeat, WornHat
from tui.api.models.session import Hat, OpenSession, PortalInfo, Session
from tui.api.models.sign_in import Join, SignIn
from tui.api.policy import Permission
from tui.api.portal import ChooseHat, SignedIn
from tui.server.answering import answer, done
from tui.server.areas import area
from tui.server.asking import Bound, Shown, Standing
from tui.server.operations import operation

router = area("session")

_OWN = {Permission.PROFILE_EDIT}


@router.get("/portal")
@operation(needs=None, answers=PortalInfo)
async def show_portal(backend: Standing) -> Response:
    """Return the portal's name and, in the demo, its people."""
    return answer(PortalInfo, await backend.info())


@router.post("/sessions")
@operation(needs=None, answers=Entered, status=201, or_status=200, fails=(Unauthenticated, Invalid))
async def sign_in(backend: Standing, credentials: Credentials) -> Response:
    """Sign in by e-mail and password.

    Where the person has several hats and chose none, the answer (200) has these instead of a
    session: send the same again with one of them. Unknown people, wrong passwords and hats of
    somebody else get one answer. After too many tries it is 429 with `Retry-After`.
    """
    hat = credentials.hat and _hat(credentials.hat)
    attempt = SignIn(email=credentials.email, password=credentials.password, hat=hat)
    result = await backend.sign_in(attempt)
    if isinstance(result, ChooseHat):
        return answer(Entered, Entered(hats=result.hats))
    return _entered(result, status=201)


@router.post("/sessions/joined")
@operation(needs=None, answers=Entered, status=201, fails=(Unauthenticated, Invalid))
async def join(backend: Standing, sent: Join) -> Response:
    """Become the administrator that an invitation awaits, by its code, and sign in.

    A code works once. One that does not work (any more) gets one answer, whatever is the matter
    with it; after too many tries it is 429 with `Retry-After`. Where the e-mail address that was
    invited has an account, the password is that account's (`password`, `account_password`).
    """
    return _entered(await backend.join(sent), status=201)


@router.post("/sessions/demo")
@operation(needs=None, answers=Entered, status=201, fails=(Forbidden, NotFound, Invalid))
async def sign_in_as(backend: Standing, seat: DemoSeat) -> Response:
    """Sign in as one of the demo's people; forbidden where this is no demo."""
    return _entered(await backend.sign_in_as(seat.name), status=201)


@router.get("/session")
@operation(needs=(), answers=Session)
async def show_session(backend: Standing, token: Shown) -> Response:
    """Return the session of the token that is shown."""
    return answer(Session, (await backend.resume(token)).session)


@router.post("/session/hats")
@operation(needs=(), answers=Entered, fails=(NotFound, Invalid))
async def wear_hat(backend: Standing, token: Shown, hat: WornHat) -> Response:
    """Go on under another hat of one's own, with a token of its own that ends with this one."""
    return _entered(await backend.resume(token, _hat(hat)))


@router.get("/session/hats")
@operation(needs=(), answers=Items[Hat])
async def list_hats(portal: Bound) -> Response:
    """Return the hats that the caller can wear, the present one included."""
    return answer(Items[Hat], Items(await portal.session.hats()))


@router.get("/session/permissions/{permission}")
@operation(needs=(), answers=Explained, fails=(Invalid,))
async def explain_permission(portal: Bound, permission: Permission) -> Response:
    """Return why the caller lacks a permission, and who can grant it."""
    return answer(Explained, Explained(denial=await portal.session.explain(permission)))


@router.delete("/session")
@operation(needs=_OWN)
async def sign_out(portal: Bound) -> Response:
    """End the session under all its hats; its token opens nothing any more."""
    await portal.session.sign_out()
    return done()


@router.get("/sessions")
@operation(needs=_OWN, answers=Items[OpenSession])
async def list_sessions(portal: Bound) -> Response:
    """Return where the caller is signed in, the session used last first."""
    return answer(Items[OpenSession], Items(await portal.session.list()))


@router.delete("/sessions/{session_id}")
@operation(needs=_OWN, fails=(NotFound,))
async def revoke_session(portal: Bound, session_id: str) -> Response:
    """End another session of the caller's own, or this one."""
    await portal.session.revoke(session_id)
    return done()


def _hat(worn: WornHat) -> Hat:
    return Hat(kind=worn.kind, organisation_id=worn.organisation_id, name="")


def _entered(signed_in: SignedIn, status: int = 200) -> Response:
    entered = Entered(session=signed_in.session, token=signed_in.token.reveal())
    return answer(Entered, entered, status=status)
