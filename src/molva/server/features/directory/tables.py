"""The tables of the directory: what public chats are found and ordered by."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from molva.server.storage.columns import IdType, metadata

public_chats = Table(
    "public_chats",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("member_count", Integer, nullable=False),
    Column("name_words", Text, nullable=False),  # of name and address, folded, a space before each
    Column("all_words", Text, nullable=False),  # of the description, too
    Index("ix_public_chats_member_count", "member_count", "chat_id"),
)

public_chat_words = Table(
    "public_chat_words",
    metadata,
    # In bytes, whose order is the same in both databases whatever language they sort by.
    Column("beginning", LargeBinary(64), primary_key=True),  # the first characters of a word
    Column("chat_id", IdType, primary_key=True, index=True),
    sqlite_with_rowid=False,
)
