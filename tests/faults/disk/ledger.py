"""A program that numbers rows in SQLite and tells each number: `ledger.py DATABASE SYNCHRONOUS ROWS`."""

import sys

from pysqlite3 import dbapi2 as sqlite

CHECKPOINT_EVERY = 60


def main(database: str, synchronous: str, rows: int) -> None:
    """Write the rows one by one; with `early` as the mode each number is told before its commit."""
    early = synchronous == "early"
    connection = sqlite.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {'FULL' if early else synchronous}")
    connection.execute("CREATE TABLE ledger (number INTEGER PRIMARY KEY, filling BLOB)")
    for number in range(rows):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO ledger VALUES (?, randomblob(300))", (number,))
        if early:
            tell(number)
        connection.execute("COMMIT")
        if not early:
            tell(number)
        if number % CHECKPOINT_EVERY == CHECKPOINT_EVERY - 1:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def tell(number: int) -> None:
    sys.stdout.write(f"<{number}>\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
