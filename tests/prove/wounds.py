"""What is wrong with the file of a store, whatever it holds."""

import sqlite3
from contextlib import closing
from pathlib import Path


def wounds(file: Path) -> list[str]:
    """Return what SQLite finds wrong with a file, the search index included."""
    with closing(sqlite3.connect(file)) as connection:
        try:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            found += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
            connection.execute("INSERT INTO note_search(note_search) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            return [str(error)]
    return [words for words in found if words != "ok"]
