"""The contacts of an organisation, and what each of them may do there."""

from tui.api.models.base import Input
from tui.api.models.record import record
from tui.api.models.text import Id, Line
from tui.api.policy import ContactAction, Role


@record
class Contact:
    """A contact with the authorisation roles that were granted, whether they count now or not."""

    id: Id
    display_name: Line
    roles: frozenset[Role] = frozenset()
    active: bool = True
    version: int = 1
    allowed: frozenset[ContactAction] = frozenset()
    """What the caller may do to it now."""


class Grant(Input):
    """The authorisation roles that a contact is to have: these and no other."""

    roles: frozenset[Role]
