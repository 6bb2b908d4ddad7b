"""Joining with the code of an invitation, over the sign-in screen."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from tui import i18n
from tui.api.models.forms import Hidden
from tui.api.models.session import Language
from tui.api.models.sign_in import Join
from tui.screens.form_sheet import FormSheet
from tui.screens.navigation import Entered
from tui.secret import Secret
from tui.widgets.form import Form

if TYPE_CHECKING:
    from tui.api.portal import Entrance


class _Joining(Join):
    """What is typed to join: nobody sees the password, so it is typed twice."""

    language: Annotated[Language | None, Hidden()] = None
    again: Secret
    keep: bool = False

    @field_validator("again")
    @classmethod
    def _as_before(cls, again: Secret, info: ValidationInfo) -> Secret:
        if "password" in info.data and again != info.data["password"]:
            raise PydanticCustomError("password_differs", "not the same")
        return again


def joining_sheet(open_entrance: Callable[[], Awaitable["Entrance"]]) -> FormSheet:
    """Ask for code, name and password; comes back with `Entered`. Nothing of it is kept."""
    form = Form(_Joining, {"language": Language(i18n.language())}, words="join")

    async def send(submitted: Form.Submitted) -> Entered | None:
        typed = submitted.value
        if not isinstance(typed, _Joining):
            return None
        join = Join(
            code=typed.code, name=typed.name, password=typed.password, language=typed.language
        )
        return Entered(await (await open_entrance()).join(join), typed.keep)

    return FormSheet(i18n.t("join.title"), form, send)
