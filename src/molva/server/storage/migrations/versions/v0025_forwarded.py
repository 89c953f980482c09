"""Let forwarded messages be found among the others."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0023"

FORWARDED = sa.text("forward IS NOT NULL")


def upgrade() -> None:
    """Go forward."""
    op.create_index(
        "ix_messages_forwarded", "messages", ["chat_id", "seq"], sqlite_where=FORWARDED, postgresql_where=FORWARDED
    )
