"""Let messages expire."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

EXPIRING = sa.text("expires_at IS NOT NULL")


def upgrade() -> None:
    """Go forward."""
    op.add_column("chats", sa.Column("lifetime_s", sa.Integer, nullable=False, server_default="0"))
    op.add_column("chats", sa.Column("expiry_at", sa.BigInteger))
    op.add_column("messages", sa.Column("expires_at", sa.BigInteger))
    op.create_index(
        "ix_messages_expires", "messages", ["chat_id", "expires_at"], sqlite_where=EXPIRING, postgresql_where=EXPIRING
    )
