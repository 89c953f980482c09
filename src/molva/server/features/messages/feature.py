"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import (
    ClearHistory,
    DeleteMessage,
    EditMessage,
    GetChat,
    GetHistory,
    ListChats,
    ListMentions,
    MarkChat,
    SendMessage,
    SignalTyping,
)
from molva.protocol.errors import (
    ChatNotFound,
    EditTooLate,
    HourlyLimit,
    InvalidText,
    MessageChanged,
    MessageDeleted,
    MessageIdTaken,
    MessageNotFound,
    NotADirectChat,
    PersonBlocked,
    PersonGone,
    RightsMissing,
    SendingBanned,
    SlowMode,
    TextTooLong,
    WritingNotAccepted,
)
from molva.protocol.rows import Message
from molva.protocol.signals import Typing
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import ChatDeleted, ChatEvent
from molva.server.features.messages import clearing, commands, history, leaving, marks, typing
from molva.server.features.messages.editing import Editor
from molva.server.features.messages.sending import Sender
from molva.server.features.messages.store import comments, expiry
from molva.server.features.messages.store.catching_up import first_messages, messages_after
from molva.server.kernel.feature import Feature, JobKind, RowKind, batch, read, write


def messages_feature(
    *, max_text: int, ban_appeal: str = "", general_hourly: int = 0, link_previews: bool = False, edit_hours: int = 48
) -> Feature:
    """Describe the slice.

    Args:
        max_text: longest text of a message in characters.
        ban_appeal: whom a banned person may turn to; empty: the server's owner.
        general_hourly: messages of a member in any hour in the general chat; 0 for any number.
        link_previews: whether messages with a link wait for what the page says.
        edit_hours: how long a message can be changed; 0 for ever.
    """
    sender = Sender(
        max_text=max_text, ban_appeal=ban_appeal, general_hourly=general_hourly, link_previews=link_previews
    )
    editor = Editor(max_text=max_text, ban_appeal=ban_appeal, link_previews=link_previews, edit_hours=edit_hours)
    of_writer = (SendingBanned, PersonBlocked, PersonGone, WritingNotAccepted)
    of_text = (InvalidText, TextTooLong)
    return Feature(
        name="messages",
        endpoints=(
            read(ListChats, history.list_chats, "GET /chats"),
            read(GetChat, history.get_chat, "GET /chats/{chat_id}", ChatNotFound),
            read(GetHistory, history.get_history, "GET /chats/{chat_id}/messages", ChatNotFound, MessageNotFound),
            read(ListMentions, history.list_mentions, "GET /chats/{chat_id}/mentions", ChatNotFound),
            batch(
                SendMessage,
                sender.send,
                "POST /chats/{chat_id}/messages",
                ChatNotFound,
                MessageNotFound,
                MessageIdTaken,
                RightsMissing,
                SlowMode,
                HourlyLimit,
                *of_writer,
                *of_text,
                status=201,
            ),
            write(
                EditMessage,
                editor.edit,
                "PATCH /chats/{chat_id}/messages/{seq}",
                ChatNotFound,
                MessageNotFound,
                MessageDeleted,
                MessageChanged,
                EditTooLate,
                RightsMissing,
                *of_writer,
                *of_text,
            ),
            write(
                DeleteMessage,
                commands.delete_message,
                "DELETE /chats/{chat_id}/messages/{seq}",
                ChatNotFound,
                MessageNotFound,
                RightsMissing,
            ),
            write(ClearHistory, clearing.clear_history, "POST /chats/{chat_id}/clear", ChatNotFound, NotADirectChat),
            batch(MarkChat, marks.mark_chats, "PUT /chats/{chat_id}/mark", ChatNotFound),
            read(SignalTyping, typing.signal_typing, "POST /chats/{chat_id}/typing", ChatNotFound, RightsMissing),
        ),
        rows=(RowKind(Message, "chat", messages_after, first_messages),),
        signals=(Typing,),
        jobs=(
            JobKind(expiry.JOB, expiry.expire_messages),
            JobKind(comments.JOB, comments.count_comments),
            JobKind(leaving.DELETE, leaving.delete_due),
            JobKind(leaving.UNNAME, leaving.unname_due),
        ),
        on_change=(
            (ChatEvent, commands.write_service_message),
            (ChatDeleted, commands.delete_all_messages),
            (AccountDeleted, leaving.follow_removal),
        ),
    )
