"""Let public chats be found by the beginnings of their words."""

import sqlalchemy as sa
from alembic import op

from molva.server.storage.columns import IdType

revision = "0027"
down_revision = "0026"

KEPT = 16
"""Characters of a word."""


def upgrade() -> None:
    """Go forward."""
    table = op.create_table(
        "public_chat_words",
        sa.Column("beginning", sa.LargeBinary(64), primary_key=True),
        sa.Column("chat_id", IdType, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_public_chat_words_chat_id", "public_chat_words", ["chat_id"])
    chats = sa.table("public_chats", sa.column("chat_id", IdType), sa.column("all_words"))
    for chat_id, words in op.get_bind().execute(sa.select(chats)).all():
        beginnings = sorted({word[:KEPT].encode() for word in words.split()})
        op.bulk_insert(table, [{"beginning": each, "chat_id": chat_id} for each in beginnings])
