"""What one changes of one's own: settings, and the password."""

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from tui import i18n
from tui.api.models.profile import PasswordChange, Profile, ProfileEdit
from tui.api.portal import Profiles
from tui.drafts import DraftKey, Drafts
from tui.screens.drafting import DraftKeeper
from tui.screens.form_sheet import FormSheet
from tui.secret import Secret
from tui.widgets.form import Form


class _NewPassword(PasswordChange):
    """A new password as it is typed: nobody sees it, so it is typed twice."""

    again: Secret

    @field_validator("again")
    @classmethod
    def _as_before(cls, again: Secret, info: ValidationInfo) -> Secret:
        if "new" in info.data and again != info.data["new"]:
            raise PydanticCustomError("password_differs", "not the same")
        return again


def settings_sheet(
    profiles: Profiles, profile: Profile, person_id: str, drafts: Drafts | None
) -> FormSheet:
    """Ask for language, colours and time zone; what was typed is kept as a draft."""
    keeper = DraftKeeper(drafts, DraftKey("settings", person_id, person_id)) if drafts else None
    form = Form(ProfileEdit, vars(profile), words="profile", version=profile.version, keeper=keeper)

    async def send(submitted: Form.Submitted) -> Profile:
        values = {name: getattr(submitted.value, name) for name in submitted.changed}
        return await profiles.edit(ProfileEdit(**values), submitted.version or 0)

    return FormSheet(i18n.t("profile.settings"), form, send)


def password_sheet(profiles: Profiles) -> FormSheet:
    """Ask for the present password and a new one; nothing of it is kept."""
    form = Form(_NewPassword, {}, words="password")

    async def send(submitted: Form.Submitted) -> None:
        typed = submitted.value
        if isinstance(typed, _NewPassword):
            await profiles.change_password(PasswordChange(current=typed.current, new=typed.new))

    return FormSheet(i18n.t("password.title"), form, send)
