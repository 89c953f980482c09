"""What is asked when somebody leaves everything: where they are, and to whom goes what they own."""

from typing import NamedTuple

from sqlalchemy import select

from molva.protocol.rows import ChatKind, ChatRole
from molva.server.features.chats.tables import chats, members
from molva.server.kernel.context import Context


class Stay(NamedTuple):
    """A chat that a person is or was in."""

    chat_id: str
    kind: ChatKind
    commented: bool


def page_stays(ctx: Context, user_id: str, *, after: str | None, limit: int) -> list[Stay]:
    """List a page of the chats that a person is or was in and that are there, in the order of their ids."""
    found = (
        select(chats.c.id, chats.c.kind, members.c.commented)
        .join_from(members, chats, chats.c.id == members.c.chat_id)
        .where(members.c.user_id == user_id, chats.c.deleted.is_(False))
    )
    page = found if after is None else found.where(chats.c.id > after)
    rows = ctx.connection.execute(page.order_by(chats.c.id).limit(limit))
    return [Stay(chat_id, ChatKind(kind), commented) for chat_id, kind, commented in rows]


def find_heir(ctx: Context, chat_id: str, user_id: str) -> str | None:
    """Find to whom a chat goes when its owner is gone: the admin, or else the member, who has been there longest."""
    others = members.c.chat_id == chat_id, members.c.user_id != user_id, members.c.left_at.is_(None)
    leads_first = members.c.role == ChatRole.MEMBER.value
    query = select(members.c.user_id).where(*others).order_by(leads_first, members.c.joined_at, members.c.user_id)
    heir: str | None = ctx.connection.execute(query.limit(1)).scalar()
    return heir
