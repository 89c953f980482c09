"""Make the tables of contacts, reports and deeds, and give accounts their rules."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Go forward."""
    for rule in ("who_may_write", "who_may_add", "who_sees_last_seen"):
        op.add_column("users", sa.Column(rule, sa.String(16), nullable=False, server_default="everybody"))
    op.add_column("users", sa.Column("read_receipts", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("users", sa.Column("banned_until", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("members", sa.Column("shown_read_seq", sa.BigInteger, nullable=False, server_default="0"))
    op.execute("UPDATE members SET shown_read_seq = read_seq")
    op.create_table(
        "contacts",
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("other_id", IdType, nullable=False),
        sa.Column("saved", sa.Boolean, nullable=False),
        sa.Column("own_name", sa.String(64), nullable=False),
        sa.Column("blocked", sa.Boolean, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "other_id", name="pk_contacts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contacts_other_id", "contacts", ["other_id"])
    op.create_index("ix_contacts_user_rev", "contacts", ["user_id", "rev"])
    op.create_table(
        "reports",
        sa.Column("id", IdType, nullable=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("reporter_id", IdType, nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("comment", sa.String(1024), nullable=False),
        sa.Column("chat_id", IdType),
        sa.Column("seq", sa.BigInteger),
        sa.Column("reported_at", sa.BigInteger, nullable=False),
        sa.Column("settled", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_pair", "reports", ["user_id", "reporter_id"], unique=True)
    op.create_table(
        "deeds",
        sa.Column("id", IdType, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("user_id", IdType, nullable=False),
        sa.Column("by_id", IdType),
        sa.Column("done_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deeds"),
    )
