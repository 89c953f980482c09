"""The table of scheduled messages; one that was sent or taken back stays without its content."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Table, Text

from molva.server.storage.columns import IdType, metadata

scheduled = Table(
    "scheduled",
    metadata,
    Column("user_id", IdType, primary_key=True),
    Column("id", IdType, primary_key=True),
    Column("chat_id", IdType, nullable=False),
    Column("text", Text, nullable=False),
    Column("reply_to", BigInteger),
    Column("due_at", BigInteger, nullable=False),
    Column("failed", Text),
    Column("deleted", Boolean, nullable=False),
    Column("rev", BigInteger, nullable=False),  # of the account's scope
    Index("ix_scheduled_user_rev", "user_id", "rev"),
    Index("ix_scheduled_chat", "chat_id"),
    sqlite_with_rowid=False,
)
