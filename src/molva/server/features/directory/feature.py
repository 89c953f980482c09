"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import FindPublicChats, JoinPublicChat, LookUpPublicChat, PublishChat, UnpublishChat
from molva.protocol.errors import (
    AddressTaken,
    ChatFull,
    ChatNotFound,
    DirectoryOff,
    GeneralChat,
    InvalidAddress,
    InvalidField,
    JoiningRefused,
    NotAGroup,
    PublicChatNotFound,
    RightsMissing,
    TooManyJoinRequests,
)
from molva.protocol.rows import Chat
from molva.server.features.chats import ChatDeleted
from molva.server.features.directory import commands
from molva.server.kernel.feature import Access, Feature, read, write


def directory_feature(*, on: bool = True) -> Feature:
    """Describe the slice; where it is not `on` nothing can be made public, found or joined."""
    path = "/chats/{chat_id}/address"
    of_group = (ChatNotFound, NotAGroup, RightsMissing, GeneralChat)
    directory = commands.Directory(on=on)
    return Feature(
        name="directory",
        endpoints=(
            write(
                PublishChat,
                directory.publish_chat,
                f"PUT {path}",
                *of_group,
                InvalidAddress,
                AddressTaken,
                DirectoryOff,
            ),
            write(UnpublishChat, directory.unpublish_chat, f"DELETE {path}", *of_group),
            read(FindPublicChats, directory.find_public_chats, "GET /public-chats", InvalidField, DirectoryOff),
            read(
                LookUpPublicChat,
                directory.look_up_public_chat,
                "GET /public-chats/{address}",
                PublicChatNotFound,
                DirectoryOff,
                access=Access.ANYONE,
            ),
            write(
                JoinPublicChat,
                directory.join_public_chat,
                "POST /public-chats/{chat_id}/join",
                PublicChatNotFound,
                ChatFull,
                JoiningRefused,
                TooManyJoinRequests,
                DirectoryOff,
            ),
        ),
        on_change=((Chat, commands.follow_chat), (ChatDeleted, commands.forget_chat)),
    )
