"""Reading: pages of history, and the list of chats with what was said last."""

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
from molva.protocol.rows import SYNCED_MEMBERS
from molva.server.features.chats import SECRET, Place, chat_members, find_chat, listed_chats, require_member
from molva.server.features.mentions import list_mentions as find_mentions
from molva.server.features.mentions import unread_mentions
from molva.server.features.messages.store.rows import (
    MAX_COUNTED,
    count_unread,
    find_message,
    page,
    read_messages,
    seq_at,
)
from molva.server.kernel.context import Context, View


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
    return ChatList(chats=[chat_state(view, chat_id) for chat_id in listed_chats(view.connection, view.user_id)])


def get_chat(view: View, command: GetChat) -> ChatState:
    """Handle `GetChat`."""
    return chat_state(view, command.chat_id)


def chat_state(view: Context | View, chat_id: str) -> ChatState:
    """Read a chat with a user's place in it.

    Raises:
        ChatNotFound: the user is not in the chat.
    """
    place = require_member(view.connection, view.user_id, chat_id)
    last = page(view.connection, place, before=place.last_seq + 1, limit=1)
    everybody = place.kind not in SECRET and place.member_count <= SYNCED_MEMBERS
    return ChatState(
        chat=find_chat(view.connection, chat_id),
        members=chat_members(view.connection, chat_id, None if everybody else {view.user_id}),
        last_seq=place.last_seq,
        read_seq=place.read_seq,
        unread=count_unread(view.connection, place),
        unread_mentions=unread_mentions(view.connection, place, MAX_COUNTED),
        last_message=last[0] if last else None,
    )


def _empty_run(place: Place, command: GetHistory) -> tuple[int, int]:
    """Say where a page lies that found nothing: at the end that was asked about."""
    if command.before is not None:
        return command.before, command.before - 1
    after = command.after if command.after is not None else place.last_seq
    return after + 1, after
