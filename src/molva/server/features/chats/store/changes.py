"""What chats and members write to their tables; every change takes the revisions of the scopes it shows in."""

from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from molva.protocol.rows import (
    Chat,
    ChatKind,
    ChatRole,
    Mark,
    Member,
    Membership,
    account_scope,
    chat_scope,
    marks_scope,
)
from molva.server.features.accounts.tables import server, users
from molva.server.features.chats.store.access import SECRET
from molva.server.features.chats.store.rows import ended_memberships, find_chat, find_member, find_membership
from molva.server.features.chats.tables import chats, members
from molva.server.kernel.context import Context


def insert_chat(ctx: Context, chat_id: str, kind: ChatKind, **values: Any) -> None:
    """Write a chat without members; its first revision is this command's."""
    defaults = {
        "name": "",
        "description": "",
        "general": False,
        "history_shared": True,
        "direct_key": None,
        "member_count": 0,
        "created_at": ctx.now,
        "active_at": ctx.now,
        "lifetime_s": 0,
        "who_writes": ChatRole.MEMBER.value,
        "who_adds": ChatRole.ADMIN.value,
        "who_pins": ChatRole.ADMIN.value,
        "who_changes": ChatRole.ADMIN.value,
        "who_comments": ChatRole.MEMBER.value,
        "slow_s": 0,
        "hourly": 0,
        "address": "",
        "approval": False,
        "deleted": False,
        "last_seq": 0,
        "rev": 0,
        "marks_rev": 0,
        "members_rev": 0,
        "row_rev": 0,
    }
    ctx.connection.execute(insert(chats).values({**defaults, **values, "id": chat_id, "kind": kind.value}))


def update_chat(ctx: Context, chat_id: str, **values: Any) -> Chat:
    """Change a chat's own fields and show the row to its members."""
    rev = ctx.next_rev(chat_scope(chat_id))
    ctx.connection.execute(update(chats).where(chats.c.id == chat_id).values(**values, row_rev=rev))
    chat = find_chat(ctx.connection, chat_id)
    ctx.changed(chat_scope(chat_id), chat)
    return chat


def update_rights(ctx: Context, chat_id: str, values: dict[str, Any]) -> Chat:
    """Change who may do what in a chat; what is remembered of anybody's right to write is asked anew."""
    rev = ctx.next_rev(chat_scope(chat_id))
    return update_chat(ctx, chat_id, **values, members_rev=rev)


def put_member(ctx: Context, chat_id: str, user_id: str, role: ChatRole) -> Member:
    """Let a person into a chat, for the first time or again."""
    rev = ctx.next_rev(chat_scope(chat_id))
    account_rev = ctx.next_rev(account_scope(user_id))
    shared, last_seq = ctx.connection.execute(
        select(chats.c.history_shared, chats.c.last_seq).where(chats.c.id == chat_id)
    ).one()
    values: dict[str, Any] = {
        **_role(role),
        "from_seq": 1 if shared else last_seq + 1,
        "joined_at": ctx.now,
        "left_at": None,
        "rev": rev,
        "account_rev": account_rev,
        # What was written before one came is not unread.
        "read_seq": last_seq,
        "shown_read_seq": last_seq,
        "delivered_seq": last_seq,
    }
    named = members.c.chat_id == chat_id, members.c.user_id == user_id
    cleared_seq = ctx.connection.execute(select(members.c.cleared_seq).where(*named)).scalar()
    if cleared_seq is None:
        ctx.connection.execute(insert(members).values(chat_id=chat_id, user_id=user_id, mark_rev=0, **values))
    else:
        values["mark_rev"] = mark_rev = ctx.next_rev(marks_scope(chat_id))
        values["from_seq"] = max(values["from_seq"], cleared_seq + 1)
        ctx.connection.execute(update(members).where(*named).values(**values))
        mark = Mark(chat_id=chat_id, user_id=user_id, rev=mark_rev, read_seq=last_seq, delivered_seq=last_seq)
        ctx.changed(marks_scope(chat_id), mark)
    _count(ctx, chat_id, rev, 1)
    return _show(ctx, chat_id, user_id, led=role is not ChatRole.MEMBER)


