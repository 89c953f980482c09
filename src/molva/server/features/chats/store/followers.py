"""Threads and who follows them: their rows are written as a chat's are, and told to fewer.

Whoever has a thread open is a member of it who sees its root: what closes the root closes the thread in the same
transaction.
"""

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from molva.protocol.ids import new_id
from molva.protocol.rows import ChatKind, ChatRole, Member, Membership, Root, account_scope, chat_scope
from molva.server.features.chats.store.access import visible
from molva.server.features.chats.store.changes import insert_chat, update_chat
from molva.server.features.chats.store.rows import find_member, find_membership
from molva.server.features.chats.tables import chats, members
from molva.server.kernel.context import Context
from molva.server.storage.jobs import put_job
from molva.server.storage.transaction import Transaction

CALLED: Final = "follow_called"
"""The kind of job that tells other features of somebody who was called into a thread; its subject is `CHAT:USER`."""


def find_roots(connection: Connection, chat_ids: Collection[str]) -> dict[str, Root]:
    """Find which of the chats are threads that are there, and what each is about."""
    found = connection.execute(_roots, {"ids": list(chat_ids)})
    return {chat_id: Root(chat_id=parent_id, seq=seq) for chat_id, parent_id, seq in found}


_roots = select(chats.c.id, chats.c.parent_id, chats.c.root_seq).where(
    chats.c.id.in_(bindparam("ids", expanding=True)), chats.c.parent_id.is_not(None), chats.c.deleted.is_(False)
)


def find_thread(connection: Connection, root: Root) -> str | None:
    """Find the thread about a message."""
    named = chats.c.parent_id == root.chat_id, chats.c.root_seq == root.seq, chats.c.deleted.is_(False)
    found: str | None = connection.execute(select(chats.c.id).where(*named)).scalar()
    return found


def list_threads(connection: Connection, chat_id: str) -> list[str]:
    """List the threads about a chat's messages."""
    inside = chats.c.parent_id == chat_id, chats.c.deleted.is_(False)
    return sorted(connection.execute(select(chats.c.id).where(*inside)).scalars())


def list_open(connection: Connection, user_id: str, chat_id: str, before: int | None = None) -> list[str]:
    """List the threads about a chat's messages that a person has open, or those about messages before one."""
    query = (
        select(chats.c.id)
        .join_from(chats, members, members.c.chat_id == chats.c.id)
        .where(chats.c.parent_id == chat_id, members.c.user_id == user_id, members.c.left_at.is_(None))
    )
    return sorted(connection.execute(query if before is None else query.where(chats.c.root_seq < before)).scalars())


def list_unfollowed(connection: Connection, user_id: str) -> list[str]:
    """List the threads that a person has open and does not follow, the last opened first."""
    query = (
        select(members.c.chat_id)
        .where(members.c.user_id == user_id, members.c.left_at.is_(None), members.c.following.is_(False))
        .order_by(members.c.joined_at.desc(), members.c.chat_id.desc())
    )
    return list(connection.execute(query).scalars())


class LastWritten(NamedTuple):
    """A thread and when it was last written in, by which threads are ordered."""

    active_at: int
    chat_id: str


