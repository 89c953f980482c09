"""Make the tables of the core: server, users, sessions, invites, chats, members, messages."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "server",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("epoch", sa.String(36), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("registration", sa.String(16), nullable=False),
        sa.Column("general_chat_id", IdType),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_server"),
    )
    op.create_table(
        "users",
        sa.Column("id", IdType, nullable=False),
        sa.Column("username", sa.String(64), nullable=False),
        sa.Column("username_key", sa.String(128), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(128), nullable=False),
        sa.Column("email", sa.String(256)),
        sa.Column("email_key", sa.String(256)),
        sa.Column("password_hash", sa.String(256), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8)),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.Column("profile_rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("username_key", name="uq_users_username_key"),
        sa.UniqueConstraint("email_key", name="uq_users_email_key"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", IdType, nullable=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("client", sa.String(256), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
    )
    op.create_table(
        "invites",
        sa.Column("id", IdType, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("created_by", IdType, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("max_uses", sa.Integer),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sa.UniqueConstraint("code_hash", name="uq_invites_code_hash"),
    )
    op.create_table(
        "chats",
        sa.Column("id", IdType, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("description", sa.String(1024), nullable=False),
        sa.Column("general", sa.Boolean, nullable=False),
        sa.Column("history_shared", sa.Boolean, nullable=False),
        sa.Column("direct_key", sa.String(80)),
        sa.Column("member_count", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("active_at", sa.BigInteger, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("last_seq", sa.BigInteger, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.Column("marks_rev", sa.BigInteger, nullable=False),
        sa.Column("members_rev", sa.BigInteger, nullable=False),
        sa.Column("row_rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
        sa.UniqueConstraint("direct_key", name="uq_chats_direct_key"),
    )
    op.create_table(
        "members",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("from_seq", sa.BigInteger, nullable=False),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
        sa.Column("left_at", sa.BigInteger),
        sa.Column("read_seq", sa.BigInteger, nullable=False),
        sa.Column("delivered_seq", sa.BigInteger, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.Column("mark_rev", sa.BigInteger, nullable=False),
        sa.Column("account_rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name="pk_members"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "messages",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("id", IdType, nullable=False),
        sa.Column("sender_id", IdType, nullable=False),
        sa.Column("sent_at", sa.BigInteger, nullable=False),
        sa.Column("edited_at", sa.BigInteger),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("reply_to", sa.BigInteger),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("service", sa.Text),
        sa.Column("fingerprint", sa.LargeBinary(16)),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "seq", name="pk_messages"),
        sa.UniqueConstraint("id", name="uq_messages_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_users_name_key", "users", ["name_key"])
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_index("ix_members_user_id", "members", ["user_id"])
    changed = sa.text("(deleted OR edited_at IS NOT NULL)")
    op.create_index(
        "ix_messages_changed", "messages", ["chat_id", "rev"], sqlite_where=changed, postgresql_where=changed
    )
