"""The table of contacts: a row for each person whom somebody has ever saved or blocked."""

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table

from molva.server.storage.columns import IdType, metadata

contacts = Table(
    "contacts",
    metadata,
    Column("user_id", IdType, primary_key=True),
    Column("other_id", IdType, primary_key=True, index=True),
    Column("saved", Boolean, nullable=False),
    Column("own_name", String(64), nullable=False),
    Column("blocked", Boolean, nullable=False),
    Column("rev", BigInteger, nullable=False),  # of the account's scope
    Index("ix_contacts_user_rev", "user_id", "rev"),
    sqlite_with_rowid=False,
)
