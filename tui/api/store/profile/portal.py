"""The verbs of one's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.api.store.session.bound import Bound

if TYPE_CHECKING:
    from tui.api.models.profile import PasswordChange, Profile, ProfileEdit


class StoreProfiles(Bound):
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
