"""Commands about chats and their members."""

from typing import Annotated

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command, Done, Lifetime, LongerText, PageSize, ShortText
from molva.protocol.ids import ChatId, Seq, UserId
from molva.protocol.rows import Chat, ChatRole, Member, Message


class ChatState(Struct, frozen=True, kw_only=True):
    """A chat with the caller's place in it."""

    chat: Chat
    members: list[Member]
    """All members, or in a channel and in a chat of more than SYNCED_MEMBERS only the caller."""
    last_seq: Seq
    read_seq: Seq
    unread: int
    unread_mentions: list[Seq]
    """Places of the unread messages that mention the caller."""
    last_message: Message | None = None


class ChatList(Struct, frozen=True, kw_only=True):
    """The caller's chats, the latest written first."""

    chats: list[ChatState]


class ListChats(Command[ChatList], tag="list_chats", frozen=True, kw_only=True):
    """List the chats one is in."""


class GetChat(Command[ChatState], tag="get_chat", frozen=True, kw_only=True):
    """Read one chat."""

    chat_id: ChatId


class OpenedChat(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A chat that one just opened or created, with its members; a large one with the caller alone."""

    chat: Chat
    members: list[Member]
    asked: list[UserId] = []
    """Of a group that was created: who is asked before they are in."""


class OpenDirect(Command[OpenedChat], tag="open_direct", frozen=True, kw_only=True):
    """Get the direct chat with a person, made now if there is none; with oneself: Saved messages."""

    user_id: UserId


class CreateGroup(Command[OpenedChat], tag="create_group", frozen=True, kw_only=True):
    """Create a group or a channel; the caller becomes its owner. The same `chat_id` again answers with the same one."""

    chat_id: ChatId
    """UUIDv7 chosen by the caller."""
    name: ShortText
    description: LongerText = ""
    user_ids: Annotated[tuple[UserId, ...], Meta(max_length=200)] = ()
    history_shared: bool = True
    channel: bool = False
    """A channel: its owner and admins write, the others read."""


class ChangeChat(Command[Chat], tag="change_chat", frozen=True, kw_only=True):
    """Change a group's name, description or what newcomers see; for those of the role `who_changes`."""

    chat_id: ChatId
    name: ShortText | None = None
    description: LongerText | None = None
    history_shared: bool | None = None


class ChangeLifetime(Command[Chat], tag="change_lifetime", frozen=True, kw_only=True):
    """Let what is written from now on disappear after a time; in a group for those of the role `who_changes`.

    What was written before keeps the time that it had. The chat tells everybody of the change.
    """

    chat_id: ChatId
    lifetime_s: Annotated[Lifetime, Meta(ge=0)]
    """Seconds from its sending; 0 for ever."""


class ChangeRights(Command[Chat], tag="change_rights", frozen=True, kw_only=True):
    """Choose who may do what in a group, and how fast its members write; what is left out stays.

    For its owner and admins. Nobody gives or takes a right that is above their own role, and in a channel none but
    that to comment goes to members.
    """

    chat_id: ChatId
    who_writes: ChatRole | None = None
    who_adds: ChatRole | None = None
    who_pins: ChatRole | None = None
    who_changes: ChatRole | None = None
    who_comments: ChatRole | None = None
    slow_s: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    """Seconds from a member's message to the next; 0 for none."""
    hourly: Annotated[int, Meta(ge=0, le=1_000)] | None = None
    """Messages of a member in any hour; 0 for any number."""


class TransferChat(Command[Member], tag="transfer_chat", frozen=True, kw_only=True):
    """Hand a group over to a member, who owns it from now on; the caller, its owner, stays as an admin."""

    chat_id: ChatId
    user_id: UserId


class DeleteChat(Command[Done], tag="delete_chat", frozen=True, kw_only=True):
    """Delete a group with all its messages, for everybody; for its owner."""

    chat_id: ChatId


class Added(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What has come of adding somebody: they are in, or they are asked first."""

    member: Member | None = None
    asked: bool = False
    """They want to be asked; whether they accept or decline is not told. Asked again they are asked only once."""


class AddMember(Command[Added], tag="add_member", frozen=True, kw_only=True):
    """Add a person to a group, or ask them where they want that; for those of the role `who_adds`."""

    chat_id: ChatId
    user_id: UserId


class RemoveMember(Command[Done], tag="remove_member", frozen=True, kw_only=True):
    """Remove a person from a group; for those who rank above them."""

    chat_id: ChatId
    user_id: UserId


class ChangeRole(Command[Member], tag="change_role", frozen=True, kw_only=True):
    """Give a member another role; owners only. A group keeps at least one owner."""

    chat_id: ChatId
    user_id: UserId
    role: ChatRole


class LeaveChat(Command[Done], tag="leave_chat", frozen=True, kw_only=True):
    """Leave a group."""

    chat_id: ChatId


class MemberPage(Struct, frozen=True, kw_only=True):
    """Members in the order of their ids; `next` asks for the page after."""

    members: list[Member]
    next: UserId | None = None


class ListMembers(Command[MemberPage], tag="list_members", frozen=True, kw_only=True):
    """List a chat's members page by page, all of them or those who are found, or look up the named ones.

    In a channel only its owner and admins get the list; the others may look up those, and themselves.
    """

    chat_id: ChatId
    after: UserId | None = None
    limit: PageSize = 100
    user_ids: Annotated[list[UserId], Meta(max_length=200)] | None = None
    query: ShortText = ""
    """Whose name or username has words that begin with each of these, in any case; it does not narrow `user_ids`."""
