"""PostgreSQL: full text by tsvector, advisory locks."""

from collections.abc import Mapping, Sequence

from sqlalchemy import (
    CTE,
    Connection,
    Integer,
    Table,
    bindparam,
    cast,
    column,
    func,
    insert,
    select,
    table,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from tui.api.store.dialect import SCORE_PRECISION, Part, Words

_MAX_PLACES = 250
"""Of one word; PostgreSQL keeps no more than 256."""


class Postgres:
    """tsvector and advisory locks; the words are ours, PostgreSQL's own parser is not asked."""

    _search = table("note_search", column("id", Integer), column("terms", TSVECTOR))

    def lock(self, connection: Connection, name: str) -> None:
        """Take an advisory lock."""
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"klantportal {name}"}
        )

    def upsert(
        self, connection: Connection, target: Table, rows: Sequence[Mapping[str, object]]
    ) -> None:
        """Insert, or update where the key is there."""
        statement = postgresql.insert(target)
        values = {
            each.name: statement.excluded[each.name] for each in target.c if not each.primary_key
        }
        key = list(target.primary_key)
        if rows:
            changing = statement.on_conflict_do_update(index_elements=key, set_=values)
            connection.execute(changing, rows)

    def index(self, connection: Connection, parts: Sequence[Part]) -> None:
        """Add rows with their terms."""
        rows = [{"part": part.id, "words": _terms(part)} for part in parts]
        if rows:
            statement = insert(self._search).values(
                id=bindparam("part"), terms=cast(bindparam("words"), TSVECTOR)
            )
            connection.execute(statement, rows)

    def forget(self, connection: Connection, part_ids: Sequence[int]) -> None:
        """Do nothing: a row goes away with its part."""

    def matches(self, words: Words) -> CTE:
        """Match a tsquery made of quoted words."""
        phrases = [" <-> ".join(f"'{token}'" for token in word) for word in words]
        # `<->` binds tighter than `&`, so the prefix mark ends up behind the very last token.
        query = cast(" & ".join(phrases) + ":*", TSQUERY)
        score = SCORE_PRECISION * func.ts_rank(self._search.c.terms, query)
        return (
            select(self._search.c.id.label("part_id"), cast(score, Integer).label("score"))
            .where(self._search.c.terms.op("@@")(query))
            .cte("matches")
            .prefix_with("MATERIALIZED")
        )


def _terms(part: Part) -> str:
    """Return a tsvector in its text form: each word with its places, the title's of weight A."""
    places: dict[str, list[str]] = {}
    for place, token in enumerate(part.title, 1):
        places.setdefault(token, []).append(f"{place}A")
    for place, token in enumerate(part.body, len(part.title) + 2):
        places.setdefault(token, []).append(str(place))
    return " ".join(f"'{token}':{','.join(where[:_MAX_PLACES])}" for token, where in places.items())
