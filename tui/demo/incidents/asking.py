"""Who of the demo's customers asks, and who reads along."""

from tui.api.policy import Kind, Permission, Role, permissions_of
from tui.demo.identity import demo_id
from tui.demo.tables import rows_of

_EAGER = ("anna.devries@voorbeeld.example", "bram.oz@voorbeeld.example")
"""Who looks around as one of them finds incidents of the own."""

_READS_ALONG = {
    "anna.devries@voorbeeld.example": 17,
    "bram.oz@voorbeeld.example": 29,
    "chaima.elidrissi@voorbeeld.example": 37,
    "fatima.benali@voorbeeld.example": 11,
    "thijs.vandenheuvel@voorbeeld.example": 13,
    "ingrid.kooistra@havenlicht.example": 12,
    "ali.rahimi@havenlicht.example": 7,
}
"""Every how manieth incident somebody watches."""


class Askers:
    """The contacts of one customer, as far as they have to do with incidents."""

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        rows = [row for row in rows_of("contacts.csv") if row["organisation"] == organisation]
        self._rows = [row for row in rows if row["active"] == "yes" and _submits(row)]
        self._watchers = {
            row["email"]: _READS_ALONG[row["email"]] for row in rows if row["email"] in _READS_ALONG
        }

    def requester(self, department: str, language: str, turn: int) -> str:
        """Return a contact of a department that writes in this language."""
        fitting = [
            row["email"]
            for row in self._rows
            if row["department"] == department and (row["language"] or "nl") == language
        ]
        eager = [email for email in fitting if email in _EAGER]
        choices = eager if eager and turn % 2 else fitting
        return self._id(choices[turn // 2 % len(choices)])

    def watchers(self, requester_id: str, turn: int) -> tuple[str, ...]:
        """Return who reads along."""
        emails = (email for email, every in self._watchers.items() if turn % every == every - 1)
        return tuple(id_ for id_ in map(self._id, emails) if id_ != requester_id)

    def _id(self, email: str) -> str:
        return demo_id("contact", self._organisation, email)


def _submits(row: dict[str, str]) -> bool:
    roles = frozenset(map(Role, row["roles"].split()))
    return Permission.INCIDENTS_SUBMIT in permissions_of(Kind.CONTACT, roles)
