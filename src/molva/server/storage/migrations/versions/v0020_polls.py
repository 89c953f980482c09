"""Let messages ask something, and count what people answer."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0020"
down_revision = "0019"

CHANGED = sa.text("(deleted OR edited_at IS NOT NULL OR reactions IS NOT NULL OR poll IS NOT NULL)")


def upgrade() -> None:
    """Go forward."""
    op.add_column("messages", sa.Column("poll", sa.Text))
    # Which messages it names is said by the condition itself, so it is made anew.
    op.drop_index("ix_messages_changed", "messages")
    op.create_index(
        "ix_messages_changed", "messages", ["chat_id", "rev"], sqlite_where=CHANGED, postgresql_where=CHANGED
    )
    op.create_table(
        "polls",
        sa.Column("chat_id", IdType, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("correct", sa.Integer),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.Column("voters", sa.Integer, nullable=False),
        sa.Column("told_at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "votes",
        sa.Column("chat_id", IdType, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user_id", IdType, primary_key=True),
        sa.Column("chosen", sa.Integer, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_votes_user_rev", "votes", ["user_id", "rev"])
