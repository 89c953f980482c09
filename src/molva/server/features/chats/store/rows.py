"""From table rows to the rows that replicas hold: chats, members, memberships; and the scopes they belong to."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, or_, select

from molva.protocol.rows import (
    MARKED_CHAT_MEMBERS,
    SYNCED_MEMBERS,
    Chat,
    ChatKind,
    ChatRole,
    Mark,
    Member,
    Membership,
    Root,
)
from molva.server.features.accounts.tables import users
from molva.server.features.chats.store.access import SECRET, find_places
from molva.server.features.chats.store.finding import has_words
from molva.server.features.chats.tables import chats, members
from molva.server.kernel.feature import Followed, Page, Reader
from molva.server.storage.columns import IdType
from molva.server.storage.prepared import Prepared, read_id

leads = members.c.role != ChatRole.MEMBER.value


def find_chat(connection: Connection, chat_id: str) -> Chat:
    """Read the row of a chat that exists."""
    return read_chat(connection.execute(select(chats).where(chats.c.id == chat_id)).one())


def find_member(connection: Connection, chat_id: str, user_id: str) -> Member | None:
    """Read the row of a present or former member."""
    found = list_members(connection, chat_id, select_members().where(members.c.user_id == user_id))
    return found[0] if found else None


def select_members() -> Select[Any]:
    """Begin a query for `list_members`."""
    return select(
        members.c.chat_id,
        members.c.user_id,
        members.c.rev,
        users.c.username,
        users.c.name,
        members.c.role,
        members.c.joined_at,
        members.c.left_at,
    ).join_from(members, users, users.c.id == members.c.user_id)


def list_members(connection: Connection, chat_id: str, query: Select[Any] | None = None) -> list[Member]:
    """Read members of a chat, by default everybody who is or was in it."""
    query = select_members() if query is None else query
    found = connection.execute(query.where(members.c.chat_id == chat_id).order_by(members.c.user_id))
    return [read_member(row) for row in found]


def chat_members(connection: Connection, chat_id: str, user_ids: Collection[str] | None) -> list[Member]:
    """Read the named people of a chat, former members included; None names everybody."""
    query = select_members()
    return list_members(
        connection, chat_id, query if user_ids is None else query.where(members.c.user_id.in_(user_ids))
    )


def channel_members(connection: Connection, chat_id: str, user_ids: Collection[str], asking: str) -> list[Member]:
    """Read those of the named people whom a channel's reader may know: who leads it, and the reader."""
    query = select_members().where(
        members.c.user_id.in_(user_ids), or_(members.c.user_id == asking, leads, members.c.commented)
    )
    return list_members(connection, chat_id, query)


def page_members(
    connection: Connection, chat_id: str, words: Sequence[str] | None, *, after: str | None, limit: int
) -> list[Member]:
    """Read a page of those who are in a chat now, in the order of their ids.

    Args:
        words: what they are found by, folded; None finds everybody.
    """
    query = select_members().where(members.c.left_at.is_(None)).limit(limit)
    if words is not None:
        query = query.where(has_words(words))
    return list_members(connection, chat_id, query if after is None else query.where(members.c.user_id > after))


def find_membership(connection: Connection, chat_id: str, user_id: str) -> Membership:
    """Read the row that tells a user of their own place in a chat."""
    found = connection.execute(_memberships.where(members.c.chat_id == chat_id, members.c.user_id == user_id)).one()
    return _membership(found)


def ended_memberships(connection: Connection, chat_id: str, rev: int) -> dict[str, Membership]:
    """Read the memberships that ended with a revision of the chat, by their users."""
    ended = members.c.chat_id == chat_id, members.c.rev == rev, members.c.left_at.is_not(None)
    found = connection.execute(_memberships.add_columns(members.c.user_id).where(*ended).order_by(members.c.user_id))
    return {user_id: _membership(row) for *row, user_id in found}


def chats_after(connection: Connection, reader: Reader, chat_id: str, rev: int) -> Page:
    """Query of the row kind Chat."""
    found = connection.execute(select(chats).where(chats.c.id == chat_id, chats.c.row_rev > rev))
    return Page([read_chat(row) for row in found])


def members_after(connection: Connection, reader: Reader, chat_id: str, rev: int) -> Page:
    """Query of the row kind Member; in a large chat only the reader, the others are asked for as needed.

    In a channel those who lead it, too: everybody knows them. Whoever knew them learns, too, that they do not any more.
    In a thread those who commented there last.
    """
    kind, count = connection.execute(select(chats.c.kind, chats.c.member_count).where(chats.c.id == chat_id)).one()
    query = select_members().where(members.c.rev > rev)
    if kind in SECRET:
        known = or_(members.c.led if rev else leads, members.c.commented)
        query = query.where(or_(members.c.user_id == reader.user_id, known) if reader.alone else known)
        if kind == ChatKind.THREAD:
            query = query.order_by(members.c.rev.desc()).limit(SYNCED_MEMBERS)
    elif count > SYNCED_MEMBERS:
        # A device that knew somebody whose account was deleted must not keep the name.
        mine = members.c.user_id == reader.user_id
        query = query.where(or_(mine, users.c.username == "") if rev else mine)
    return Page(list_members(connection, chat_id, query))


def memberships_after(connection: Connection, reader: Reader, user_id: str, rev: int) -> Page:
    """Query of the row kind Membership."""
    newer = _memberships.where(members.c.user_id == user_id, members.c.account_rev > rev)
    found = connection.execute(newer.order_by(members.c.account_rev, members.c.chat_id))
    return Page([_membership(row) for row in found])


