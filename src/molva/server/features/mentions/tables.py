"""The table of mentions: who finds which messages; it says nothing that the messages do not say."""

from sqlalchemy import BigInteger, Column, Table

from molva.server.storage.columns import IdType, metadata

mentions = Table(
    "mentions",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("user_id", IdType, primary_key=True),  # nobody's, for everybody
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("sender_id", IdType, nullable=False),
    sqlite_with_rowid=False,
)
