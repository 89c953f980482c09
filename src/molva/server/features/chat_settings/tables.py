"""The table of chat settings: at most one row a person and chat; without any choice it is a tombstone."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table

from molva.server.storage.columns import IdType, metadata

chat_settings = Table(
    "chat_settings",
    metadata,
    Column("user_id", IdType, primary_key=True),
    Column("chat_id", IdType, primary_key=True),
    Column("muted_until", BigInteger, nullable=False),
    Column("pinned", Integer),
    Column("archived_seq", BigInteger),
    Column("unread_seq", BigInteger),
    Column("rev", BigInteger, nullable=False),  # of the account's scope
    Index("ix_chat_settings_user_rev", "user_id", "rev"),
    sqlite_with_rowid=False,
)
