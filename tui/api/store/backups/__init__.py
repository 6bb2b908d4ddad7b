"""Backups: all of a store in one file, the same whatever the engine.

A backup is a zip file. `tables/<name>.jsonl` has the rows of a table, each a JSON array on a line,
in the order of the primary key; so equal tables are equal bytes, on both engines. `manifest.json`
says what each table has: its columns, its number of rows and the SHA-256 of its lines.
"""
