"""Commands about the comments under a message; everything else about a thread is said as about any chat."""

from msgspec import Struct

from molva.protocol.commands.base import Command, PageSize
from molva.protocol.commands.chats import ChatState
from molva.protocol.ids import ChatId, Millis, Seq
from molva.protocol.rows import Member, Membership, Message


class OpenedThread(Struct, frozen=True, kw_only=True):
    """A thread with the caller's place in it, and the message that it is about."""

    thread: ChatState
    root: Message
    root_sender: Member | None = None
    """Who wrote that message."""
    active_at: Millis
    """When it was last written in, or made."""
    following: bool
    """The caller is told what is new in it."""


class OpenThread(Command[OpenedThread], tag="open_thread", frozen=True, kw_only=True):
    """Open the comments under a message of a group or a channel, to read and write them; made by whoever is the first.

    The caller's devices get what is written there from then on. Until the caller comments, is mentioned or follows,
    nothing calls for attention, and of such threads only the MAX_OPENED last opened stay open.
    """

    chat_id: ChatId
    seq: Seq


class FollowThread(Command[Membership], tag="follow_thread", frozen=True, kw_only=True):
    """Be told what is new in a thread that is open to the caller, or be told no more."""

    chat_id: ChatId
    """The thread's."""
    following: bool = True


class ThreadPage(Struct, frozen=True, kw_only=True):
    """Threads, the latest written first; the last one's `active_at` and id ask for the page after."""

    threads: list[OpenedThread]
    more: bool


class ListThreads(Command[ThreadPage], tag="list_threads", frozen=True, kw_only=True):
    """List the threads that the caller follows, the latest written first."""

    before_at: Millis | None = None
    before_id: ChatId | None = None
    """Given together: only what was written in before that thread."""
    limit: PageSize = 50
