"""The table of edits: what messages said before; a row goes with its message."""

from sqlalchemy import BigInteger, Column, Table, Text

from molva.server.storage.columns import IdType, metadata

edits = Table(
    "edits",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("edited_at", BigInteger, primary_key=True, autoincrement=False),  # the change, one after the other
    Column("written_at", BigInteger, nullable=False),  # since when the message had said so
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)
