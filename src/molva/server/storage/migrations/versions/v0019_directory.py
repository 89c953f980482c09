"""Let chats be public under an address, and make the table by which they are found."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Go forward."""
    op.add_column("chats", sa.Column("address", sa.String(64), nullable=False, server_default=""))
    op.add_column("chats", sa.Column("approval", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "addresses",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("address_key", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_addresses"),
        sa.UniqueConstraint("address", name="uq_addresses_address"),
        sa.UniqueConstraint("address_key", name="uq_addresses_address_key"),
    )
    op.create_table(
        "public_chats",
        sa.Column("chat_id", IdType, nullable=False),
        sa.Column("member_count", sa.Integer, nullable=False),
        sa.Column("name_words", sa.Text, nullable=False),
        sa.Column("all_words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_public_chats"),
    )
    op.create_index("ix_public_chats_member_count", "public_chats", ["member_count", "chat_id"])