def end_member(ctx: Context, chat_id: str, user_id: str) -> Member:
    """Take a person out of a chat; both rows stay as tombstones."""
    rev = ctx.next_rev(chat_scope(chat_id))
    account_rev = ctx.next_rev(account_scope(user_id))
    before = find_member(ctx.connection, chat_id, user_id)
    ctx.connection.execute(
        update(members)
        .where(members.c.chat_id == chat_id, members.c.user_id == user_id)
        .values(left_at=ctx.now, rev=rev, account_rev=account_rev, role=ChatRole.MEMBER.value)
    )
    _count(ctx, chat_id, rev, -1)
    return _show(ctx, chat_id, user_id, led=before is not None and before.role is not ChatRole.MEMBER)


def end_everybody(ctx: Context, chat_id: str) -> None:
    """Take everybody out of a chat that ends; nobody in it is told of the others."""
    rev = ctx.next_rev(chat_scope(chat_id))
    ctx.take_revs("account", present_members(ctx, chat_id))
    account_rev = select(users.c.rev).where(users.c.id == members.c.user_id).scalar_subquery()
    ctx.connection.execute(
        update(members)
        .where(members.c.chat_id == chat_id, members.c.left_at.is_(None))
        .values(left_at=ctx.now, rev=rev, account_rev=account_rev, role=ChatRole.MEMBER.value)
    )
    ctx.connection.execute(
        update(chats).where(chats.c.id == chat_id).values(member_count=0, members_rev=rev, row_rev=rev)
    )
    for user_id, membership in ended_memberships(ctx.connection, chat_id, rev).items():
        ctx.changed(account_scope(user_id), membership)


def update_role(ctx: Context, chat_id: str, user_id: str, role: ChatRole) -> Member:
    """Give a member another role."""
    rev = ctx.next_rev(chat_scope(chat_id))
    ctx.connection.execute(
        update(members).where(members.c.chat_id == chat_id, members.c.user_id == user_id).values(**_role(role), rev=rev)
    )
    ctx.connection.execute(update(chats).where(chats.c.id == chat_id).values(members_rev=rev))
    member = find_member(ctx.connection, chat_id, user_id)
    assert member is not None, "the caller has found the member"  # noqa: S101  # a defect, not input
    ctx.changed(chat_scope(chat_id), member)
    return member


def raise_from_seq(ctx: Context, chat_id: str, user_id: str, from_seq: int) -> bool:
    """Let a member's view of a chat begin later, for good; tell whether it did. It never begins earlier by this."""
    named = members.c.chat_id == chat_id, members.c.user_id == user_id
    later = *named, members.c.left_at.is_(None), members.c.from_seq < from_seq
    if ctx.connection.execute(select(members.c.user_id).where(*later)).first() is None:
        return False
    account_rev = ctx.next_rev(account_scope(user_id))
    ctx.connection.execute(
        update(members).where(*later).values(cleared_seq=from_seq - 1, from_seq=from_seq, account_rev=account_rev)
    )
    ctx.changed(account_scope(user_id), find_membership(ctx.connection, chat_id, user_id))
    return True


def restamp_profile(ctx: Context, user_id: str) -> None:
    """Show a changed profile in every chat that the person is or was in: their messages are still there."""
    found = ctx.connection.execute(
        select(members.c.chat_id, chats.c.kind, members.c.commented)
        .join_from(members, chats, chats.c.id == members.c.chat_id)
        .where(members.c.user_id == user_id, chats.c.deleted.is_(False))
    )
    for chat_id, kind, commented in sorted(map(tuple, found)):
        restamp_member(ctx, chat_id, user_id, secret=kind in SECRET and not commented)


def restamp_member(ctx: Context, chat_id: str, user_id: str, *, secret: bool) -> None:
    """Show a changed profile in one chat.

    Args:
        secret: nobody there knows the person, unless they lead it.
    """
    rev = ctx.next_rev(chat_scope(chat_id))
    ctx.connection.execute(
        update(members).where(members.c.chat_id == chat_id, members.c.user_id == user_id).values(rev=rev)
    )
    member = find_member(ctx.connection, chat_id, user_id)
    if member is not None and (not secret or member.role is not ChatRole.MEMBER):
        ctx.changed(chat_scope(chat_id), member)


