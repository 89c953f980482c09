"""The tables of messages: what is written, and how fast."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, LargeBinary, Table, Text, text

from molva.server.storage.columns import IdType, metadata, partial_index

CHANGED: Final = text(
    "(deleted OR edited_at IS NOT NULL OR reactions IS NOT NULL OR poll IS NOT NULL OR comments IS NOT NULL"
    " OR preview IS NOT NULL)"
)
"""Which messages somebody has changed, or may at any time as polls; a query that says it in these words is quick."""

messages = Table(
    "messages",
    metadata,
    # A chat's messages lie together in the order in which they are read.
    Column("chat_id", IdType, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", IdType, nullable=False, unique=True),
    Column("sender_id", IdType, nullable=False),
    Column("sent_at", BigInteger, nullable=False),
    Column("edited_at", BigInteger),
    Column("deleted", Boolean, nullable=False),
    Column("reply_to", BigInteger),
    Column("text", Text, nullable=False),
    Column("service", Text),  # JSON of the row's `service`
    Column("fingerprint", LargeBinary(16)),  # of what was first sent; tells a repeat from another message
    Column("rev", BigInteger, nullable=False),
    Column("reactions", Text),  # JSON of the row's `reactions`, once there have been any
    Column("expires_at", BigInteger),
    Column("mentions", Text),  # JSON of the row's `mentions`
    Column("forward", Text),  # JSON of the row's `forward`
    Column("poll", Text),  # JSON of the row's `poll`
    Column("comments", Text),  # JSON of the row's `comments`, once there have been any
    Column("preview", Text),  # JSON of the row's `preview`
    # Of changed messages alone: the others have their revisions in the order of their numbers.
    partial_index("ix_messages_changed", "chat_id", "rev", where=CHANGED),
    partial_index("ix_messages_expires", "chat_id", "expires_at", where=text("expires_at IS NOT NULL")),
    partial_index("ix_messages_forwarded", "chat_id", "seq", where=text("forward IS NOT NULL")),
    sqlite_with_rowid=False,
)

paces = Table(
    "paces",
    metadata,
    # Of members who have to wait or are counted, as long as their chat wants that.
    Column("chat_id", IdType, primary_key=True),
    Column("user_id", IdType, primary_key=True),
    Column("sent_at", Text, nullable=False),  # JSON: the moments of their last messages, ms, oldest first
    sqlite_with_rowid=False,
)
