"""Let a message tell whose words it forwards."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Go forward."""
    op.add_column("messages", sa.Column("forward", sa.Text))
