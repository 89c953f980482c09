"""Make the table of folders."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "folders",
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("id", IdType, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("chat_ids", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_folders"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_folders_user_rev", "folders", ["user_id", "rev"])
