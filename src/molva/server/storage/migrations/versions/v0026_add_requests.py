"""Let people be asked before they are added to groups, and make the table of those who are."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Go forward."""
    op.add_column("users", sa.Column("ask_before_adding", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "add_requests",
        sa.Column("chat_id", IdType, primary_key=True),
        sa.Column("user_id", IdType, primary_key=True),
        sa.Column("inviter_id", IdType, nullable=False),
        sa.Column("member_count", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("declined_at", sa.BigInteger),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_add_requests_inviter_id", "add_requests", ["inviter_id"])
    op.create_index("ix_add_requests_user", "add_requests", ["user_id", "rev"])
