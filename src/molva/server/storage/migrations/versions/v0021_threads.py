"""Let chats hold the comments under a message, and messages tell of them."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0021"
down_revision = "0020"

THREADS = sa.text("parent_id IS NOT NULL")
CHANGED = sa.text(
    "(deleted OR edited_at IS NOT NULL OR reactions IS NOT NULL OR poll IS NOT NULL OR comments IS NOT NULL)"
)


def upgrade() -> None:
    """Go forward; where members of a group do not write, they do not comment either until its owner lets them."""
    op.add_column("chats", sa.Column("who_comments", sa.String(16), nullable=False, server_default="member"))
    op.execute("UPDATE chats SET who_comments = who_writes WHERE kind = 'group'")
    op.add_column("chats", sa.Column("parent_id", IdType))
    op.add_column("chats", sa.Column("root_seq", sa.BigInteger))
    op.create_index(
        "uq_chats_root",
        "chats",
        ["parent_id", "root_seq"],
        unique=True,
        sqlite_where=THREADS,
        postgresql_where=THREADS,
    )
    op.add_column("members", sa.Column("following", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("members", sa.Column("commented", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("messages", sa.Column("comments", sa.Text))
    op.drop_index("ix_messages_changed", "messages")
    op.create_index(
        "ix_messages_changed", "messages", ["chat_id", "rev"], sqlite_where=CHANGED, postgresql_where=CHANGED
    )
