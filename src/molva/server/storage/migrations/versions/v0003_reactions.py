"""Make the table of reactions, and let a message tell their sum."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0003"
down_revision = "0002"

CHANGED = sa.text("(deleted OR edited_at IS NOT NULL OR reactions IS NOT NULL)")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "reactions",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("emoji", sa.Text, nullable=False),
        sa.Column("reacted_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "seq", "user_id", name="pk_reactions"),
        sqlite_with_rowid=False,
    )
    op.add_column("messages", sa.Column("reactions", sa.Text))
    op.drop_index("ix_messages_changed", "messages")
    op.create_index(
        "ix_messages_changed", "messages", ["chat_id", "rev"], sqlite_where=CHANGED, postgresql_where=CHANGED
    )
