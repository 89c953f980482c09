"""Make the table of pins."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "pins",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("pinned_by", IdType),
        sa.Column("pinned_at", sa.BigInteger, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "seq", name="pk_pins"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pins_rev", "pins", ["chat_id", "rev"])
