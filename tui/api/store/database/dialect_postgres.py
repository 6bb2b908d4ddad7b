"""PostgreSQL: full text by tsvector, advisory locks."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    TableClause,
    Text,
    TextClause,
    any_,
    bindparam,
    case,
    cast,
    column,
    func,
    insert,
    select,
    table,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR

from tui.api.store.database.dialect import SCORE_PRECISION, TITLE_SCORE, Part, Place
from tui.api.words import Words

_MAX_PLACES = 250
"""Of one word; PostgreSQL keeps no more than 256."""

COMMON = 0.01
"""Of all texts: words of which the planner expects more are common, as it takes no word that it
does not know for one that stands in more than one of 200."""


class Postgres:
    """tsvector and advisory locks; the words are ours, PostgreSQL's own parser is not asked."""

    _search = table("note_search", column("id", BigInteger), column("terms", TSVECTOR))
    _incidents = table(
        "incident_search",
        column("organisation_id", Text),
        column("incident_id", Text),
        column("terms", TSVECTOR),
    )

    def lock(self, connection: Connection, name: str) -> None:
        """Take an advisory lock."""
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"klantportal {name}"}
        )

    def insert(self, target: Table) -> postgresql.Insert:
        """Return an insert of PostgreSQL."""
        return postgresql.insert(target)

    def is_one_of(self, key: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Compare with an array: however long it is, the statement is the same."""
        return key == any_(bindparam(name, type_=ARRAY(key.type)))

    def index(self, connection: Connection, parts: Sequence[Part]) -> None:
        """Add rows with their terms."""
        rows = [{"part": part.id, "words": terms(part)} for part in parts]
        if rows:
            statement = insert(self._search).values(
                id=bindparam("part"), terms=cast(bindparam("words"), TSVECTOR)
            )
            connection.execute(statement, rows)

    def forget(self, connection: Connection, part_ids: Sequence[int]) -> None:
        """Do nothing: a row goes away with its part."""

    def phrases(self, words: Words) -> Mapping[str, object]:
        """Write a tsquery of quoted words, and one for titles alone."""
        return {"phrases": query(words), "in_title": query(words, weight="A")}

    def knows_many(self, connection: Connection, values: Mapping[str, object], many: int) -> bool:
        """Ask the planner, who knows common words."""
        return are_common(connection, self._search, values, many)

    def found(self) -> Select[*tuple[Any, ...]]:
        """Match; the planner goes along the numbers where the words are common."""
        return select(self._search.c.id.label("part_id")).where(self._matching("phrases"))

    def ranked(self) -> CTE:
        """Score by `ts_rank`."""
        rank = SCORE_PRECISION * func.ts_rank(self._search.c.terms, _tsquery("phrases"))
        score = rank + case((self._matching("in_title"), TITLE_SCORE), else_=0)
        return (
            select(self._search.c.id.label("part_id"), cast(score, Integer).label("score"))
            .where(self._matching("phrases"))
            .cte("matches")
            .prefix_with("MATERIALIZED")
        )

    def _matching(self, name: str) -> ColumnElement[bool]:
        return matches(self._search.c.terms, name)

    def index_incident(
        self, connection: Connection, place: Place, texts: Sequence[Sequence[str]]
    ) -> None:
        """Add rows with their terms."""
        ids = {"organisation_id": place.organisation_id, "incident_id": place.incident_id}
        rows = [{**ids, "words": terms(Part(0, (), tuple(text)))} for text in texts]
        statement = insert(self._incidents).values(
            organisation_id=bindparam("organisation_id"),
            incident_id=bindparam("incident_id"),
            terms=cast(bindparam("words"), TSVECTOR),
        )
        connection.execute(statement, rows)


def _tsquery(name: str) -> ColumnElement[Any]:
    # The words stand in the statement itself, so that it is planned for them. One that is kept for
    # any words goes the way of seldom ones for each: 4 ms instead of 0.6 for what stands often.
    return cast(bindparam(name, type_=Text, literal_execute=True), TSQUERY)


def matches(terms: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return whether terms have what the parameter `name` asks, a `query`."""
    return terms.op("@@", is_comparison=True)(_tsquery(name))


def are_common(
    connection: Connection, texts: TableClause, values: Mapping[str, object], many: int
) -> bool:
    """Return whether the planner knows that far more than `many` texts have the `phrases`.

    That takes a tenth of a millisecond, however many there are; what it says of other words than
    common ones is not to be trusted.
    """
    (plan,) = connection.execute(_expected(texts.name), values).scalar_one()
    expected = float(plan["Plan"]["Plan Rows"])
    if expected <= 2 * many:
        return False
    # Fewer than none of a table that was never analysed, of which nothing is known.
    every = float(connection.execute(_number_of_texts, {"texts": texts.name}).scalar_one())
    return expected > COMMON * every > 0


@cache
def _expected(texts: str) -> TextClause:
    matching = f"SELECT FROM {texts} WHERE terms @@ CAST(:phrases AS tsquery)"
    return text(f"EXPLAIN (FORMAT JSON) {matching}")


_number_of_texts = text("SELECT reltuples FROM pg_class WHERE oid = CAST(:texts AS regclass)")


def query(words: Words, weight: str = "") -> str:
    """Return a tsquery in its text form: every word, the last of them a prefix."""
    mark = f":{weight}" if weight else ""
    phrases = [[f"'{token}'{mark}" for token in word] for word in words]
    phrases[-1][-1] += "*" if mark else ":*"
    return " & ".join(" <-> ".join(phrase) for phrase in phrases)


def terms(part: Part) -> str:
    """Return a tsvector in its text form: each word with its places, the title's of weight A."""
    places: dict[str, list[str]] = {}
    for place, token in enumerate(part.title, 1):
        places.setdefault(token, []).append(f"{place}A")
    for place, token in enumerate(part.body, len(part.title) + 2):
        places.setdefault(token, []).append(str(place))
    return " ".join(f"'{token}':{','.join(where[:_MAX_PLACES])}" for token, where in places.items())
