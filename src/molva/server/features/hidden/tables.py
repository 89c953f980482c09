"""The table of hidden messages; rows go when their messages are cleared, or the chat is deleted."""

from sqlalchemy import BigInteger, Column, Index, Table

from molva.server.storage.columns import IdType, metadata

hidden = Table(
    "hidden",
    metadata,
    Column("user_id", IdType, primary_key=True),
    Column("chat_id", IdType, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("rev", BigInteger, nullable=False),  # of the account's scope; 0 while the user is out of the chat
    Index("ix_hidden_user_rev", "user_id", "rev"),
    sqlite_with_rowid=False,
)