def renew_standings(ctx: Context, user_id: str, *, other_id: str | None = None) -> None:
    """Let what is remembered of a person's right to write be asked anew: everywhere, or in one direct chat."""
    mine = (
        select(chats.c.id)
        .join_from(members, chats, chats.c.id == members.c.chat_id)
        .where(members.c.user_id == user_id, members.c.left_at.is_(None), chats.c.deleted.is_(False))
    )
    if other_id is not None:
        mine = mine.where(chats.c.direct_key == direct_key(user_id, other_id))
    for chat_id in sorted(ctx.connection.execute(mine).scalars()):
        rev = ctx.next_rev(chat_scope(chat_id))
        ctx.connection.execute(update(chats).where(chats.c.id == chat_id).values(members_rev=rev))


def direct_key(one: str, other: str) -> str:
    """Name the direct chat of a pair."""
    return ":".join(sorted((one, other)))


def find_direct(ctx: Context, key: str) -> str | None:
    """Find the direct chat of a pair."""
    found: str | None = ctx.connection.execute(select(chats.c.id).where(chats.c.direct_key == key)).scalar()
    return found


def count_owners(ctx: Context, chat_id: str) -> int:
    """Count the owners of a chat."""
    return ctx.connection.execute(
        select(func.count())
        .select_from(members)
        .where(members.c.chat_id == chat_id, members.c.role == ChatRole.OWNER.value, members.c.left_at.is_(None))
    ).scalar_one()


def present_members(ctx: Context, chat_id: str) -> list[str]:
    """List the user ids of everybody who is in a chat."""
    found = ctx.connection.execute(
        select(members.c.user_id).where(members.c.chat_id == chat_id, members.c.left_at.is_(None))
    )
    return sorted(found.scalars())


def known_users(ctx: Context, user_ids: list[str]) -> set[str]:
    """Find which of the users exist, those left out whose accounts were deleted."""
    there = users.c.id.in_(bindparam("ids", expanding=True)), users.c.username != ""
    found = ctx.connection.execute(select(users.c.id).where(*there), {"ids": user_ids})
    return set(found.scalars())


def _role(role: ChatRole) -> dict[str, Any]:
    """The columns of a role; that somebody led the chat is not forgotten."""
    return {"role": role.value} if role is ChatRole.MEMBER else {"role": role.value, "led": True}


def _count(ctx: Context, chat_id: str, rev: int, step: int) -> None:
    ctx.connection.execute(
        update(chats)
        .where(chats.c.id == chat_id)
        .values(member_count=chats.c.member_count + step, members_rev=rev, row_rev=rev)
    )


def _show(ctx: Context, chat_id: str, user_id: str, *, led: bool) -> Member:
    member = find_member(ctx.connection, chat_id, user_id)
    assert member is not None, "the row has just been written"  # noqa: S101  # a defect, not input
    membership: Membership = find_membership(ctx.connection, chat_id, user_id)
    # The membership comes first: other features add rows of the account to a chat that their devices then know.
    ctx.changed(account_scope(user_id), membership)
    chat = find_chat(ctx.connection, chat_id)
    ctx.changed(chat_scope(chat_id), chat)
    if chat.kind is ChatKind.CHANNEL and not led:
        # The others in a channel do not learn who reads it; a newcomer's own devices read the row as they begin.
        ctx.note(member)
    else:
        ctx.changed(chat_scope(chat_id), member)
    return member


def chat_exists(ctx: Context, chat_id: str) -> bool:
    """Tell whether the id names a chat, deleted ones included."""
    return ctx.connection.execute(select(chats.c.id).where(chats.c.id == chat_id)).first() is not None


def find_general(ctx: Context) -> str | None:
    """Find the general chat."""
    found: str | None = ctx.connection.execute(select(server.c.general_chat_id)).scalar()
    return found


def set_general(ctx: Context, chat_id: str) -> None:
    """Make a chat the general one."""
    ctx.connection.execute(update(server).values(general_chat_id=chat_id))
