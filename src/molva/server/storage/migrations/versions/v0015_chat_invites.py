"""Make the tables of links into groups and of requests to join."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "chat_invites",
        sa.Column("id", IdType, nullable=False),
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("created_by", IdType, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("max_uses", sa.Integer),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("approval", sa.Boolean, nullable=False),
        sa.Column("registers", sa.Boolean, nullable=False),
        sa.Column("revoked", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chat_invites"),
        sa.UniqueConstraint("code_hash", name="uq_chat_invites_code_hash"),
    )
    op.create_index("ix_chat_invites_chat_id", "chat_invites", ["chat_id"])
    op.create_table(
        "join_requests",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("invite_id", IdType, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("refused_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name="pk_join_requests"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_join_requests_invite_id", "join_requests", ["invite_id"])
    op.create_table(
        "join_request_readers",
        sa.Column("reader_id", IdType, nullable=False),
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("reader_id", "chat_id", "user_id", name="pk_join_request_readers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_join_request_readers_rev", "join_request_readers", ["reader_id", "rev"])
    op.create_index("ix_join_request_readers_request", "join_request_readers", ["chat_id", "user_id"])
    op.create_table(
        "removed_members",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name="pk_removed_members"),
        sqlite_with_rowid=False,
    )
