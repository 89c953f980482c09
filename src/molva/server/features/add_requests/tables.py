"""The table of requests to be added: whom a group asks, and who has declined."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table

from molva.server.storage.columns import IdType, metadata

add_requests = Table(
    "add_requests",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("user_id", IdType, primary_key=True),  # who is asked
    Column("inviter_id", IdType, nullable=False, index=True),
    Column("member_count", Integer, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("declined_at", BigInteger),
    Column("open", Boolean, nullable=False),  # False: the person has the tombstone
    Column("rev", BigInteger, nullable=False),  # of the person's account scope
    Index("ix_add_requests_user", "user_id", "rev"),
    sqlite_with_rowid=False,
)
