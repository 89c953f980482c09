"""Commands about messages, marks and typing."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command, Done, Lifetime, PageSize
from molva.protocol.ids import ChatId, MessageId, Millis, Rev, Seq
from molva.protocol.rows import Member, Message

MAX_TEXT_LENGTH: Final = 32 * 1024
"""Characters a text field may have on the wire at all; the server's own limit is lower and has its own error."""

Text = Annotated[str, Meta(max_length=MAX_TEXT_LENGTH)]


class Sent(Struct, frozen=True, kw_only=True):
    """Where the message stands; a repeat gets the same answer for ever."""

    seq: Seq
    sent_at: Millis


class SendMessage(Command[Sent], tag="send_message", frozen=True, kw_only=True):
    """Send a text. The id is the sender's: sending it again takes effect once, with other content it is refused."""

    chat_id: ChatId
    id: MessageId
    text: Text
    reply_to: Seq | None = None
    lifetime_s: Annotated[Lifetime, Meta(ge=1)] | None = None
    """Seconds after which it is deleted for everybody; where the chat has a lifetime too, the shorter one holds."""


class EditMessage(Command[Message], tag="edit_message", frozen=True, kw_only=True):
    """Change the text of one's own message.

    `known_edited_at` is the message's `edited_at` as the writer saw it, 0 for none: if another device has changed it
    since, it stays as it is (`message_changed`). So a repeat after a lost answer never undoes what was written later.
    """

    chat_id: ChatId
    seq: Seq
    text: Text
    known_edited_at: Millis | None = None


class DeleteMessage(Command[Done], tag="delete_message", frozen=True, kw_only=True):
    """Delete a message for everybody; one's own, or anybody's as the chat's owner or admin."""

    chat_id: ChatId
    seq: Seq


class History(Struct, frozen=True, kw_only=True):
    """A run of messages without holes, oldest first.

    `members` are the senders, former members included; `quoted` are replied-to messages outside the run.
    """

    messages: list[Message]
    members: list[Member]
    quoted: list[Message]
    at_start: bool
    """Nothing older can be seen."""
    at_end: bool
    """Nothing newer existed."""
    rev: Rev
    """Revision of the chat that these rows reflect."""


class ClearHistory(Command[Done], tag="clear_history", frozen=True, kw_only=True):
    """Forget a chat's messages up to a place, for oneself, or in a direct chat for both; nobody brings them back.

    What nobody in the chat can see any more is erased; so are one's Saved messages.
    """

    chat_id: ChatId
    up_to: Seq
    for_both: bool = False


class HideMessages(Command[Done], tag="hide_messages", frozen=True, kw_only=True):
    """Delete messages for oneself alone; nobody else learns of it."""

    chat_id: ChatId
    seqs: Annotated[tuple[Seq, ...], Meta(min_length=1, max_length=100)]


class GetHistory(Command[History], tag="get_history", frozen=True, kw_only=True):
    """Read messages before, after or around a place in the chat, a named message or a time; without any, the newest."""

    chat_id: ChatId
    before: Seq | None = None
    after: Seq | None = None
    around: Seq | None = None
    around_id: MessageId | None = None
    """For links, which name a message by its id."""
    around_at: Millis | None = None
    """For calendars: the first message of this time or later, or the last one if there is none."""
    limit: PageSize = 50


class MarkChat(Command[Done], tag="mark_chat", frozen=True, kw_only=True):
    """Tell how far one has received or read a chat; a mark never goes back."""

    chat_id: ChatId
    read_seq: Seq | None = None
    delivered_seq: Seq | None = None


class SignalTyping(Command[Done], tag="signal_typing", frozen=True, kw_only=True):
    """Show the others in the chat that one is writing."""

    chat_id: ChatId
