"""The Update Center in full: bookmarks, actions, corrections, reading by area, time zones."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from tui.api.store.releases import notes

revision = "0002"
down_revision = "0001"

TEXT = sa.Text()
SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)
AT_ONCE = 1_000


def upgrade() -> None:
    """Add columns and tables, and fill what follows from what is there."""
    op.add_column("person", sa.Column("time_zone", TEXT, nullable=False, server_default=""))
    op.add_column("mark", sa.Column("together_id", TEXT, nullable=True))
    op.create_index("ix_mark_together", "mark", ["organisation_id", "contact_id", "together_id"])
    op.create_index(
        "ix_mark_unread",
        "mark",
        ["organisation_id", "contact_id", "note_id"],
        sqlite_where=sa.text("read = 0"),
        postgresql_where=sa.text("NOT read"),
    )
    _notes()
    _bookmarks()
    _actions()
    _search()


def _notes() -> None:
    for column in (
        sa.Column("area_key", SORT_KEY, nullable=False, server_default=""),
        sa.Column("content_key", TEXT, nullable=False, server_default=""),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("corrected_at", INSTANT, nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
    ):
        op.add_column("note", column)
    _fill()
    op.create_index("ix_note_area_key", "note", ["area_key"])
    op.create_index("ix_note_content_key", "note", ["content_key", "oldest_key"])
    op.create_index("ix_note_impact", "note", ["impact", "sort_key"])
    op.create_index("ix_note_kind", "note", ["kind", "sort_key"])


_note = sa.table(
    "note", *map(sa.column, ("id", "product", "area", "kind", "language", "oldest_key"))
)
_keys = sa.table("note", *map(sa.column, ("id", "area_key", "content_key")))
_text = sa.table("note_text", *map(sa.column, ("note_id", "language", "title", "body")))


def _fill() -> None:
    """Work the new keys out, a part of the notes at a time: there may be millions."""
    connection = op.get_bind()
    writing = (
        sa.update(_keys)
        .where(_keys.c.id == sa.bindparam("which"))
        .values(area_key=sa.bindparam("area_key"), content_key=sa.bindparam("content_key"))
    )
    for rows in _parts(connection):
        connection.execute(
            writing,
            [
                {
                    "which": row.id,
                    "area_key": notes.area_key(row.area, row.oldest_key),
                    "content_key": notes.content_key(
                        row.product, row.area, row.kind, row.title, row.body
                    ),
                }
                for row in rows
            ],
        )


def _parts(connection: sa.Connection) -> Iterator[list[sa.Row[tuple[object, ...]]]]:
    said = sa.and_(_text.c.note_id == _note.c.id, _text.c.language == _note.c.language)
    some = (
        sa.select(*_note.c, _text.c.title, _text.c.body)
        .join(_text, said)
        .where(_note.c.id > sa.bindparam("last"))
        .order_by(_note.c.id)
        .limit(AT_ONCE)
    )
    last = ""
    while rows := [*connection.execute(some, {"last": last})]:
        yield rows
        last = rows[-1].id


def _bookmarks() -> None:
    op.create_table(
        "bookmark",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("contact_id", TEXT, nullable=False),
        sa.Column("note_id", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "contact_id"],
            ["contact.organisation_id", "contact.id"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "contact_id", "note_id"),
    )
    op.create_index("ix_bookmark_note", "bookmark", ["note_id"])


def _actions() -> None:
    op.create_table(
        "action",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("note_id", TEXT, nullable=False),
        sa.Column("owner_id", TEXT, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("done_by_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "owner_id"], ["contact.organisation_id", "contact.id"]
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "done_by_id"], ["contact.organisation_id", "contact.id"]
        ),
        sa.PrimaryKeyConstraint("organisation_id", "note_id"),
    )
    op.create_index("ix_action_note", "action", ["note_id"])
    op.create_index("ix_action_owner", "action", ["organisation_id", "owner_id"])
    op.create_index("ix_action_done_by", "action", ["organisation_id", "done_by_id"])


_NUMBERS = """
    CREATE TABLE part_number AS
    SELECT part.id AS old, part.note_id,
        COALESCE({day}, 1) * 1099511627776
            + row_number() OVER (
                PARTITION BY release.release_date ORDER BY note.sort_key, part.id DESC
            ) AS new
    FROM note_part AS part
    JOIN note ON note.id = part.note_id
    JOIN release ON release.id = note.release_id
"""
"""The numbers of the full-text index by the day of the release: see `full_text.py`."""


def _search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _number_sqlite()
    else:
        _number_postgres()
    op.execute("DROP TABLE part_number")


def _number_sqlite() -> None:
    day = "CAST(julianday(release.release_date) - 1721424.5 AS INTEGER)"
    for statement in (
        _NUMBERS.format(day=day),
        "CREATE VIRTUAL TABLE note_search_by_day USING fts5"
        "(title, body, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0')",
        "INSERT INTO note_search_by_day (rowid, title, body)"
        " SELECT new, title, body FROM part_number"
        " JOIN note_search ON note_search.rowid = old ORDER BY new",
        "DROP TABLE note_search",
        "ALTER TABLE note_search_by_day RENAME TO note_search",
        "DELETE FROM note_part",
        "INSERT INTO note_part (id, note_id) SELECT new, note_id FROM part_number ORDER BY new",
    ):
        op.execute(statement)


def _number_postgres() -> None:
    for statement in (
        "ALTER TABLE note_search DROP CONSTRAINT note_search_id_fkey",
        "ALTER TABLE note_search ALTER COLUMN id TYPE bigint",
        "ALTER TABLE note_part ALTER COLUMN id TYPE bigint, ALTER COLUMN id DROP DEFAULT",
        "DROP SEQUENCE note_part_id_seq",
        _NUMBERS.format(day="(release.release_date - DATE '0001-01-01' + 1)"),
        "UPDATE note_part SET id = new FROM part_number WHERE id = old",
        "UPDATE note_search SET id = new FROM part_number WHERE id = old",
        "ALTER TABLE note_search ADD CONSTRAINT note_search_id_fkey"
        " FOREIGN KEY (id) REFERENCES note_part (id) ON DELETE CASCADE",
    ):
        op.execute(statement)
