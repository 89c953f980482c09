"""Remember who has led a chat: in a channel those who knew it learn that they do not any more."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Go forward."""
    op.add_column("members", sa.Column("led", sa.Boolean, nullable=False, server_default=sa.false()))
    members = sa.table("members", sa.column("role", sa.String), sa.column("led", sa.Boolean))
    op.execute(sa.update(members).where(members.c.role != "member").values(led=True))
