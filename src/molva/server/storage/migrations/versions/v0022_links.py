"""Let a message show what its link leads to, and make the table of links."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0022"
down_revision = "0021"

CHANGED = sa.text(
    "(deleted OR edited_at IS NOT NULL OR reactions IS NOT NULL OR poll IS NOT NULL OR comments IS NOT NULL"
    " OR preview IS NOT NULL)"
)


def upgrade() -> None:
    """Go forward."""
    op.add_column("messages", sa.Column("preview", sa.Text))
    op.drop_index("ix_messages_changed", "messages")
    op.create_index(
        "ix_messages_changed", "messages", ["chat_id", "rev"], sqlite_where=CHANGED, postgresql_where=CHANGED
    )
    op.create_table(
        "links",
        sa.Column("chat_id", IdType, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("shown_at", sa.BigInteger),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_links_page", "links", ["page"])
