"""Counts the messages in a rival's SQLite archive."""

import sqlite3
from contextlib import closing
from pathlib import Path


def count(database: Path, query: str) -> int:
    """The number that the query gives, 0 while there is no database."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(query).fetchone()[0])
