"""The caller's own data."""

from tui.api.http.area import Area
from tui.api.http.calls import json_of
from tui.api.models.profile import PasswordChange, Profile, ProfileEdit


class HttpProfiles(Area):
    """The caller's own data."""

    async def show(self) -> Profile:
        """Return the profile."""
        return await self._get("profile", Profile)

    async def edit(self, edit: ProfileEdit, version: int) -> Profile:
        """Change own settings."""
        return await self._edit("profile", Profile, edit, version)

    async def change_password(self, change: PasswordChange) -> None:
        """Take a new password, if the present one is right."""
        body = json_of(current=change.current.reveal(), new=change.new.reveal())
        await self._do("PUT", "profile/password", body)
