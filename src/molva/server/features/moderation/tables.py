"""Tables of reports, and of what was done about people."""

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table

from molva.server.storage.columns import IdType, metadata

reports = Table(
    "reports",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("user_id", IdType, nullable=False),
    Column("reporter_id", IdType, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("comment", String(1024), nullable=False),
    Column("chat_id", IdType),
    Column("seq", BigInteger),
    Column("reported_at", BigInteger, nullable=False),
    Column("settled", Boolean, nullable=False),
    Index("ix_reports_pair", "user_id", "reporter_id", unique=True),  # one report a pair
)

deeds = Table(
    "deeds",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("user_id", IdType, nullable=False),
    Column("by_id", IdType),  # none: the server itself
    Column("done_at", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)
