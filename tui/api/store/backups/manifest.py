"""What a backup says of itself, as JSON."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from tui.api.administration import BackupFacts
from tui.api.models.text import Line, Matching
from tui.api.store.backups.tables import ColumnKind

FORMAT = "klantportal backup"
FORMAT_VERSION = 1

Name = Annotated[str, Matching(r"^[a-z][a-z0-9_]{0,62}$")]
Digest = Annotated[str, Matching(r"^[0-9a-f]{64}$")]
SchemaVersion = Annotated[str, Matching(r"^[0-9]{4}$")]


MEMBER = "manifest.json"
FILE_MEMBER = re.compile(r"attachments/([0-9a-f-]{36})/([0-9a-f]{64})")
"""Where an attachment is in the file: under its organisation and its digest."""


def member_of(table: str) -> str:
    """Return where the lines of a table are in the file."""
    return f"tables/{table}.jsonl"


@dataclass(frozen=True, kw_only=True)
class TableFacts:
    """What is known of a table's lines: how many, how many bytes, and their SHA-256."""

    name: Name
    columns: tuple[tuple[Name, ColumnKind], ...]
    rows: int
    size: int
    sha256: Digest


@dataclass(frozen=True, kw_only=True)
class FilesFacts:
    """How many attachments there are, and their bytes; each is known by its own name."""

    number: int = 0
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class Head:
    """What the manifest of every format has, also of those to come."""

    format: Literal["klantportal backup"] = FORMAT
    format_version: int = FORMAT_VERSION
    program_version: Line


@dataclass(frozen=True, kw_only=True)
class Manifest(Head):
    """Where a backup is from, and its tables in the order in which they can be restored."""

    made_at: datetime
    schema_version: SchemaVersion
    engine: Line
    portal_name: Line
    tables: tuple[TableFacts, ...]
    attachments: FilesFacts = FilesFacts()

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)

    @property
    def size(self) -> int:
        """How many bytes tables and files have when they are unpacked."""
        return sum(table.size for table in self.tables) + self.attachments.size

    @property
    def told(self) -> BackupFacts:
        """What the owner is told of it."""
        return BackupFacts(
            portal_name=self.portal_name,
            made_at=self.made_at,
            program_version=self.program_version,
            schema_version=self.schema_version,
            engine=self.engine,
            rows={table.name: table.rows for table in self.tables},
        )
