"""Whom texts mention: of the names in them those of members, and everybody where the writer may call everybody."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from molva.protocol.mentioned_names import mentioned_names
from molva.protocol.rows import EVERYBODY_NAMES, Mentions
from molva.server.features.mentions import store
from molva.server.storage.transaction import Transaction

ALL: Final = frozenset(EVERYBODY_NAMES)


class Writing(NamedTuple):
    """A text that somebody writes in a chat."""

    chat_id: str
    sender_id: str
    text: str


def find_mentions(tx: Transaction, writings: Sequence[Writing]) -> list[Mentions | None]:
    """Tell for each text whom it mentions, with a few queries for all of them and none if no text names anybody.

    Only members are ever found, so that a text tells nothing about others; the sender is not.
    """
    names = [mentioned_names(each.text) for each in writings]
    named = {(each.chat_id, name) for each, found in zip(writings, names, strict=True) for name in found}
    if not named:
        return [None] * len(writings)
    members = store.find_members(tx.connection, named)
    callers = {each[:2] for each, found in zip(writings, names, strict=True) if not ALL.isdisjoint(found)}
    callers = store.find_callers(tx.connection, callers)
    found: list[Mentions | None] = []
    for each, of_text in zip(writings, names, strict=True):
        if each[:2] in callers and not ALL.isdisjoint(of_text):
            found.append(Mentions(everybody=True))
            continue
        ids = (members.get((each.chat_id, name)) for name in of_text)
        others = tuple(user_id for user_id in ids if user_id is not None and user_id != each.sender_id)
        found.append(Mentions(user_ids=others) if others else None)
    return found
