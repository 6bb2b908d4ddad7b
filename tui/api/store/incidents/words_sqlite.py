"""Finding incidents by words on SQLite: the way to them is chosen by how many texts have them.

FTS5 tells in microseconds which texts have a word, but each of them is then looked up, in the
order of the texts. So what is seldom leads to its incidents, and what is common is met along the
list soon enough.
"""

from collections.abc import Mapping
from functools import cached_property

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    column,
    exists,
    func,
    literal_column,
    or_,
    select,
    table,
    true,
)

from tui.api.store.database.dialect_sqlite import phrases, token
from tui.api.store.incidents.words import Conditions
from tui.api.store.schema import incident, incident_entry
from tui.api.words import Words

FEW = 4_000
"""Texts up to which their incidents are looked up one by one: 5 us each."""

MANY = 40_000
"""Texts up to which their numbers are kept beside the list, which is gone along: 0.2 us each, and
4 us an incident. Of what is said more often the first page has been met within some hundreds."""

BEGINNING = 3
"""Letters of which FTS5 has an index: what begins with more it puts together before it tells any,
so it is asked for the whole word first."""

_search = table("incident_search", column("rowid", Integer))
_itself = literal_column("incident_search", Text)
_part = table("incident_part", *map(column, ("id", "organisation_id", "incident_id")))


class SqliteSearch:
    """The words among the texts of one organisation or of all."""

    def __init__(
        self, connection: Connection, text: str, words: Words, organisation_id: str | None
    ) -> None:
        self._connection = connection
        prefixed, whole = (f"words : ({each})" for each in (f"{phrases(words)} *", phrases(words)))
        whose = "" if organisation_id is None else f"organisation : {token(organisation_id)} AND "
        self.values: Mapping[str, object] = {
            "phrases": f"{whose}{prefixed}",
            "at_once": prefixed if len(words[-1][-1]) <= BEGINNING else whole,
            "searched": text,
        }

    def first(self, conditions: Conditions) -> Conditions:
        """Go from the words to the list, or along the list, with the texts or without."""
        if self._are_common or self._number > MANY:
            return [*conditions, _reads()]
        return self._led(conditions) if self._number <= FEW else [*conditions, _has()]

    def all(self, conditions: Conditions) -> Conditions:
        """Go from the words to the list, or along the list with their numbers."""
        if self._are_common or self._number > MANY:
            return [*conditions, _has()]
        return self._led(conditions)

    @cached_property
    def _are_common(self) -> bool:
        """Whether very many texts, of anybody's, have them as far as FTS5 tells it at once."""
        return self._counted("at_once") > MANY

    @cached_property
    def _number(self) -> int:
        return self._counted("phrases")

    def _counted(self, name: str) -> int:
        some = _numbers(name).limit(MANY + 1).subquery()
        counted = select(func.count()).select_from(some)
        return self._connection.execute(counted, self.values).scalar_one()

    def _led(self, conditions: Conditions) -> Conditions:
        """Look up what has the words; nothing else may be found by an index before that."""
        found = select(_part.c.incident_id).where(_part.c.id.in_(_numbers("phrases")))
        return [*(each.is_(true()) for each in conditions), incident.c.id.in_(found)]


def _numbers(name: str) -> Select[*tuple[int]]:
    matching = _itself.op("MATCH", is_comparison=True)(bindparam(name, type_=Text))
    return select(_search.c.rowid).where(matching)


def _has() -> ColumnElement[bool]:
    """Whether one of its texts is among those of the index, which are found once."""
    return exists().where(
        _part.c.organisation_id == incident.c.organisation_id,
        _part.c.incident_id == incident.c.id,
        (_part.c.id + 0).in_(_numbers("phrases")),
    )


def _reads() -> ColumnElement[bool]:
    """Whether one of its texts has the words, as one reads it."""

    def says(text: ColumnElement[str]) -> ColumnElement[bool]:
        return func.has_words(incident.c.subject, text, bindparam("searched", type_=Text))

    said = exists().where(
        incident_entry.c.organisation_id == incident.c.organisation_id,
        incident_entry.c.incident_id == incident.c.id,
        incident_entry.c.body != "",
        says(incident_entry.c.body),
    )
    return or_(says(incident.c.description), said)
