"""The tables of polls: what nobody is told before its time, and what each person has chosen."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from molva.server.storage.columns import IdType, metadata

polls = Table(
    "polls",
    metadata,
    # What everybody may know is in the message's own row.
    Column("chat_id", IdType, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("correct", Integer),  # of a quiz
    Column("explanation", Text, nullable=False),
    Column("counts", Text, nullable=False),  # JSON: votes by option, newer than those of the message
    Column("voters", Integer, nullable=False),
    Column("told_at", BigInteger, nullable=False),  # when the message was last brought to these counts
    sqlite_with_rowid=False,
)

votes = Table(
    "votes",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", IdType, primary_key=True),
    Column("chosen", Integer, nullable=False),  # a bit for each option; none: taken back
    Column("rev", BigInteger, nullable=False),  # of the account's scope; 0 while the user is out of the chat
    Index("ix_votes_user_rev", "user_id", "rev"),
    sqlite_with_rowid=False,
)
