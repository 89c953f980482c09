"""The table of drafts: at most one a person and chat; one that was taken away stays without its text."""

from sqlalchemy import BigInteger, Column, Index, Table, Text

from molva.server.storage.columns import IdType, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("user_id", IdType, primary_key=True),
    Column("text", Text, nullable=False),
    Column("reply_to", BigInteger),
    Column("saved_at", BigInteger, nullable=False),
    Column("rev", BigInteger, nullable=False),  # of the account's scope
    Index("ix_drafts_user_rev", "user_id", "rev"),
    sqlite_with_rowid=False,
)
