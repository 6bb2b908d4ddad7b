"""The Update Center in full: bookmarks, actions, corrections, reading by area, time zones."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from tui.api.store import notes

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
    _notes()
    _bookmarks()
    _actions()


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
    op.create_index("ix_note_content_key", "note", ["content_key", "sort_key"])
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
