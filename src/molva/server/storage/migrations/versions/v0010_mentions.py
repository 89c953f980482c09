"""Make the table of mentions, let a message tell its own, and find people by their usernames without reading all."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "mentions",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("sender_id", IdType, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", "seq", name="pk_mentions"),
        sqlite_with_rowid=False,
    )
    op.add_column("messages", sa.Column("mentions", sa.Text))
    op.create_index("ix_users_username", "users", ["username"])
