"""The caller's own data."""

from starlette.responses import Response

from tui.api.errors import Conflict, Invalid
from tui.api.models.profile import PasswordChange, Profile, ProfileEdit
from tui.api.policy import Permission
from tui.server.answering import answer, done
from tui.server.areas import area
from tui.server.asking import Bound, Version
from tui.server.operations import operation

router = area("profile")

_OWN = {Permission.PROFILE_EDIT}


@router.get("/profile")
@operation(needs=_OWN, answers=Profile, versioned=True)
async def show_profile(portal: Bound) -> Response:
    """Return the caller's name, e-mail, settings and rights, with its version as `ETag`."""
    return _versioned(await portal.profile.show())


@router.patch("/profile")
@operation(needs=_OWN, answers=Profile, versioned=True, fails=(Conflict, Invalid))
async def edit_profile(portal: Bound, version: Version, edit: ProfileEdit) -> Response:
    """Change one's own settings; a field left out stays as it is."""
    return _versioned(await portal.profile.edit(edit, version))


@router.put("/profile/password")
@operation(needs=_OWN, fails=(Invalid,))
async def change_password(portal: Bound, change: PasswordChange) -> Response:
    """Take a new password, and end every other session of the caller.

    A wrong present password is invalid (`current`, `wrong_password`); after too many tries it is
    429 with `Retry-After`.
    """
    await portal.profile.change_password(change)
    return done()


def _versioned(profile: Profile) -> Response:
    return answer(Profile, profile, version=profile.version)
