"""What a service message tells: that something happened to the chat itself."""

from msgspec import Struct

from molva.protocol.ids import Seq, UserId


class Service(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of what a service message tells; each client words it in its own language."""


class GroupCreated(Service, tag="group_created", frozen=True, kw_only=True):
    """The sender created the group."""

    name: str


class ChannelCreated(Service, tag="channel_created", frozen=True, kw_only=True):
    """The sender created the channel."""

    name: str


class OwnerChanged(Service, tag="owner_changed", frozen=True, kw_only=True):
    """The sender handed the chat over to somebody, who owns it now."""

    user_id: UserId


class MemberAdded(Service, tag="member_added", frozen=True, kw_only=True):
    """The sender added somebody."""

    user_id: UserId


class MemberRemoved(Service, tag="member_removed", frozen=True, kw_only=True):
    """The sender removed somebody."""

    user_id: UserId


class MemberJoined(Service, tag="member_joined", frozen=True, kw_only=True):
    """The sender joined."""


class MemberLeft(Service, tag="member_left", frozen=True, kw_only=True):
    """The sender left."""


class ChatRenamed(Service, tag="chat_renamed", frozen=True, kw_only=True):
    """The sender gave the chat another name."""

    name: str


class MessagePinned(Service, tag="message_pinned", frozen=True, kw_only=True):
    """The sender pinned a message."""

    seq: Seq


class LifetimeChanged(Service, tag="lifetime_changed", frozen=True, kw_only=True):
    """The sender chose how long the messages of the chat are there."""

    lifetime_s: int
    """Seconds; 0 for ever."""


class AddressChanged(Service, tag="address_changed", frozen=True, kw_only=True):
    """The sender made the chat public under an address, or changed it; without one the chat is public no more."""

    address: str = ""


AnyService = (
    GroupCreated
    | MemberAdded
    | MemberRemoved
    | MemberJoined
    | MemberLeft
    | ChatRenamed
    | MessagePinned
    | LifetimeChanged
    | ChannelCreated
    | OwnerChanged
    | AddressChanged
)
