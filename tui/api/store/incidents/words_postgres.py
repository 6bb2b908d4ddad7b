"""Finding incidents by words on PostgreSQL, whose planner has to be told what is seldom.

It knows how often common words are, so these are not counted. Of others it thinks that they are
more frequent than they are, and would look for what stands nowhere along all of the list.
"""

from collections.abc import Mapping
from functools import cached_property

from sqlalchemy import Connection, Text, any_, column, exists, func, select, table
from sqlalchemy.dialects.postgresql import TSVECTOR

from tui.api.store.database.dialect_postgres import are_common, matches, query
from tui.api.store.incidents.words import Conditions
from tui.api.store.schema import incident
from tui.api.words import Words

FEW = 5_000
"""Texts up to which their incidents are looked up one by one."""

_texts = table(
    "incident_search",
    column("organisation_id", Text),
    column("incident_id", Text),
    column("terms", TSVECTOR),
)
_matching = matches(_texts.c.terms, "phrases")
_its = select(_texts.c.incident_id).where(
    _texts.c.organisation_id == incident.c.organisation_id,
    _texts.c.incident_id == incident.c.id,
    _matching,
)
_has = exists(_its)
# An offset keeps the planner from turning it round: it thinks little of what that may cost.
_along = exists(_its.offset(0))
_with_words = select(_texts.c.incident_id).where(_matching)
# An array is made before anything is looked up by it: a list within would be planned with the rest.
_led = incident.c.id == any_(func.array(_with_words.scalar_subquery()))


class PostgresSearch:
    """The words among the texts of one organisation or of all."""

    def __init__(self, connection: Connection, words: Words, organisation_id: str | None) -> None:
        self._connection = connection
        self._is_of_all = organisation_id is None
        self.values: Mapping[str, object] = {"phrases": query(words)}

    def first(self, conditions: Conditions) -> Conditions:
        """Go from the words to the list where they are few, else along the list."""
        return [*conditions, _led if self._are_few else _along]

    def all(self, conditions: Conditions) -> Conditions:
        """Go from the words to the list where they are few, else as is planned."""
        return [*conditions, _led if self._are_few else _has]

    @cached_property
    def _are_few(self) -> bool:
        """Whether that is the short way; of one organisation it is never a long one."""
        if not self._is_of_all or are_common(self._connection, _texts, self.values, FEW):
            return False
        some = _with_words.limit(FEW + 1).subquery()
        counted = select(func.count()).select_from(some)
        return self._connection.execute(counted, self.values).scalar_one() <= FEW
