"""Let each chat say who may do what in it, and how fast its members write."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Go forward."""
    op.add_column("chats", sa.Column("who_writes", sa.String(16), nullable=False, server_default="member"))
    for right in ("who_adds", "who_pins", "who_changes"):
        op.add_column("chats", sa.Column(right, sa.String(16), nullable=False, server_default="admin"))
    for pace in ("slow_s", "hourly"):
        op.add_column("chats", sa.Column(pace, sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "paces",
        sa.Column("chat_id", IdType, primary_key=True),
        sa.Column("user_id", IdType, primary_key=True),
        sa.Column("sent_at", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
