"""The tables of chat invites: the links, who waits to be let in, who is told of it, and who was removed."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table

from molva.server.storage.columns import IdType, metadata

chat_invites = Table(
    "chat_invites",
    metadata,
    Column("id", IdType, primary_key=True),  # of the invite to register too, if it is one
    Column("chat_id", IdType, nullable=False, index=True),
    Column("code_hash", LargeBinary(32), nullable=False, unique=True),
    Column("name", String(64), nullable=False),
    Column("created_by", IdType, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("max_uses", Integer),
    Column("uses", Integer, nullable=False),
    Column("approval", Boolean, nullable=False),
    Column("registers", Boolean, nullable=False),
    Column("revoked", Boolean, nullable=False),  # the row stays, so that whoever comes late is told
)

join_requests = Table(
    "join_requests",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("user_id", IdType, primary_key=True),
    Column("invite_id", IdType, nullable=False, index=True),
    Column("asked_at", BigInteger, nullable=False),
    Column("refused_at", BigInteger),  # None: waiting
    sqlite_with_rowid=False,
)

join_request_readers = Table(
    "join_request_readers",
    metadata,
    Column("reader_id", IdType, primary_key=True),
    Column("chat_id", IdType, primary_key=True),
    Column("user_id", IdType, primary_key=True),
    Column("open", Boolean, nullable=False),  # False: the reader has the tombstone
    Column("rev", BigInteger, nullable=False),  # of the reader's account scope
    Index("ix_join_request_readers_rev", "reader_id", "rev"),
    Index("ix_join_request_readers_request", "chat_id", "user_id"),
    sqlite_with_rowid=False,
)

removed_members = Table(
    "removed_members",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("user_id", IdType, primary_key=True),
    sqlite_with_rowid=False,
)
