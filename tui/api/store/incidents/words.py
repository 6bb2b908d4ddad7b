"""Finding incidents by what is said in them: subject and description, and each comment with them.

What the vendor's people note among themselves is not found by anybody.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import ColumnElement, Connection

from tui.api.store.database.dialect import Place, dialect_of
from tui.api.store.database.parts import parts
from tui.api.words import words_of

Conditions = Sequence[ColumnElement[bool]]


class Search(Protocol):
    """The words that incidents have to have, beside the conditions of a list."""

    @property
    def values(self) -> Mapping[str, object]:
        """What fills the conditions."""
        ...

    def first(self, conditions: Conditions) -> Conditions:
        """Return what finds the first incidents of an order soon."""
        ...

    def all(self, conditions: Conditions) -> Conditions:
        """Return what finds all of them, or very many."""
        ...


class Everything:
    """No word is searched for."""

    values: Mapping[str, object] = {}

    def first(self, conditions: Conditions) -> Conditions:
        """Leave the conditions as they are."""
        return conditions

    def all(self, conditions: Conditions) -> Conditions:
        """Leave the conditions as they are."""
        return conditions


def search(connection: Connection, text: str, organisation_id: str | None) -> Search:
    """Return the search for the words of a text, among one organisation's incidents or all."""
    words = words_of(text)
    if not words:
        return Everything()
    if connection.dialect.name == "sqlite":
        from tui.api.store.incidents.words_sqlite import SqliteSearch

        return SqliteSearch(connection, text, words, organisation_id)
    from tui.api.store.incidents.words_postgres import PostgresSearch

    return PostgresSearch(connection, words, organisation_id)


def index(connection: Connection, place: Place, subject: str, text: str) -> None:
    """Add a text of an incident to the index; the subject's words go with each."""
    dialect_of(connection).index_incident(connection, place, [*parts(subject, text)])
