"""Tables of chats and their members."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, false, text, true

from molva.server.storage.columns import IdType, metadata, partial_index
from molva.server.storage.revisions import ScopeKind

chats = Table(
    "chats",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("description", String(1024), nullable=False),
    Column("general", Boolean, nullable=False),
    Column("history_shared", Boolean, nullable=False),
    Column("direct_key", String(80), unique=True),  # both user ids, sorted: one direct chat a pair
    Column("member_count", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("active_at", BigInteger, nullable=False),
    Column("lifetime_s", Integer, nullable=False, server_default="0"),
    Column("expiry_at", BigInteger),  # when its expiring messages are looked at next, if there are any
    Column("who_writes", String(16), nullable=False, server_default="member"),
    Column("who_adds", String(16), nullable=False, server_default="admin"),
    Column("who_pins", String(16), nullable=False, server_default="admin"),
    Column("who_changes", String(16), nullable=False, server_default="admin"),
    Column("who_comments", String(16), nullable=False, server_default="member"),
    Column("slow_s", Integer, nullable=False, server_default="0"),
    Column("hourly", Integer, nullable=False, server_default="0"),
    Column("address", String(64), nullable=False, server_default=text("''")),
    Column("approval", Boolean, nullable=False, server_default=false()),
    Column("parent_id", IdType),  # of a thread: the chat of the message that it is about
    Column("root_seq", BigInteger),  # and the number of that message
    Column("deleted", Boolean, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("rev", BigInteger, nullable=False),  # counter of the scope chat:ID
    Column("marks_rev", BigInteger, nullable=False),  # counter of the scope marks:ID
    Column("members_rev", BigInteger, nullable=False),  # revision of the last change of members or rights
    Column("row_rev", BigInteger, nullable=False),  # revision of the row Chat
    # One thread a message; most chats are none and cost nothing here.
    partial_index("uq_chats_root", "parent_id", "root_seq", unique=True, where=text("parent_id IS NOT NULL")),
)

members = Table(
    "members",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("user_id", IdType, primary_key=True, index=True),
    Column("role", String(16), nullable=False),
    Column("led", Boolean, nullable=False, server_default=false()),  # had a higher role once, now or before
    Column("from_seq", BigInteger, nullable=False),
    Column("cleared_seq", BigInteger, nullable=False, server_default="0"),  # the last one cleared, also for a return
    Column("joined_at", BigInteger, nullable=False),
    Column("left_at", BigInteger),
    Column("read_seq", BigInteger, nullable=False),
    Column("shown_read_seq", BigInteger, nullable=False, server_default="0"),  # of the row Mark: what others are told
    Column("delivered_seq", BigInteger, nullable=False),
    Column("rev", BigInteger, nullable=False),  # of the row Member, in chat:ID
    Column("mark_rev", BigInteger, nullable=False),  # of the row Mark, in marks:ID
    Column("account_rev", BigInteger, nullable=False),  # of the row Membership, in account:USER
    # Of a thread alone: whether what is new is told to the user's attention, and whether the others know of the user.
    Column("following", Boolean, nullable=False, server_default=true()),
    Column("commented", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)

CHAT_SCOPE = ScopeKind("chat", chats, chats.c.id, chats.c.rev)
MARKS_SCOPE = ScopeKind("marks", chats, chats.c.id, chats.c.marks_rev)
