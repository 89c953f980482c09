"""The table of pins; one that was taken away stays as its tombstone."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Table

from molva.server.storage.columns import IdType, metadata

pins = Table(
    "pins",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("pinned_by", IdType),
    Column("pinned_at", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("rev", BigInteger, nullable=False),  # of the chat's scope
    Index("ix_pins_rev", "chat_id", "rev"),
    sqlite_with_rowid=False,
)
