"""Reading: pages of history, and the list of chats with what was said last."""

from collections.abc import Sequence
from typing import Final

from molva.protocol.commands import (
    ChatList,
    ChatState,
    GetChat,
    GetHistory,
    History,
    ListChats,
    ListMentions,
    MentionPage,
)
from molva.protocol.errors import ChatNotFound
from molva.server.features.chats import (
    Place,
    chat_members,
    find_chats,
    find_listed,
    find_places,
    listed_chats,
    require_member,
)
from molva.server.features.mentions import list_mentions as find_mentions
from molva.server.features.mentions import unread_mentions
from molva.server.features.messages.store.catching_up import MAX_COUNTED, count_unread, newest_messages
from molva.server.features.messages.store.rows import find_message, page, read_messages, seq_at
from molva.server.kernel.context import Context, View

AT_ONCE: Final = 100
"""Chats of the list that are read together."""


def get_history(view: View, command: GetHistory) -> History:
    """Handle `GetHistory`; `around` gives about half a page on each side, the named message included."""
    place = require_member(view.connection, view.user_id, command.chat_id)
    around = command.around
    if command.around_id is not None:
        around = find_message(view.connection, place, command.around_id)
    elif command.around_at is not None:
        around = seq_at(view.connection, place, command.around_at)
    if around is not None:
        half = max(1, command.limit // 2)
        found = page(view.connection, place, before=around, limit=half)
        found += page(view.connection, place, after=around - 1, limit=command.limit - half or 1)
    elif command.after is not None:
        found = page(view.connection, place, after=command.after, limit=command.limit)
    else:
        before = place.last_seq + 1 if command.before is None else command.before
        found = page(view.connection, place, before=before, limit=command.limit)
    first, last = (found[0].seq, found[-1].seq) if found else _empty_run(place, command)
    seqs = {message.seq for message in found}
    wanted = {m.reply_to for m in found if m.reply_to is not None and place.sees(m.reply_to)} - seqs
    quoted = read_messages(view.connection, place, wanted) if wanted else []
    senders = {message.sender_id for message in (*found, *quoted)}
    return History(
        messages=found,
        members=chat_members(view.connection, command.chat_id, senders),
        quoted=quoted,
        at_start=first <= place.from_seq,
        at_end=last >= place.last_seq,
        rev=place.rev,
    )


def list_mentions(view: View, command: ListMentions) -> MentionPage:
    """Handle `ListMentions`."""
    place = require_member(view.connection, view.user_id, command.chat_id)
    seqs = find_mentions(view.connection, place, before=command.before, after=command.after, limit=command.limit + 1)
    kept = seqs[-command.limit :] if command.after is None else seqs[: command.limit]
    found = read_messages(view.connection, place, kept)
    senders = {message.sender_id for message in found}
    return MentionPage(
        messages=found,
        members=chat_members(view.connection, command.chat_id, senders),
        more=len(seqs) > len(kept),
        rev=place.rev,
    )


def list_chats(view: View, command: ListChats) -> ChatList:
    """Handle `ListChats`."""
    listed = listed_chats(view.connection, view.user_id)
    parts = [listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE)]
    return ChatList(chats=[state for part in parts for state in _chat_states(view, part)])


def get_chat(view: View, command: GetChat) -> ChatState:
    """Handle `GetChat`."""
    return chat_state(view, command.chat_id)


def chat_state(view: Context | View, chat_id: str) -> ChatState:
    """Read a chat with a user's place in it.

    Raises:
        ChatNotFound: the user is not in the chat.
    """
    for state in _chat_states(view, [chat_id]):
        return state
    raise ChatNotFound


def _chat_states(view: Context | View, chat_ids: Sequence[str]) -> list[ChatState]:
    """Read those of the chats that the user is in, with a few statements for all."""
    connection, user_id = view.connection, view.user_id
    places = find_places(connection, user_id, chat_ids)
    rows = find_chats(connection, chat_ids)
    members = find_listed(connection, user_id, places.values())
    last = newest_messages(connection, {chat_id: place.from_seq for chat_id, place in places.items()}, 1)
    unread = count_unread(connection, user_id, chat_ids)
    mentions = unread_mentions(connection, user_id, chat_ids, MAX_COUNTED)
    return [
        ChatState(
            chat=rows[chat_id],
            members=members[chat_id],
            last_seq=places[chat_id].last_seq,
            read_seq=places[chat_id].read_seq,
            unread=unread[chat_id],
            unread_mentions=mentions.get(chat_id, []),
            last_message=last[chat_id][0] if chat_id in last else None,
        )
        for chat_id in chat_ids
        if chat_id in places
    ]


def _empty_run(place: Place, command: GetHistory) -> tuple[int, int]:
    """Say where a page lies that found nothing: at the end that was asked about."""
    if command.before is not None:
        return command.before, command.before - 1
    after = command.after if command.after is not None else place.last_seq
    return after + 1, after