def page_followed(connection: Connection, user_id: str, *, before: LastWritten | None, limit: int) -> list[LastWritten]:
    """List a page of the threads that a person follows and that have comments, the latest written first."""
    query = (
        select(chats.c.active_at, chats.c.id)
        .join_from(chats, members, members.c.chat_id == chats.c.id)
        .where(
            members.c.user_id == user_id,
            members.c.left_at.is_(None),
            members.c.following,
            chats.c.kind == ChatKind.THREAD.value,
            chats.c.last_seq > 0,
        )
        .order_by(chats.c.active_at.desc(), chats.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        at = chats.c.active_at
        query = query.where(or_(at < before.active_at, (at == before.active_at) & (chats.c.id < before.chat_id)))
    return [LastWritten(active_at, chat_id) for active_at, chat_id in connection.execute(query)]


def find_standing(connection: Connection, chat_id: str, user_id: str) -> tuple[int, bool]:
    """Read when a thread was last written in, ms since the epoch, and whether a person who has it open follows it."""
    query = select(chats.c.active_at, members.c.following).join_from(members, chats, chats.c.id == members.c.chat_id)
    found = connection.execute(query.where(members.c.chat_id == chat_id, members.c.user_id == user_id)).one()
    return found.active_at, found.following


def insert_thread(ctx: Context, root: Root) -> str:
    """Write a thread that nobody has opened yet; the root's chat is locked."""
    chat_id = new_id(ctx.now)
    insert_chat(ctx, chat_id, ChatKind.THREAD, parent_id=root.chat_id, root_seq=root.seq)
    update_chat(ctx, chat_id)
    return chat_id


def open_to(tx: Transaction, chat_id: str, user_id: str, *, following: bool, read_seq: int) -> Member:
    """Let a person who sees the root into its thread, for the first time or again; the others are not told.

    Args:
        read_seq: what stands up to here is not new to them.
    """
    rev, account_rev = tx.advance(chat_scope(chat_id)), tx.advance(account_scope(user_id))
    named = members.c.chat_id == chat_id, members.c.user_id == user_id
    cleared_seq = tx.connection.execute(select(members.c.cleared_seq).where(*named)).scalar()
    values = {
        "role": ChatRole.MEMBER.value,
        "from_seq": (cleared_seq or 0) + 1,
        "joined_at": tx.now,
        "left_at": None,
        "read_seq": read_seq,
        "shown_read_seq": read_seq,
        "delivered_seq": read_seq,
        "rev": rev,
        "account_rev": account_rev,
        "following": following,
    }
    if cleared_seq is None:
        first = {"chat_id": chat_id, "user_id": user_id, "mark_rev": 0, "commented": False}
        tx.connection.execute(insert(members).values(**first, **values))
    else:
        tx.connection.execute(update(members).where(*named).values(**values))
    _tell_place(tx, chat_id, user_id)
    return _tell_person(tx, chat_id, user_id)


def touch(tx: Transaction, chat_id: str, user_id: str) -> None:
    """Note that a person opens a thread again that is open to them; nobody has to know."""
    named = members.c.chat_id == chat_id, members.c.user_id == user_id
    tx.connection.execute(update(members).where(*named).values(joined_at=tx.now))


def follow(tx: Transaction, chat_id: str, user_id: str, *, following: bool) -> Membership:
    """Let a person who has a thread open follow it, or not any more; the same again changes nothing."""
    before = find_membership(tx.connection, chat_id, user_id)
    if before.following == following:
        return before
    named = members.c.chat_id == chat_id, members.c.user_id == user_id
    account_rev = tx.advance(account_scope(user_id))
    tx.connection.execute(update(members).where(*named).values(following=following, account_rev=account_rev))
    return _tell_place(tx, chat_id, user_id)


def close_to(ctx: Context, chat_id: str, user_id: str) -> None:
    """Close a thread to a person; both rows stay as tombstones."""
    rev, account_rev = ctx.tx.advance(chat_scope(chat_id)), ctx.tx.advance(account_scope(user_id))
    named = members.c.chat_id == chat_id, members.c.user_id == user_id
    gone = {"left_at": ctx.now, "rev": rev, "account_rev": account_rev}
    ctx.connection.execute(update(members).where(*named).values(gone))
    ctx.connection.execute(update(chats).where(chats.c.id == chat_id).values(members_rev=rev))
    _tell_place(ctx.tx, chat_id, user_id)
    ctx.note(_tell_person(ctx.tx, chat_id, user_id))


def note_first_comment(tx: Transaction, chat_id: str, user_id: str) -> None:
    """Let a thread's followers know who has commented there for the first time, and the person follow it."""
    rev = tx.advance(chat_scope(chat_id))
    named = members.c.chat_id == chat_id, members.c.user_id == user_id
    tx.connection.execute(update(members).where(*named).values(commented=True, rev=rev))
    _tell_person(tx, chat_id, user_id)
    follow(tx, chat_id, user_id, following=True)


def call_into(tx: Transaction, chat_id: str, root: Root, user_ids: Iterable[str], seq: int) -> None:
    """Let people follow a thread whom a comment there means, as far as they see the root."""
    for user_id in user_ids:
        if visible(tx.connection, user_id, root.chat_id, root.seq) is None:
            continue
        if visible(tx.connection, user_id, chat_id) is None:
            open_to(tx, chat_id, user_id, following=True, read_seq=seq - 1)
            # Sending has no word for other features: what waits for the person there comes a moment later.
            put_job(tx.connection, CALLED, f"{chat_id}:{user_id}", tx.now)
        else:
            follow(tx, chat_id, user_id, following=True)


def _tell_place(tx: Transaction, chat_id: str, user_id: str) -> Membership:
    membership = find_membership(tx.connection, chat_id, user_id)
    tx.changes[account_scope(user_id)].rows.append(membership)
    return membership


def _tell_person(tx: Transaction, chat_id: str, user_id: str) -> Member:
    """Tell those who have a thread open of a person, if they may know."""
    member = find_member(tx.connection, chat_id, user_id)
    assert member is not None, "the row has just been written"  # noqa: S101  # a defect, not input
    commented = select(members.c.commented).where(members.c.chat_id == chat_id, members.c.user_id == user_id)
    if tx.connection.execute(commented).scalar_one():
        tx.changes[chat_scope(chat_id)].rows.append(member)
    return member
