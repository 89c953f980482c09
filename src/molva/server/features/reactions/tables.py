"""The table of reactions: what each person thinks of a message; the message's own row has the sum."""

from sqlalchemy import BigInteger, Column, Table, Text

from molva.server.storage.columns import IdType, metadata

reactions = Table(
    "reactions",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", IdType, primary_key=True),
    Column("emoji", Text, nullable=False),  # with spaces between: no emoji has one
    Column("reacted_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
