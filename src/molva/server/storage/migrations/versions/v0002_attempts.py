"""Count attempts to sign in and to register, and find expired sessions without reading all."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "attempts",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("tried", sa.Integer, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempts"),
    )
    op.create_index("ix_attempts_ends_at", "attempts", ["ends_at"])
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
