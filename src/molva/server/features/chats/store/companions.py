"""Companions: whom a person meets in chats that show presence, and which of them see each other."""

from sqlalchemy import Connection, and_, bindparam, case, literal_column, or_, select

from molva.protocol.rows import MARKED_CHAT_MEMBERS, Circle
from molva.server.features.accounts.tables import users
from molva.server.features.chats.store.access import SECRET
from molva.server.features.chats.tables import chats, members
from molva.server.features.contacts import contacts
from molva.server.storage.columns import IdType
from molva.server.storage.prepared import Prepared, read_id

_user = bindparam("user_id", type_=IdType)
_mine, _theirs = members.alias(), members.alias()
_me, _them = users.alias(), users.alias()
_of_me, _of_them = contacts.alias(), contacts.alias()
"""What the user has made of a companion, and what the companion has made of the user; mostly there is neither."""

_each_sees_the_other = and_(
    or_(
        _me.c.who_sees_last_seen == literal_column(f"'{Circle.EVERYBODY.value}'"),
        and_(_me.c.who_sees_last_seen == literal_column(f"'{Circle.CONTACTS.value}'"), _of_me.c.saved),
    ),
    or_(
        _them.c.who_sees_last_seen == literal_column(f"'{Circle.EVERYBODY.value}'"),
        and_(_them.c.who_sees_last_seen == literal_column(f"'{Circle.CONTACTS.value}'"), _of_them.c.saved),
    ),
    or_(_of_me.c.blocked.is_(None), _of_me.c.blocked.is_(False)),
    or_(_of_them.c.blocked.is_(None), _of_them.c.blocked.is_(False)),
)

_companions = Prepared(
    select(_them.c.id, _them.c.seen_at, case((_each_sees_the_other, literal_column("1")), else_=literal_column("0")))
    .distinct()
    .join_from(_mine, chats, chats.c.id == _mine.c.chat_id)
    .join(_theirs, _theirs.c.chat_id == chats.c.id)
    .join(_them, _them.c.id == _theirs.c.user_id)
    .join(_me, _me.c.id == _mine.c.user_id)
    .outerjoin(_of_me, and_(_of_me.c.user_id == _me.c.id, _of_me.c.other_id == _them.c.id))
    .outerjoin(_of_them, and_(_of_them.c.user_id == _them.c.id, _of_them.c.other_id == _me.c.id))
    .where(
        _mine.c.user_id == _user,
        _mine.c.left_at.is_(None),
        _theirs.c.left_at.is_(None),
        _theirs.c.user_id != _user,
        *(chats.c.kind != literal_column(f"'{kind.value}'") for kind in SECRET),
        chats.c.member_count <= literal_column(str(MARKED_CHAT_MEMBERS)),
    ),
    "user_id",
)


def companions(connection: Connection, user_id: str) -> tuple[dict[str, int | None], list[str]]:
    """Find whom the user meets in chats that show presence.

    Returns:
        Those who see the user and are seen, with the moment each was last here (ms); and those between whom a rule
        or a block stands, whichever of the two has it.
    """
    found = _companions.all(connection, user_id)
    shown = {read_id(connection, each): seen_at for each, seen_at, sees in found if sees}
    return shown, [read_id(connection, each) for each, _, sees in found if not sees]
