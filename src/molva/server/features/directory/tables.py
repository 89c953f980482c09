"""The table of the directory: what public chats are found and ordered by."""

from sqlalchemy import Column, Index, Integer, Table, Text

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
