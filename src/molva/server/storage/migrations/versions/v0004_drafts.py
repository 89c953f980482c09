"""Make the table of drafts."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "drafts",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reply_to", sa.BigInteger),
        sa.Column("saved_at", sa.BigInteger, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name="pk_drafts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_drafts_user_rev", "drafts", ["user_id", "rev"])
