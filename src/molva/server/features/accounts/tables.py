"""Tables of the server itself, its names, users, their sessions, the invites to register, and counted attempts."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, String, Table, false, true

from molva.server.storage.columns import IdType, metadata
from molva.server.storage.revisions import ScopeKind

server = Table(
    "server",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("epoch", String(36), nullable=False),
    Column("name", String(64), nullable=False),
    Column("registration", String(16), nullable=False),
    Column("general_chat_id", IdType),
    Column("created_at", BigInteger, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("username", String(64), nullable=False, index=True),  # empty: the account was deleted
    Column("username_key", String(128), nullable=False, unique=True),  # skeleton: equal for names that look alike
    Column("name", String(64), nullable=False),
    Column("name_key", String(128), nullable=False, index=True),  # folded, for finding people
    Column("email", String(256)),
    Column("email_key", String(256), unique=True),
    Column("password_hash", String(256), nullable=False),
    Column("role", String(16), nullable=False),
    Column("language", String(8)),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger),
    Column("rev", BigInteger, nullable=False),  # counter of the scope account:ID
    Column("profile_rev", BigInteger, nullable=False),  # revision of the row Account
    Column("who_may_write", String(16), nullable=False, server_default="everybody"),
    Column("who_may_add", String(16), nullable=False, server_default="everybody"),
    Column("ask_before_adding", Boolean, nullable=False, server_default=false()),
    Column("who_sees_last_seen", String(16), nullable=False, server_default="everybody"),
    Column("read_receipts", Boolean, nullable=False, server_default=true()),
    Column("banned_until", BigInteger, nullable=False, server_default="0"),
)

addresses = Table(
    "addresses",
    metadata,
    Column("chat_id", IdType, primary_key=True),
    Column("address", String(64), nullable=False, unique=True),
    Column("address_key", String(128), nullable=False, unique=True),  # of the name space of `username_key`
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("user_id", IdType, nullable=False, index=True),
    Column("token_hash", LargeBinary(32), nullable=False, unique=True),
    Column("client", String(256), nullable=False),
    Column("address", String(64), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
)

invites = Table(
    "invites",
    metadata,
    Column("id", IdType, primary_key=True),
    Column("code_hash", LargeBinary(32), nullable=False, unique=True),
    Column("created_by", IdType, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("max_uses", Integer),
    Column("uses", Integer, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", LargeBinary(16), primary_key=True),  # hash of what is limited and who: no address is kept in clear
    Column("tried", Integer, nullable=False),
    Column("ends_at", BigInteger, nullable=False, index=True),  # when the count begins anew
)

ACCOUNT_SCOPE = ScopeKind("account", users, users.c.id, users.c.rev)
