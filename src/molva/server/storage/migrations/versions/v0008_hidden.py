"""Make the table of hidden messages."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "hidden",
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "chat_id", "seq", name="pk_hidden"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_hidden_user_rev", "hidden", ["user_id", "rev"])
