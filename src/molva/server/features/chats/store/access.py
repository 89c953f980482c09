"""The one door to what is written in a chat: every reader asks `visible`, every writer `require_member`."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select

from molva.protocol.errors import ChatNotFound, NotAGroup, RightsMissing
from molva.protocol.rows import ChatKind, ChatRole, Root
from molva.server.features.chats.tables import chats, members
from molva.server.features.contacts import require_unblocked

RANK = {ChatRole.MEMBER: 1, ChatRole.ADMIN: 2, ChatRole.OWNER: 3}

RANKED: Final = (ChatKind.GROUP, ChatKind.CHANNEL)
"""Chats in which people have roles."""

SECRET: Final = (ChatKind.CHANNEL, ChatKind.THREAD)
"""Chats whose readers are not told to everybody in them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A member's place in a chat at this moment."""

    user_id: str
    chat_id: str
    kind: ChatKind
    general: bool
    role: ChatRole
    who_writes: ChatRole
    who_adds: ChatRole
    who_pins: ChatRole
    who_changes: ChatRole
    who_comments: ChatRole
    from_seq: int
    last_seq: int
    read_seq: int
    delivered_seq: int
    member_count: int
    rev: int
    marks_rev: int
    root: Root | None = None
    """In a thread: what it is about; roles and rights are those of the chat that the root is in."""
    channel: bool = False
    """It is a channel, or a thread in one: who else reads here is told to nobody but the owner and the admins."""

    def sees(self, seq: int) -> bool:
        """Tell whether the message with this number is the member's to see."""
        return self.from_seq <= seq <= self.last_seq

    @property
    def ranked(self) -> bool:
        """Tell whether the chat gives people roles: a group or a channel."""
        return self.kind in RANKED

    @property
    def led(self) -> bool:
        """Tell whether roles mean something here: in groups, channels and the threads in them."""
        return self.ranked or self.root is not None

    @property
    def sees_members(self) -> bool:
        """Tell whether the member may know who else is in the chat."""
        return not self.channel or self.role is not ChatRole.MEMBER

    def require_writer(self) -> None:
        """Refuse whoever only reads here.

        Raises:
            RightsMissing: the chat is written by higher roles.
        """
        if RANK[self.role] < RANK[self.who_writes]:
            raise RightsMissing

    def require_role(self, least: ChatRole) -> None:
        """Refuse who ranks lower.

        Raises:
            NotAGroup: neither direct chats and saved messages nor threads are managed.
            RightsMissing: the member's role is lower.
        """
        if not self.ranked:
            raise NotAGroup
        if RANK[self.role] < RANK[least]:
            raise RightsMissing


_place = select(
    members.c.chat_id,
    chats.c.kind,
    chats.c.general,
    members.c.role,
    chats.c.who_writes,
    chats.c.who_adds,
    chats.c.who_pins,
    chats.c.who_changes,
    chats.c.who_comments,
    members.c.from_seq,
    chats.c.last_seq,
    members.c.read_seq,
    members.c.delivered_seq,
    chats.c.member_count,
    chats.c.rev,
    chats.c.marks_rev,
    chats.c.parent_id,
    chats.c.root_seq,
).join_from(members, chats, chats.c.id == members.c.chat_id)
_present = members.c.left_at.is_(None), chats.c.deleted.is_(False)
_named = members.c.chat_id == bindparam("chat_id"), members.c.user_id == bindparam("user_id")
# Every command asks this: to put the statement together each time costs several times what it takes to run it.
_one_place = _place.where(*_named, *_present)


def visible(connection: Connection, user_id: str, chat_id: str, seq: int | None = None) -> Place | None:
    """Find the user's place in a chat; None for whoever is not a member now, or may not see this message.

    A thread is seen by those who have opened it, as long as they see its root.
    """
    found = connection.execute(_one_place, {"chat_id": chat_id, "user_id": user_id}).first()
    if found is None:
        return None
    place = _read_place(user_id, found)
    if seq is not None and not place.sees(seq):
        return None
    return place if place.root is None else _in_thread(place, visible(connection, user_id, place.root.chat_id))


def find_places(connection: Connection, user_id: str, chat_ids: Collection[str]) -> dict[str, Place]:
    """Find the user's places in many chats, as `visible` does for one; where it finds none there is none."""
    named = _place.where(members.c.chat_id.in_(chat_ids), members.c.user_id == user_id, *_present)
    places = [_read_place(user_id, found) for found in connection.execute(named)]
    roots = {place.root.chat_id for place in places if place.root is not None}
    above = find_places(connection, user_id, roots) if roots else {}
    seen = [place if place.root is None else _in_thread(place, above.get(place.root.chat_id)) for place in places]
    return {place.chat_id: place for place in seen if place is not None}


def _read_place(user_id: str, found: Row[*tuple[Any, ...]]) -> Place:
    chat_id, kind, general, role, writes, adds, pins, changes, comments, *numbers, parent_id, root_seq = found
    rights = ChatRole(writes), ChatRole(adds), ChatRole(pins), ChatRole(changes), ChatRole(comments)
    place = Place(user_id, chat_id, ChatKind(kind), general, ChatRole(role), *rights, *numbers)
    if parent_id is not None:
        return replace(place, root=Root(chat_id=parent_id, seq=root_seq))
    return replace(place, channel=True) if place.kind is ChatKind.CHANNEL else place


def _in_thread(place: Place, above: Place | None) -> Place | None:
    if place.root is None or above is None or not above.sees(place.root.seq):
        return None
    return replace(place, role=above.role, who_writes=above.who_comments, channel=above.channel)


def everybody_sees(connection: Connection, chat_id: str, seq: int) -> bool:
    """Tell whether a message is every present member's to see."""
    kept_from = members.c.chat_id == chat_id, members.c.left_at.is_(None), members.c.from_seq > seq
    return connection.execute(select(members.c.user_id).where(*kept_from).limit(1)).first() is None


def first_seen(connection: Connection, chat_id: str) -> int:
    """Find the first message that any present member may see."""
    present = members.c.chat_id == chat_id, members.c.left_at.is_(None)
    seq: int = connection.execute(select(func.min(members.c.from_seq)).where(*present)).scalar_one()
    return seq


def require_member(connection: Connection, user_id: str, chat_id: str) -> Place:
    """Find the user's place in a chat.

    Raises:
        ChatNotFound: no such chat, or one that the user is not in; the two are not told apart.
    """
    place = visible(connection, user_id, chat_id)
    if place is None:
        raise ChatNotFound
    return place


def require_open(connection: Connection, place: Place) -> None:
    """Let a member say something in a chat, unless it is a direct one and one of the two has blocked the other.

    Raises:
        PersonBlocked: the member has.
        WritingNotAccepted: the other has.
    """
    if place.kind is ChatKind.DIRECT:
        other = connection.execute(_other, {"chat_id": place.chat_id, "user_id": place.user_id})
        require_unblocked(connection, place.user_id, other.scalar_one())


_other = select(members.c.user_id).where(
    members.c.chat_id == bindparam("chat_id"), members.c.user_id != bindparam("user_id")
)
