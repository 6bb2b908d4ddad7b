"""A store for one test, and the people in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.contract.grounds import Ground, Tokens, place_of
from tests.contract.world import BAKERY_CONTACTS, FACTORY_CONTACTS, PASSWORD, PEOPLE
from tui import i18n
from tui.api.administration import NewContact
from tui.api.errors import Invalid, PortalError
from tui.api.ids import new_id
from tui.api.models.organisations import OrganisationNew
from tui.api.models.releases import NoteSummary
from tui.api.models.services import ServiceNew
from tui.api.models.session import Hat
from tui.api.models.sign_in import SignIn
from tui.api.policy import Role
from tui.api.portal import Entrance, Portal, SignedIn, SignInResult
from tui.api.store.database.keyset import SEPARATOR
from tui.secret import Secret

LONG_AGO = "2001-01-01 00:00:00.000000"
CONTACTS: dict[str, NewContact] = {**FACTORY_CONTACTS, **BAKERY_CONTACTS}


@dataclass
class Stage:
    """A portal on one ground, with a running session for everybody."""

    ground: Ground
    url: str
    tokens: Tokens
    entrance: Entrance
    _more: list[Entrance] = field(default_factory=list[Entrance])

    async def signed_in(self, name: str, hat: Hat | None = None) -> SignedIn:
        """Go on with the running session of one of `PEOPLE`, under one of the person's hats."""
        return await self.entrance.resume(self.token(name, hat))

    async def portal(self, name: str, hat: Hat | None = None) -> Portal:
        """Return the portal as one of `PEOPLE` sees it."""
        return (await self.signed_in(name, hat)).portal

    def token(self, name: str, hat: Hat | None = None) -> Secret:
        """Return the token of a running session."""
        person = PEOPLE[name].id
        mine = {place: token for (id_, place), token in self.tokens.items() if id_ == person}
        return mine[place_of(hat)] if hat else next(iter(mine.values()))

    async def sign_in(
        self, name: str, password: str = PASSWORD, hat: Hat | None = None
    ) -> SignInResult:
        """Sign in anew by e-mail and password."""
        attempt = SignIn(email=PEOPLE[name].email, password=Secret(password), hat=hat)
        return await self.entrance.sign_in(attempt)

    async def service(self, name: str = "Orders") -> SignedIn:
        """Let the operator make a service, and come in by its token."""
        operator = await self.portal("operator")
        made = await operator.services.create(ServiceNew(id=new_id(), name=name), new_id())
        assert made.token is not None
        return await self.entrance.resume(made.token)

    async def open_again(self) -> Entrance:
        """Open the same store a second time, as another process would."""
        self._more.append(await self.ground.connect(self.url))
        return self._more[-1]

    def set_roles(self, name: str, roles: Iterable[Role]) -> None:
        """Give a contact these authorisation roles and no other."""
        contact = CONTACTS[name]
        if contact.roles:
            self._execute("DELETE FROM contact_role WHERE contact_id = ?", contact.id)
        for role in roles:
            self._execute(
                "INSERT INTO contact_role (organisation_id, contact_id, role)"
                " SELECT organisation_id, id, ? FROM contact WHERE id = ?",
                role.value,
                contact.id,
            )

    def deactivate(self, name: str) -> None:
        """Make a contact inactive."""
        self._execute("UPDATE contact SET active = FALSE WHERE id = ?", CONTACTS[name].id)

    def rename(self, organisation_id: str, name: str, *, version: str) -> None:
        """Give an organisation another name and another version of the product."""
        self._execute(
            "UPDATE organisation SET name = ?, legal_name = ?, product_version = ? WHERE id = ?",
            *(name, name, version, organisation_id),
        )

    def share_name(self, organisation_id: str, other_id: str) -> None:
        """Let another organisation be called as this one is."""
        name = "(SELECT sort_key FROM organisation WHERE id = ?)"
        self._execute(
            f"UPDATE organisation SET sort_key = replace({name}, ?, ?) WHERE id = ?",
            *(organisation_id, organisation_id, other_id, other_id),
        )

    def rename_colleague(self, name: str, called: str) -> None:
        """Let somebody of the vendor be called otherwise."""
        self._execute(
            "UPDATE vendor_member SET display_name = ? WHERE person_id = ?",
            *(called, PEOPLE[name].id),
        )

    def withdraw_activation(self, organisation_id: str) -> None:
        """Undo what Support activated for an organisation."""
        self._execute(
            "DELETE FROM organisation_activation WHERE organisation_id = ?", organisation_id
        )

    def hand_over(self, incident_id: str, name: str) -> None:
        """Make a contact the requester of an incident, whatever the contact may do."""
        mine = "(SELECT requester_id FROM incident WHERE id = ?)"
        self._execute(
            f"UPDATE incident_follower SET contact_id = ? WHERE contact_id = {mine}"
            " AND incident_id = ?",
            *(CONTACTS[name].id, incident_id, incident_id),
        )
        self._execute(
            "UPDATE incident SET requester_id = ? WHERE id = ?", CONTACTS[name].id, incident_id
        )

    def let_follow(self, incident_id: str, name: str) -> None:
        """Let a contact watch an incident, whatever the contact may do."""
        self._execute(
            "INSERT INTO incident_follower (organisation_id, contact_id, incident_id)"
            " SELECT organisation_id, ?, id FROM incident WHERE id = ?",
            *(CONTACTS[name].id, incident_id),
        )

    def write_template(self, id_: str, name: str) -> None:
        """Let somebody of the vendor have added a template."""
        self._execute(
            "INSERT INTO template (id, name, sort_key, nl, en, changed_at, changed_by_id, version)"
            " SELECT ?, ?, ?, '', 'Hi', made_at, (SELECT min(person_id) FROM vendor_member), 1"
            " FROM portal",
            *(id_, name, name),
        )

    def leave_idle(self, name: str) -> None:
        """Let a person's sessions lie too long."""
        self._execute(
            "UPDATE session SET idle_expires_at = ? WHERE person_id = ?", LONG_AGO, PEOPLE[name].id
        )

    def expire(self, name: str) -> None:
        """Let a person's sessions reach their end."""
        self._execute(
            "UPDATE session SET expires_at = ? WHERE person_id = ?", LONG_AGO, PEOPLE[name].id
        )

    def let_invitations_grow_old(self) -> None:
        """Let every invitation lie too long."""
        self._execute("UPDATE invitation SET expires_at = ?", LONG_AGO)

    def let_time_pass(self, table: str, id_: str, column: str, by: timedelta) -> None:
        """Let a moment of a record lie so far in the past."""
        moment = (datetime.now(UTC) - by).replace(tzinfo=None)
        statement = f"UPDATE {table} SET {column} = ? WHERE id = ?"
        self._execute(statement, f"{moment:%F %T.%f}", id_)

    def let_wait(self, incident_id: str, by: timedelta) -> None:
        """Let an incident have been submitted so long ago, and stand there in the orders."""
        self.let_time_pass("incident", incident_id, "created_at", by)
        place = f"{datetime.now(UTC) - by:%FT%T.%f+00:00}{SEPARATOR}"
        self._execute(
            "UPDATE incident SET priority_key = substr(priority_key, 1, 2) || CAST(? AS TEXT) || id"
            " WHERE id = ?",
            place,
            incident_id,
        )

    def lengthen_the_wait(self) -> None:
        """Let every slowed-down account wait an hour, however slow the test."""
        hour = (datetime.now(UTC) + timedelta(hours=1)).replace(tzinfo=None)
        self._execute("UPDATE sign_in_attempt SET blocked_until = ?", f"{hour:%F %T.%f}")

    def let_the_wait_pass(self) -> None:
        """Let every slowed-down account and network be listened to again."""
        self._execute("UPDATE sign_in_attempt SET blocked_until = ?", LONG_AGO)

    async def close(self) -> None:
        """Let go of the store."""
        for entrance in (self.entrance, *self._more):
            await entrance.close()

    def _execute(self, statement: str, *parameters: object) -> None:
        self.ground.execute(self.url, statement, parameters)


def mill(email: str = "mila@molen.example", **fields: str) -> OrganisationNew:
    """Return a customer to make."""
    values = {"id": new_id(), "legal_name": "De Molen B.V.", "administrator": email}
    return OrganisationNew.model_validate(values | fields)


def titles_of(notes: Iterable[NoteSummary]) -> list[str]:
    """Return the titles of notes in their order."""
    return [note.title for note in notes]


def word_of(error: PortalError) -> str:
    """Return the kind of an error, or the reason of a refusal, in one word."""
    return error.key.rpartition(".")[2]


def has_words(error: Invalid) -> bool:
    """Whether everything that is wrong can be said in both languages."""
    try:
        for language in i18n.LANGUAGES:
            i18n.use(language)
            if not all(i18n.has(f"invalid.{field.code}") for field in error.fields):
                return False
        return bool(error.fields)
    finally:
        i18n.use("en")


def short(text: str) -> str:
    """Return what names a hostile text in a test's id."""
    return ascii(text[:16])
