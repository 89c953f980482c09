"""Large chats and people with many chats, written past the commands: a password for each would take far too long."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, update

from molva.protocol.ids import new_id
from molva.server.features.accounts.tables import users
from molva.server.features.chats.tables import chats, members
from molva.server.features.messages.tables import messages

FIRST_MS = 1_700_000_000_000
"""When all of it happened."""


def write_people(connection: Connection, count: int) -> list[str]:
    """Write people who cannot sign in, called `crowd0`, `crowd1` …; their ids."""
    ids = [new_id(FIRST_MS + number) for number in range(count)]
    rows = [
        {
            "id": user_id,
            "username": f"crowd{number}",
            "username_key": f"crowd{number}",
            "name": f"Person {number}",
            "name_key": f"person {number}",
            "password_hash": "",
            "role": "member",
            "created_at": FIRST_MS,
            "rev": 2,
            "profile_rev": 1,
        }
        for number, user_id in enumerate(ids)
    ]
    connection.execute(insert(users), rows)
    return ids


def write_group(connection: Connection, name: str, owner_id: str, user_ids: Sequence[str], texts: Sequence[str]) -> str:
    """Write a group of its owner and others, in which the owner has said something; its id."""
    return write_groups(connection, [name], owner_id, user_ids, texts)[0]


def write_groups(
    connection: Connection, names: Sequence[str], owner_id: str, user_ids: Sequence[str], texts: Sequence[str]
) -> list[str]:
    """Write groups of the same people with the same texts; their ids."""
    ids = [new_id(FIRST_MS + number) for number in range(len(names))]
    count, rev = len(user_ids) + 1, len(texts) + 1
    zeros = {"expiry_at": None, "direct_key": None, "description": "", "general": False, "deleted": False}
    chat: dict[str, Any] = {
        **zeros,
        "kind": "group",
        "history_shared": True,
        "member_count": count,
        "created_at": FIRST_MS,
        "last_seq": len(texts),
        "rev": rev,
        "marks_rev": 1,
        "members_rev": 1,
        "row_rev": 1,
    }
    rows = zip(ids, names, strict=True)
    made = [{**chat, "id": chat_id, "name": name, "active_at": FIRST_MS + n} for n, (chat_id, name) in enumerate(rows)]
    connection.execute(insert(chats), made)
    read = {"read_seq": len(texts), "shown_read_seq": len(texts), "delivered_seq": len(texts), "left_at": None}
    member: dict[str, Any] = {**read, "from_seq": 1, "joined_at": FIRST_MS, "rev": 1, "mark_rev": 0, "account_rev": 2}
    roles = [(owner_id, "owner", True), *((user_id, "member", False) for user_id in user_ids)]
    for chat_id in ids:
        people = [{**member, "chat_id": chat_id, "user_id": who, "role": role, "led": led} for who, role, led in roles]
        connection.execute(insert(members), people)
    said = [
        {
            "chat_id": chat_id,
            "seq": seq,
            "id": new_id(FIRST_MS + seq),
            "sender_id": owner_id,
            "sent_at": FIRST_MS + seq,
            "deleted": False,
            "text": text,
            "rev": seq + 1,
        }
        for chat_id in ids
        for seq, text in enumerate(texts, 1)
    ]
    connection.execute(insert(messages), said)
    # Whoever is in them knows of them by a change of the own account.
    connection.execute(update(users).where(users.c.id.in_([owner_id, *user_ids][:500])).values(rev=users.c.rev + 1))
    return ids
