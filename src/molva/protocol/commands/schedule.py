"""Commands about messages that are to be sent later."""

from typing import Final

from msgspec import Struct

from molva.protocol.commands.base import Command, Done
from molva.protocol.commands.messages import Sent, Text
from molva.protocol.ids import ChatId, MessageId, Millis, Seq
from molva.protocol.rows import ScheduledMessage

MAX_SCHEDULED: Final = 100
"""Messages that one person may have waiting: all of them are part of every replica."""

MAX_AHEAD_DAYS: Final = 366
"""How far ahead a message may be scheduled: a year, whatever its length."""


class ScheduleMessage(Command[ScheduledMessage], tag="schedule_message", frozen=True, kw_only=True):
    """Let a text be sent at a moment. The id is the sender's and becomes the message's; the same again changes nothing.

    At its moment the message is sent as if its writer sent it then. If that is refused, it stays with the reason.
    """

    chat_id: ChatId
    id: MessageId
    text: Text
    due_at: Millis
    """At most a minute ago and at most MAX_AHEAD_DAYS ahead."""
    reply_to: Seq | None = None


class ChangeScheduledMessage(Command[ScheduledMessage], tag="change_scheduled_message", frozen=True, kw_only=True):
    """Give a scheduled message another text or moment; what is absent stays. One that failed needs another moment."""

    id: MessageId
    text: Text | None = None
    due_at: Millis | None = None


class CancelScheduledMessage(Command[Done], tag="cancel_scheduled_message", frozen=True, kw_only=True):
    """Take a scheduled message back before it is sent; the same again changes nothing."""

    id: MessageId


class SendScheduledMessage(Command[Sent], tag="send_scheduled_message", frozen=True, kw_only=True):
    """Send a scheduled message now; a repeat gets the same answer."""

    id: MessageId


class ScheduledMessages(Struct, frozen=True, kw_only=True):
    """Scheduled messages, the one that comes first at the top."""

    messages: list[ScheduledMessage]


class ListScheduledMessages(Command[ScheduledMessages], tag="list_scheduled_messages", frozen=True, kw_only=True):
    """List one's scheduled messages, of one chat or of all."""

    chat_id: ChatId | None = None
