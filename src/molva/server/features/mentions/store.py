"""What mentions read from and write to the tables."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final, TypeVar

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, tuple_

from molva.protocol.rows import ChatRole, Mentions, Message
from molva.server.features.accounts.tables import users
from molva.server.features.chats import RANKED, Place, find_roots
from molva.server.features.chats.tables import chats, members
from molva.server.features.mentions.tables import mentions
from molva.server.storage.prepared import Prepared, PreparedIn, read_id

EVERYBODY: Final = "00000000-0000-0000-0000-000000000000"
"""Stands for everybody; no user has this id."""

AT_ONCE: Final = 500
"""Values in one statement; SQLite takes 32,766."""

V = TypeVar("V", str, tuple[str, str])


_named = PreparedIn(select(users.c.username, users.c.id), users.c.username)


def find_members(connection: Connection, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Find which of (chat, username) are members, as user ids."""
    ids: dict[str, str] = {}
    for names in _parts({name for _, name in wanted}):
        for name, user_id in _named.all(connection, names):
            ids[name] = read_id(connection, user_id)
    pairs = {(chat_id, ids[name]): (chat_id, name) for chat_id, name in wanted if name in ids}
    return {pairs[pair]: pair[1] for pair, _ in _memberships(connection, pairs)}


def find_callers(connection: Connection, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Find who of (chat, user) may call everybody: the owners and admins of groups and channels."""
    # Mostly nobody tries.
    return {pair for pair, calls in _memberships(connection, pairs) if calls} if pairs else set()


def _memberships(connection: Connection, pairs: Collection[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], bool]]:
    """Find which of (chat, user) are members, and whether they may call everybody.

    In a thread, those in the root's chat who see the root: whoever is meant need not have opened it.
    """
    roots = find_roots(connection, {chat_id for chat_id, _ in pairs})
    wanted: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for chat_id, user_id in pairs:
        root = roots.get(chat_id)
        wanted.setdefault((chat_id if root is None else root.chat_id, user_id), []).append((chat_id, user_id))
    for part in _parts(wanted):
        for chat_id, user_id, from_seq, may_call in connection.execute(_present, {"pairs": part}):
            for pair in wanted[chat_id, user_id]:
                root = roots.get(pair[0])
                if root is None or from_seq <= root.seq:
                    yield pair, bool(may_call)


_calls = and_(members.c.role != ChatRole.MEMBER.value, chats.c.kind.in_([kind.value for kind in RANKED]))
_pairs = tuple_(members.c.chat_id, members.c.user_id).in_(bindparam("pairs", expanding=True))
_present = (
    select(members.c.chat_id, members.c.user_id, members.c.from_seq, _calls)
    .join(chats, chats.c.id == members.c.chat_id)
    .where(_pairs, members.c.left_at.is_(None))
)


def _parts(values: Collection[V]) -> Iterator[list[V]]:
    """Cut into lists that a statement can take: a batch of hostile messages names thousands."""
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def write_mentions(connection: Connection, message: Message, *, before: Mentions | None = None) -> None:
    """Let those whom a message mentions find it, and nobody whom it mentioned only `before`."""
    old, new = _ids(before), _ids(message.mentions)
    if old - new:
        named = mentions.c.chat_id == message.chat_id, mentions.c.seq == message.seq
        connection.execute(delete(mentions).where(*named, mentions.c.user_id.in_(sorted(old - new))))
    here = message.chat_id, message.seq, message.sender_id
    if new - old:
        _insert.many(connection, [(*here, user_id) for user_id in sorted(new - old)])


_insert = Prepared(
    insert(mentions).values({name: bindparam(name) for name in ("chat_id", "seq", "sender_id", "user_id")}),
    "chat_id",
    "seq",
    "sender_id",
    "user_id",
)


def unread_mentions(
    connection: Connection, user_id: str, chat_ids: Collection[str], limit: int
) -> dict[str, list[int]]:
    """List the first messages in each chat after a member's mark that mention them; where there are none, nothing."""
    place = func.row_number().over(partition_by=mentions.c.chat_id, order_by=mentions.c.seq).label("place")
    ranked = (
        select(mentions.c.chat_id, mentions.c.seq, place)
        .join_from(members, mentions, mentions.c.chat_id == members.c.chat_id)
        .where(
            members.c.user_id == user_id,
            members.c.chat_id.in_(chat_ids),
            mentions.c.user_id.in_([user_id, EVERYBODY]),
            mentions.c.sender_id != user_id,
            mentions.c.seq > members.c.read_seq,
            mentions.c.seq >= members.c.from_seq,
        )
        .subquery()
    )
    found: dict[str, list[int]] = defaultdict(list)
    first = select(ranked.c.chat_id, ranked.c.seq).where(ranked.c.place <= limit).order_by(ranked.c.place)
    for chat_id, seq in connection.execute(first):
        found[chat_id].append(seq)
    return found


def list_mentions(
    connection: Connection, place: Place, *, limit: int, before: int | None = None, after: int | None = None
) -> list[int]:
    """List messages that mention a member and are theirs to see: the first ones after a place, or else the last ones.

    In the order of their numbers.
    """
    seq = mentions.c.seq
    query = select(seq).where(
        mentions.c.chat_id == place.chat_id,
        mentions.c.user_id.in_([place.user_id, EVERYBODY]),
        mentions.c.sender_id != place.user_id,
        seq >= place.from_seq,
    )
    if before is not None:
        query = query.where(seq < before)
    if after is not None:
        return list(connection.execute(query.where(seq > after).order_by(seq).limit(limit)).scalars())
    return list(connection.execute(query.order_by(seq.desc()).limit(limit)).scalars())[::-1]


def forget_before(connection: Connection, chat_id: str, seq: int) -> None:
    """Remove every mention in what nobody sees any more."""
    connection.execute(delete(mentions).where(mentions.c.chat_id == chat_id, mentions.c.seq < seq))


def forget_chat(connection: Connection, chat_id: str) -> None:
    """Remove every mention of a deleted chat."""
    connection.execute(delete(mentions).where(mentions.c.chat_id == chat_id))


def _ids(found: Mentions | None) -> set[str]:
    if found is None:
        return set()
    return {EVERYBODY} if found.everybody else set(found.user_ids)
