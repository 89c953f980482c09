"""Give ids the whole numbers by which clients of an older messenger know them."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "dialect_numbers",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", IdType, nullable=False),
        sa.UniqueConstraint("id", name="uq_dialect_numbers_id"),
    )
