"""Make the table of scheduled messages."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "scheduled",
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("id", IdType, nullable=False),
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reply_to", sa.BigInteger),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("failed", sa.Text),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_scheduled"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_scheduled_user_rev", "scheduled", ["user_id", "rev"])
    op.create_index("ix_scheduled_chat", "scheduled", ["chat_id"])
