"""The data file: people, chats and messages as JSON, in the form that my_messenger's `create_json` writes."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import BinaryIO, Final
from uuid import NAMESPACE_URL, uuid5

import msgspec
from msgspec import Struct

from molva.cli.populate.world import Room, World

DIRECT: Final = 0
GROUP: Final = 1


class UserRow(Struct):
    """Somebody who can sign in."""

    email: str
    name: str
    password: str
    id: str


class ChatRow(Struct):
    """A chat, direct or of a group."""

    name: str
    id: str
    type: int


class MemberRow(Struct):
    """Who is in which chat."""

    user_id: str
    chat_id: str


class GroupRow(Struct):
    """Who has made the chat of a group."""

    name: str
    id: str
    creator_id: str
    chat_id: str


class UserGroupRow(Struct):
    """Who is in which group."""

    user_id: str
    group_id: str


class MessageRow(Struct):
    """What somebody said, and whether everybody in the chat has read it."""

    id: str
    sender_id: str
    chat_id: str
    timestamp: str
    text: str
    seen: bool = False


class SeenRow(Struct):
    """Who has read which message, and what stands before it."""

    message_id: str
    user_id: str


class DataFile(Struct):
    """The whole file."""

    users: list[UserRow]
    chats: list[ChatRow]
    chat_members: list[MemberRow]
    groups: list[GroupRow] = []
    user_group: list[UserGroupRow] = []
    messages: list[MessageRow] = []
    message_seen_status: list[SeenRow] = []


def write_world(world: World, file: BinaryIO) -> Iterable[None]:
    """Write a world, a row a line; yields after each message, and is done when it ends."""
    seen: list[SeenRow] = []
    groups = [room for room in world.rooms if not room.direct]
    file.write(b"{\n")
    _write(file, "users", (UserRow(each.email, each.name, each.password, each.id) for each in world.people))
    chats = (ChatRow(each.name, each.id, DIRECT if each.direct else GROUP) for each in world.rooms)
    _write(file, "chats", chats)
    _write(file, "chat_members", (MemberRow(user_id, each.id) for each in world.rooms for user_id in each.members))
    _write(file, "groups", (GroupRow(each.name, _group_id(each), each.members[0], each.id) for each in groups))
    members = (UserGroupRow(user_id, _group_id(each)) for each in groups for user_id in each.members)
    _write(file, "user_group", members)
    file.write(b'"messages": [')
    comma = b"\n"
    for room in world.rooms:
        for row in _messages(room, seen):
            file.write(comma + msgspec.json.encode(row))
            comma = b",\n"
            yield
    file.write(b"\n],\n")
    _write(file, "message_seen_status", seen, last=True)
    file.write(b"}\n")


def _messages(room: Room, seen: list[SeenRow]) -> Iterable[MessageRow]:
    """Tell a chat's messages, and note the last one that each has read of those that not everybody has."""
    by_all = room.count - max(room.unread.values(), default=0)
    last_of: dict[int, list[str]] = {}
    for user_id in room.members:
        last = room.count - room.unread.get(user_id, 0)
        if last > by_all:
            last_of.setdefault(last, []).append(user_id)
    for place, said in enumerate(room.messages(), 1):
        seen += [SeenRow(said.id, user_id) for user_id in last_of.get(place, ())]
        moment = str(datetime.fromtimestamp(said.sent_at / 1000, UTC))
        yield MessageRow(said.id, said.sender_id, room.id, moment, said.text, place <= by_all)


def _group_id(room: Room) -> str:
    # Here a group and its chat are one; the form has an id for each.
    return str(uuid5(NAMESPACE_URL, f"molva:group:{room.id}"))


def _write(file: BinaryIO, name: str, rows: Iterable[Struct], *, last: bool = False) -> None:
    file.write(f'"{name}": ['.encode())
    comma = b"\n"
    for row in rows:
        file.write(comma + msgspec.json.encode(row))
        comma = b",\n"
    file.write(b"\n]\n" if last else b"\n],\n")
