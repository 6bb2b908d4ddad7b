"""A store as version 0001 left it, with people, notes, marks and a full-text index."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from tui.api.store import migrations

BAKERY, ANNA, AT_BAKERY = "bakery", "anna", "anna-at-bakery"
WITHOUT_DATE, OLD, NEW = "release-0", "release-1", "release-2"

A_NOTE = "00000000-0000-7000-8000-00000000000"
"""How the ids of notes begin; they end in a letter."""

_DAYS = {WITHOUT_DATE: None, OLD: "2024-01-31", NEW: "2026-02-28"}
NOTES = {
    # id: release, position, area, kind, title, body
    A_NOTE + "a": (OLD, 0, "Café", "added", "Bank link", "Now by PSD2."),
    A_NOTE + "b": (OLD, 1, "", "fixed", "Filter kept", "Also after going back."),
    A_NOTE + "c": (NEW, 0, "Café", "added", "Bank link", "Now by PSD2."),
    A_NOTE + "d": (NEW, 1, "archive", "removed", "Mail merge", "Use the bank link."),
    A_NOTE + "e": (WITHOUT_DATE, 0, "Archive", "changed", "Bank holidays", "Known."),
}


def make_old_store(connection: Connection) -> None:
    """Make the tables of version 0001 and fill them."""
    upgrade(connection, "0001")
    _people(connection)
    for release_id, day in _DAYS.items():
        _insert(
            connection,
            "release",
            {
                "id": release_id,
                "product": "Profit",
                "version": release_id,
                "title": "",
                "sort_key": day or "",
                "release_date": day,
                "channel": "",
                "url": "",
                "source": "one.md",
                "digest": "d",
                "note_count": 2,
            },
        )
    # The newest release came in first, as files do that are read by name.
    in_order = (A_NOTE + "d", A_NOTE + "c", A_NOTE + "e", A_NOTE + "a", A_NOTE + "b")
    for number, note_id in enumerate(in_order, start=1):
        _note(connection, note_id, number)
    mine = {"organisation_id": BAKERY, "contact_id": AT_BAKERY, "at": "2026-03-01 09:00:00"}
    _insert(connection, "mark", {**mine, "note_id": A_NOTE + "d", "read": True})
    _insert(connection, "mark", {**mine, "note_id": A_NOTE + "a", "read": False})


def upgrade(connection: Connection, version: str) -> None:
    """Run the migrations up to a version."""
    config = Config()
    config.set_main_option("script_location", str(migrations.PLACE))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def _people(connection: Connection) -> None:
    _insert(
        connection,
        "portal",
        {
            "id": 1,
            "name": "Old portal",
            "vendor_name": "Vendor",
            "product_name": "Profit",
            "help_center_url": "",
            "stranger_hash": "",
            "program_version": "0",
            "made_at": "2026-01-01 00:00:00",
        },
    )
    _insert(
        connection,
        "person",
        {"id": ANNA, "email": "a@example.nl", "email_key": "a@example.nl", "version": 1},
    )
    _insert(
        connection,
        "organisation",
        {"id": BAKERY, "name": "B", "legal_name": "B", "product_version": OLD, "version": 1},
    )
    names = ("given_name", "surname_prefix", "family_name", "display_name", "sort_name")
    _insert(
        connection,
        "contact",
        {
            **dict.fromkeys((*names, "job_title", "department"), "x"),
            "organisation_id": BAKERY,
            "id": AT_BAKERY,
            "person_id": ANNA,
            "active": True,
            "read_until_key": "2024-01-31",
            "version": 1,
        },
    )


def _note(connection: Connection, note_id: str, number: int) -> None:
    release_id, position, area, kind, title, body = NOTES[note_id]
    key = f"{_DAYS[release_id] or ''}\x01{release_id}\x01"
    _insert(
        connection,
        "note",
        {
            "id": note_id,
            "release_id": release_id,
            "anchor": note_id,
            "position": position,
            "sort_key": f"{key}{9_999_999 - position:07}",
            "oldest_key": f"{key}{position:07}",
            "product": "Profit",
            "version": release_id,
            "area": area,
            "kind": kind,
            "impact": "none",
            "language": "en",
            "digest": "d",
        },
    )
    said = {"note_id": note_id, "language": "en", "title": title, "body": body}
    _insert(connection, "note_text", said)
    _insert(connection, "note_part", {"id": number, "note_id": note_id})
    if connection.dialect.name == "sqlite":
        words = {"rowid": number, "title": title.lower(), "body": body.lower()}
        _insert(connection, "note_search", words)
        return
    sql = (
        "INSERT INTO note_search (id, terms) VALUES (:id, setweight("
        "to_tsvector('simple', :title), 'A') || to_tsvector('simple', :body))"
    )
    connection.execute(text(sql), {"id": number, "title": title, "body": body})


def _insert(connection: Connection, table: str, values: dict[str, object]) -> None:
    names, blanks = ", ".join(values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({blanks})"), values)
