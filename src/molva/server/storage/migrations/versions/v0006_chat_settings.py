"""Make the table of chat settings."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "chat_settings",
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("muted_until", sa.BigInteger, nullable=False),
        sa.Column("pinned", sa.Integer),
        sa.Column("archived_seq", sa.BigInteger),
        sa.Column("unread_seq", sa.BigInteger),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "chat_id", name="pk_chat_settings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_chat_settings_user_rev", "chat_settings", ["user_id", "rev"])
