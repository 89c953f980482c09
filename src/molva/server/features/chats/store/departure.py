"""What is asked when somebody leaves everything: where they are, and to whom goes what they own."""

from sqlalchemy import select

from molva.protocol.rows import ChatKind, ChatRole
from molva.server.features.chats.tables import chats, members
from molva.server.kernel.context import Context


def present_chats(ctx: Context, user_id: str) -> list[str]:
    """List the chats that a person is in; threads are left with the chats of their roots."""
    found = (
        select(chats.c.id)
        .join_from(members, chats, chats.c.id == members.c.chat_id)
        .where(members.c.user_id == user_id, members.c.left_at.is_(None), chats.c.deleted.is_(False))
        .where(chats.c.kind != ChatKind.THREAD.value)
    )
    return sorted(ctx.connection.execute(found).scalars())


def find_heir(ctx: Context, chat_id: str, user_id: str) -> str | None:
    """Find to whom a chat goes when its owner is gone: the admin, or else the member, who has been there longest."""
    others = members.c.chat_id == chat_id, members.c.user_id != user_id, members.c.left_at.is_(None)
    leads_first = members.c.role == ChatRole.MEMBER.value
    query = select(members.c.user_id).where(*others).order_by(leads_first, members.c.joined_at, members.c.user_id)
    heir: str | None = ctx.connection.execute(query.limit(1)).scalar()
    return heir
