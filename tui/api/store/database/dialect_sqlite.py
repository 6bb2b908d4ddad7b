"""SQLite: full text by FTS5."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    case,
    cast,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects import sqlite

from tui.api.store.database.dialect import SCORE_PRECISION, TITLE_SCORE, Part, Place
from tui.api.words import Words

_TITLE_WEIGHT = 10.0


class Sqlite:
    """FTS5; a writer has the whole file, so there is nothing to lock."""

    _search = table("note_search", column("rowid", Integer), column("title"), column("body"))
    _itself = literal_column("note_search", Text)
    _incidents = table("incident_search", *map(column, ("rowid", "organisation", "words")))
    _parts = table("incident_part", *map(column, ("id", "organisation_id", "incident_id")))

    def lock(self, connection: Connection, name: str) -> None:
        """Do nothing: the transaction began with the lock on the file."""

    def insert(self, target: Table) -> sqlite.Insert:
        """Return an insert of SQLite."""
        return sqlite.insert(target)

    def is_one_of(self, key: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Compare with a parameter for each."""
        return key.in_(bindparam(name, expanding=True))

    def index(self, connection: Connection, parts: Sequence[Part]) -> None:
        """Add rows to the FTS5 table."""
        rows = [
            {"rowid": part.id, "title": " ".join(part.title), "body": " ".join(part.body)}
            for part in parts
        ]
        if rows:
            connection.execute(insert(self._search), rows)

    def forget(self, connection: Connection, part_ids: Sequence[int]) -> None:
        """Delete rows of the FTS5 table."""
        rows = [{"part": part_id} for part_id in part_ids]
        if rows:
            statement = delete(self._search).where(self._search.c.rowid == bindparam("part"))
            connection.execute(statement, rows)

    def phrases(self, words: Words) -> Mapping[str, object]:
        """Write every word as it stands, and what the last one begins with."""
        prefixed = f"{phrases(words)} *"
        return {"phrases": prefixed, "in_title": f"title : ({prefixed})"}

    def knows_many(self, connection: Connection, values: Mapping[str, object], many: int) -> bool:
        """Know nothing uncounted."""
        return False

    def found(self) -> Select[*tuple[Any, ...]]:
        """Match; from the largest number down FTS5 finds the newest without the rest."""
        return select(self._search.c.rowid.label("part_id")).where(self._matching("phrases"))

    def ranked(self) -> CTE:
        """Score by BM25."""
        in_title = select(self._search.c.rowid).where(self._matching("in_title")).correlate(None)
        rank = -SCORE_PRECISION * func.bm25(self._itself, _TITLE_WEIGHT, 1.0)
        score = rank + case((self._search.c.rowid.in_(in_title), TITLE_SCORE), else_=0)
        return (
            select(self._search.c.rowid.label("part_id"), cast(score, Integer).label("score"))
            .where(self._matching("phrases"))
            .cte("matches")
            .prefix_with("MATERIALIZED")
        )

    def _matching(self, name: str) -> ColumnElement[bool]:
        return self._itself.op("MATCH", is_comparison=True)(bindparam(name, type_=Text))

    def index_incident(
        self, connection: Connection, place: Place, texts: Sequence[Sequence[str]]
    ) -> None:
        """Add a number for each text, and under it its words and whose they are."""
        ids = {"organisation_id": place.organisation_id, "incident_id": place.incident_id}
        for text in texts:
            adding = insert(self._parts).values(ids).returning(self._parts.c.id)
            number = connection.execute(adding).scalar_one()
            words = {"organisation": token(place.organisation_id), "words": " ".join(text)}
            connection.execute(insert(self._incidents).values(rowid=number, **words))


def token(id_: str) -> str:
    """Return an id as one word."""
    return f"x{id_.replace('-', '')}"


def phrases(words: Words) -> str:
    """Return words, quoted, so that nothing of FTS5's query language is heard."""
    return " ".join(f'"{" ".join(word)}"' for word in words)
