"""The table of links: which messages name which pages; a row goes with its message."""

from sqlalchemy import BigInteger, Column, Index, Table, Text

from molva.server.storage.columns import IdType, metadata

links = Table(
    "links",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("page", Text, nullable=False),  # a digest of its address
    Column("shown_at", BigInteger),  # when the message got the page's preview; empty while it waits
    Index("ix_links_page", "page"),
    sqlite_with_rowid=False,
)
