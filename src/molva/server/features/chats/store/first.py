"""First rows of many chats at once, with a few statements for all: what a device gets that knows nothing yet."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, true

from molva.protocol.rows import SYNCED_MEMBERS, Chat, ChatKind, Mark, Member
from molva.server.features.chats.store.access import SECRET, Place
from molva.server.features.chats.store.rows import leads, marks, read_chat, read_mark, read_member, select_members
from molva.server.features.chats.tables import chats, members
from molva.server.kernel.feature import Page


def find_chats(connection: Connection, chat_ids: Collection[str]) -> dict[str, Chat]:
    """Read the rows of chats that exist."""
    found = connection.execute(select(chats).where(chats.c.id.in_(chat_ids)))
    return {row.id: read_chat(row) for row in found}


def find_listed(connection: Connection, user_id: str, places: Collection[Place]) -> dict[str, list[Member]]:
    """Read the members that stand with a chat in the list of chats: everybody, where there are few of them and no
    secret is made of them, or else the user alone.
    """
    whole, alone = list[str](), list[str]()
    for each in places:
        small = each.kind not in SECRET and each.member_count <= SYNCED_MEMBERS
        (whole if small else alone).append(each.chat_id)
    mine = members.c.user_id == user_id
    return _find_members(connection, whole, true()) | _find_members(connection, alone, mine)


def first_chats(connection: Connection, user_id: str, from_seqs: Mapping[str, int]) -> dict[str, Page]:
    """Query of the row kind Chat, as `chats_after` 0."""
    found = find_chats(connection, from_seqs)
    return {chat_id: Page([chat]) for chat_id, chat in found.items() if chat.rev > 0}


def first_members(connection: Connection, user_id: str, from_seqs: Mapping[str, int]) -> dict[str, Page]:
    """Query of the row kind Member, as `members_after` 0."""
    kinds = connection.execute(select(chats.c.id, chats.c.kind, chats.c.member_count).where(chats.c.id.in_(from_seqs)))
    whole, large, channels, threads = list[str](), list[str](), list[str](), list[str]()
    for chat_id, kind, count in kinds:
        if kind in SECRET:
            (threads if kind == ChatKind.THREAD else channels).append(chat_id)
        else:
            (whole if count <= SYNCED_MEMBERS else large).append(chat_id)
    mine, told = members.c.user_id == user_id, members.c.rev > 0
    known = or_(mine, leads, members.c.commented)
    found = _find_members(connection, whole, told) | _find_members(connection, large, mine & told)
    found |= _find_members(connection, channels, known & told) | _find_newest(connection, threads, known & told)
    return {chat_id: Page(rows) for chat_id, rows in found.items()}


def first_marks(connection: Connection, user_id: str, from_seqs: Mapping[str, int]) -> dict[str, Page]:
    """Query of the row kind Mark, as `marks_after` 0."""
    told = marks.where(members.c.chat_id.in_(from_seqs), members.c.mark_rev > 0)
    found: dict[str, list[Mark]] = defaultdict(list)
    for row in connection.execute(told.order_by(members.c.mark_rev, members.c.user_id)):
        found[row.chat_id].append(read_mark(row))
    return {chat_id: Page(rows) for chat_id, rows in found.items()}


def _find_members(
    connection: Connection, chat_ids: Collection[str], wanted: ColumnElement[bool]
) -> dict[str, list[Member]]:
    here = select_members().where(members.c.chat_id.in_(chat_ids), wanted)
    return _read_members(connection, here.order_by(members.c.user_id)) if chat_ids else {}


def _find_newest(
    connection: Connection, chat_ids: Collection[str], wanted: ColumnElement[bool]
) -> dict[str, list[Member]]:
    newest_first = members.c.rev.desc(), members.c.user_id
    place = func.row_number().over(partition_by=members.c.chat_id, order_by=newest_first).label("place")
    here = select_members().add_columns(place).where(members.c.chat_id.in_(chat_ids), wanted).subquery()
    newest = select(here).where(here.c.place <= SYNCED_MEMBERS).order_by(here.c.place)
    return _read_members(connection, newest) if chat_ids else {}


def _read_members(connection: Connection, query: Select[Any]) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.chat_id].append(read_member(row))
    return found
