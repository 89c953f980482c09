"""Whom a message of the fake server mentions, found as the real one finds it."""

from molva.protocol.mentioned_names import mentioned_names
from molva.protocol.rows import EVERYBODY_NAMES, ChatKind, ChatRole, Member, Mentions


def mentions_of(kind: ChatKind, members: dict[str, Member], sender_id: str, text: str) -> Mentions | None:
    """Tell whom of a chat's members, by their ids, a text of one of them means."""
    names = mentioned_names(text)
    if not names:
        return None
    calls = kind in (ChatKind.GROUP, ChatKind.CHANNEL) and members[sender_id].role is not ChatRole.MEMBER
    if calls and not set(names).isdisjoint(EVERYBODY_NAMES):
        return Mentions(everybody=True)
    there = {each.username: each.user_id for each in members.values() if not each.left}
    ids = tuple(there[name] for name in names if name in there and there[name] != sender_id)
    return Mentions(user_ids=ids) if ids else None
