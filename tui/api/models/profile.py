"""A person's own data and settings."""

from tui.api.models.base import Input
from tui.api.models.record import record
from tui.api.models.session import Denial, Language, Theme
from tui.api.models.text import Line
from tui.api.policy import Permission


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
    rights: tuple[Right, ...] = ()
    version: int


class ProfileEdit(Input):
    """What one changes of one's own settings; a field left out stays as it is."""

    language: Language | None = None
    theme: Theme | None = None
