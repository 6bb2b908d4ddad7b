"""A person's own data and settings."""

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from tui.api.models.base import Input
from tui.api.models.forms import Choice
from tui.api.models.record import record
from tui.api.models.session import Denial, Language, Theme
from tui.api.models.text import Line
from tui.api.policy import Permission
from tui.secret import Secret

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 256
"""Characters, of any kind: length is what counts (NIST SP 800-63B, 3.1.1.2)."""


@record
class Right:
    """One permission: held, or the reason why not."""

    permission: Permission
    denial: Denial | None = None

    @property
    def granted(self) -> bool:
        """Whether the person holds the permission."""
        return self.denial is None


@record
class Profile:
    """Own name, e-mail and settings, and what one may under the present hat."""

    display_name: Line
    email: Line
    organisation_name: Line = ""
    language: Language | None = None
    theme: Theme | None = None
    time_zone: Line = ""
    rights: tuple[Right, ...] = ()
    version: int


def _known_zone(name: str) -> str:
    from zoneinfo import available_timezones

    if name and name not in available_timezones():
        raise PydanticCustomError("time_zone", "not a time zone")
    return name


def _of_fit_length(password: Secret) -> Secret:
    if not SHORTEST_PASSWORD <= len(password.reveal()) <= LONGEST_PASSWORD:
        limits = {"least": SHORTEST_PASSWORD, "most": LONGEST_PASSWORD}
        raise PydanticCustomError("password_length", "too short or too long", limits)
    return password


TimeZone = Annotated[Line, AfterValidator(_known_zone)]
"""A name of the IANA database such as `Europe/Amsterdam`, or nothing."""


class ProfileEdit(Input):
    """What one changes of one's own settings; a field left out stays as it is."""

    language: Annotated[Language | None, Choice("language")] = None
    theme: Annotated[Theme | None, Choice("theme")] = None
    time_zone: TimeZone = ""


class PasswordChange(Input):
    """A new password, with the present one to show who asks."""

    current: Secret
    new: Annotated[Secret, AfterValidator(_of_fit_length)]
