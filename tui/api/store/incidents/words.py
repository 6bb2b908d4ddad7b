"""Finding incidents by what is said in them: subject and description, and each comment with them.

What the vendor's people note among themselves is not found by anybody.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from tui.api.store.database import folding
from tui.api.store.database.dialect import Place, dialect_of
from tui.api.store.schema import incident
from tui.api.words import Words, words_of

PART_TOKENS = 10_000
PART_BYTES = 256 * 1024
"""A text in the index has no more: PostgreSQL takes 1 MB, and counts places up to 16,383."""

MANY = 5_000
"""Texts above which the incidents of a list are looked at one by one, in its order."""


def index(connection: Connection, place: Place, subject: str, text: str) -> None:
    """Add a text of an incident to the index; the subject's words go with each."""
    parts = [*_parts([*folding.tokens(subject)], folding.tokens(text))]
    dialect_of(connection).index_incident(connection, place, parts)


class Search:
    """The words that are searched for, among the incidents of one organisation or of all."""

    def __init__(self, connection: Connection, text: str, organisation_id: str | None) -> None:
        self._connection = connection
        self._dialect = dialect_of(connection)
        self._words: Words = words_of(text)
        self._organisation_id = organisation_id

    @property
    def values(self) -> Mapping[str, object]:
        """What fills the condition."""
        if not self._words:
            return {}
        return self._dialect.incident_phrases(self._words, self._organisation_id)

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield whether an incident has all the words; nothing where there are none."""
        if not self._words:
            return
        if self._organisation_id is None and self._are_many():
            yield self._dialect.incident_has(incident.c.organisation_id, incident.c.id)
        else:
            yield incident.c.id.in_(self._dialect.incidents_with(self._organisation_id))

    def _are_many(self) -> bool:
        some = self._dialect.incidents_with(None).limit(MANY + 1).subquery()
        number = self._connection.execute(select(func.count()).select_from(some), self.values)
        return number.scalar_one() > MANY


def _parts(subject: list[str], body: Iterator[str]) -> Iterator[Sequence[str]]:
    """Cut a text into parts that both engines take."""
    part = [*subject]
    room = PART_BYTES
    for token in body:
        room -= len(token.encode()) + 1
        if room < 0 or len(part) >= PART_TOKENS:
            yield part
            part, room = [*subject], PART_BYTES
        part.append(token)
    yield part