def marks_after(connection: Connection, reader: Reader, chat_id: str, rev: int) -> Page:
    """Query of the row kind Mark; those of former members stay, as every row does: `Member.left` tells."""
    newer = members.c.chat_id == chat_id, members.c.mark_rev > rev
    found = connection.execute(marks.where(*newer).order_by(members.c.mark_rev, members.c.user_id))
    return Page([read_mark(row) for row in found])


def chat_readers(connection: Connection, user_id: str, chat_ids: Collection[str]) -> list[Followed]:
    """Open chats' scopes to their members."""
    places = find_places(connection, user_id, chat_ids).values()
    return [Followed(f"chat:{place.chat_id}", place.rev, Reader(user_id, place.from_seq)) for place in places]


def marks_readers(connection: Connection, user_id: str, chat_ids: Collection[str]) -> list[Followed]:
    """Open chats' marks to their members."""
    return [
        Followed(f"marks:{place.chat_id}", place.marks_rev, Reader(user_id, place.from_seq))
        for place in find_places(connection, user_id, chat_ids).values()
        if has_marks(place.kind, place.member_count)
    ]


def has_marks(kind: str, member_count: int) -> bool:
    """Tell whether a chat's members see how far the others have read."""
    return kind not in SECRET and member_count <= MARKED_CHAT_MEMBERS


def followed_chats(connection: Connection, user_id: str) -> list[Followed]:
    """List the chat scopes of a user, the latest active first."""
    return [
        Followed(f"chat:{chat_id}", rev, Reader(user_id, from_seq))
        for chat_id, rev, _, from_seq, *_ in _followed(connection, user_id)
    ]


def listed_chats(connection: Connection, user_id: str) -> list[str]:
    """List the chats of a user that stand in the list of chats, the latest active first."""
    return [chat_id for chat_id, *_, kind in _followed(connection, user_id) if kind != ChatKind.THREAD]


def followed_marks(connection: Connection, user_id: str) -> list[Followed]:
    """List the marks scopes of a user, the latest active chat first; channels and large chats have none."""
    return [
        Followed(f"marks:{chat_id}", marks_rev, Reader(user_id, from_seq))
        for chat_id, _, marks_rev, from_seq, count, kind in _followed(connection, user_id)
        if has_marks(kind, count)
    ]


_followed_chats = Prepared(
    select(chats.c.id, chats.c.rev, chats.c.marks_rev, members.c.from_seq, chats.c.member_count, chats.c.kind)
    .join_from(members, chats, chats.c.id == members.c.chat_id)
    .where(
        members.c.user_id == bindparam("user_id", type_=IdType),
        members.c.left_at.is_(None),
        chats.c.deleted.is_(False),
    )
    .order_by(chats.c.active_at.desc(), chats.c.id.desc()),
    "user_id",
)


_memberships = select(
    members.c.chat_id,
    members.c.account_rev,
    members.c.from_seq,
    members.c.read_seq,
    members.c.following,
    members.c.left_at,
)


marks = select(
    members.c.chat_id, members.c.user_id, members.c.mark_rev, members.c.shown_read_seq, members.c.delivered_seq
)


def _followed(connection: Connection, user_id: str) -> list[tuple[Any, ...]]:
    found = _followed_chats.all(connection, user_id)
    return [(read_id(connection, chat_id), *numbers) for chat_id, *numbers in found]


def _membership(row: Sequence[Any]) -> Membership:
    chat_id, rev, from_seq, read_seq, following, left_at = row
    return Membership(
        chat_id=chat_id,
        rev=rev,
        from_seq=from_seq,
        read_seq=read_seq,
        following=following,
        left=left_at is not None,
    )


def read_mark(row: Sequence[Any]) -> Mark:
    """Turn a row of `marks` into the protocol's."""
    chat_id, user_id, rev, read_seq, delivered_seq = row
    return Mark(chat_id=chat_id, user_id=user_id, rev=rev, read_seq=read_seq, delivered_seq=delivered_seq)


def read_member(row: Sequence[Any]) -> Member:
    """Turn a row of `select_members` into the protocol's."""
    chat_id, user_id, rev, username, name, role, joined_at, left_at, *_ = row
    return Member(
        chat_id=chat_id,
        user_id=user_id,
        rev=rev,
        username=username,
        name=name,
        role=ChatRole(role),
        joined_at=joined_at,
        left=left_at is not None,
    )


def read_chat(row: Row[*tuple[Any, ...]]) -> Chat:
    """Turn a whole row of the table into the protocol's."""
    return Chat(
        id=row.id,
        rev=row.row_rev,
        kind=ChatKind(row.kind),
        name=row.name,
        description=row.description,
        general=row.general,
        history_shared=row.history_shared,
        member_count=row.member_count,
        created_at=row.created_at,
        lifetime_s=row.lifetime_s,
        who_writes=ChatRole(row.who_writes),
        who_adds=ChatRole(row.who_adds),
        who_pins=ChatRole(row.who_pins),
        who_changes=ChatRole(row.who_changes),
        who_comments=ChatRole(row.who_comments),
        slow_s=row.slow_s,
        hourly=row.hourly,
        address=row.address,
        approval=row.approval,
        root=None if row.parent_id is None else Root(chat_id=row.parent_id, seq=row.root_seq),
        deleted=row.deleted,
    )
