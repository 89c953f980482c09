"""The table of folders; one that was deleted stays without its content."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text

from molva.server.storage.columns import IdType, metadata

folders = Table(
    "folders",
    metadata,
    Column("user_id", IdType, primary_key=True),
    Column("id", IdType, primary_key=True),  # chosen by its owner, so another may have the same
    Column("name", Text, nullable=False),
    Column("chat_ids", Text, nullable=False),  # with spaces between
    Column("position", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("rev", BigInteger, nullable=False),  # of the account's scope
    Index("ix_folders_user_rev", "user_id", "rev"),
    sqlite_with_rowid=False,
)
