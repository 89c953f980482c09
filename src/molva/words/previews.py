"""A message as one line: what happened to the chat, or how the text begins."""

from typing import assert_never

from molva.client.replica import Replica
from molva.protocol.rows import (
    AddressChanged,
    AnyService,
    ChannelCreated,
    ChatRenamed,
    GroupCreated,
    LifetimeChanged,
    MemberAdded,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    Message,
    MessagePinned,
    OwnerChanged,
)
from molva.words.names import shown_name
from molva.words.printable import printable
from molva.words.shape import Sentences
from molva.words.times import span


def preview(words: Sentences, replica: Replica, message: Message) -> str:
    """The message as one line without its sender; as long as the text is."""
    if message.deleted:
        return words.deleted
    if message.service is not None:
        return service_line(words, replica, message, message.service)
    text = printable(" ".join(message.text.split()))
    return words.poll.format(text=text) if message.poll is not None else text


def service_line(words: Sentences, replica: Replica, message: Message, service: AnyService) -> str:
    """What a service message tells, as a sentence."""

    def name(user_id: str) -> str:
        return shown_name(words, replica, message.chat_id, user_id)

    by = name(message.sender_id)
    match service:
        case GroupCreated():
            return words.created_group.format(by=by, name=printable(service.name))
        case ChannelCreated():
            return words.created_channel.format(by=by, name=printable(service.name))
        case OwnerChanged():
            return words.handed_over.format(by=by, name=name(service.user_id))
        case MemberAdded():
            return words.added_member.format(by=by, name=name(service.user_id))
        case MemberRemoved():
            return words.removed_member.format(by=by, name=name(service.user_id))
        case MemberJoined():
            return words.joined.format(by=by)
        case MemberLeft():
            return words.left.format(by=by)
        case ChatRenamed():
            return words.renamed.format(by=by, name=printable(service.name))
        case MessagePinned():
            return words.pinned.format(by=by)
        case LifetimeChanged(lifetime_s=0):
            return words.no_lifetime.format(by=by)
        case LifetimeChanged():
            return words.lifetime.format(by=by, span=span(words, service.lifetime_s))
        case AddressChanged(address=""):
            return words.unpublished.format(by=by)
        case AddressChanged():
            return words.published.format(by=by, address=printable(service.address))
        case _:
            assert_never(service)
