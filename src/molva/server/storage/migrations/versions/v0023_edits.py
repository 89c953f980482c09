"""Make the table of edits."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "edits",
        sa.Column("chat_id", IdType, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("edited_at", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("written_at", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
