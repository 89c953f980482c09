"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import FollowThread, ListThreads, OpenThread
from molva.protocol.errors import ChatNotFound, InvalidField, MessageDeleted, MessageNotFound, NotAGroup, RightsMissing
from molva.protocol.rows import Member, Message
from molva.server.features.chats import CALLED, ChatDeleted, HistoryCleared
from molva.server.features.threads import closing, commands
from molva.server.kernel.feature import Feature, JobKind, read, write


def threads_feature() -> Feature:
    """Describe the slice; a thread is a chat, so that all else that is done in one is another feature's."""
    return Feature(
        name="threads",
        endpoints=(
            write(
                OpenThread,
                commands.open_thread,
                "PUT /chats/{chat_id}/messages/{seq}/thread",
                ChatNotFound,
                MessageNotFound,
                MessageDeleted,
                NotAGroup,
                RightsMissing,
            ),
            write(FollowThread, commands.follow_thread, "PUT /threads/{chat_id}/following", ChatNotFound),
            read(ListThreads, commands.list_threads, "GET /threads", InvalidField),
        ),
        jobs=(JobKind(CALLED, commands.follow_called),),
        on_change=(
            (Message, closing.follow_deleted),
            (Member, closing.follow_member),
            (HistoryCleared, closing.follow_cleared),
            (ChatDeleted, closing.forget_chat),
        ),
    )
