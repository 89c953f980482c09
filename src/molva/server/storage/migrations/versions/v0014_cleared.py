"""Remember how far members have cleared a history, beyond their leaving."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Go forward."""
    op.add_column("members", sa.Column("cleared_seq", sa.BigInteger, nullable=False, server_default="0"))
