"""Handy names for the commands that programs use most; everything else goes through `call`."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from molva.client.delivery import Delivery
from molva.client.edit_verbs import EditVerbs
from molva.client.outbox import Posted
from molva.client.poll_verbs import PollVerbs
from molva.client.thread_verbs import ThreadVerbs
from molva.protocol.commands import (
    BlockPerson,
    CancelScheduledMessage,
    ChangeChatSettings,
    ChangeLifetime,
    ChangeRights,
    ChangeScheduledMessage,
    ChatList,
    ChatState,
    ClearHistory,
    Copy,
    CreateGroup,
    DeleteMessage,
    FindPeople,
    Forwarded,
    ForwardMessages,
    GetHistory,
    HideMessages,
    History,
    ListChats,
    ListMentions,
    MarkChat,
    OpenDirect,
    OpenedChat,
    Person,
    PinMessage,
    React,
    RemoveContact,
    ReportPerson,
    ReportReason,
    SaveContact,
    SaveDraft,
    ScheduleMessage,
    SendMessage,
    SendScheduledMessage,
    Sent,
    SignalTyping,
    TransferChat,
    UnblockPerson,
    UnpinMessage,
)
from molva.protocol.rows import Chat, ChatRole, ChatSettings, Contact, Draft, Member, Message, Pin, ScheduledMessage


class Verbs(EditVerbs, ThreadVerbs, PollVerbs):
    """What a client says in short; each raises the refusals of its command."""

    @abstractmethod
    async def post(self, command: Posted) -> Delivery[Any]:
        """Put the command into the outbox, which sees to it that it arrives."""

    @abstractmethod
    def new_id(self) -> str:
        """Make an id for a message or a chat."""

    async def send(
        self, chat_id: str, text: str, *, reply_to: int | None = None, lifetime_s: int | None = None
    ) -> Sent:
        """Send a text; returns once the server has stored it, however long the connection is gone meanwhile.

        Args:
            lifetime_s: seconds after which the message is deleted everywhere, if the chat's lifetime is not shorter.
        """
        sent: Sent = await (await self.queue(chat_id, text, reply_to=reply_to, lifetime_s=lifetime_s))
        return sent

    async def queue(
        self,
        chat_id: str,
        text: str,
        *,
        reply_to: int | None = None,
        lifetime_s: int | None = None,
        message_id: str | None = None,
    ) -> Delivery[Sent]:
        """Send a text; returns once it is in the outbox. Await the delivery for the server's answer.

        Args:
            lifetime_s: as for `send`.
            message_id: a UUIDv7 of one's own choice: the same id twice makes one message.
        """
        named = message_id or self.new_id()
        return await self.post(
            SendMessage(chat_id=chat_id, id=named, text=text, reply_to=reply_to, lifetime_s=lifetime_s)
        )

    async def forward(self, chat_id: str, from_chat_id: str, *seqs: int, show_author: bool = True) -> list[Sent]:
        """Say up to 100 messages of one chat again in another one; returns once the server has stored them.

        Args:
            chat_id: where to.
            show_author: whether the copies tell whose words they are.
        """
        copies = tuple(Copy(seq=seq, id=self.new_id()) for seq in seqs)
        command = ForwardMessages(chat_id=chat_id, from_chat_id=from_chat_id, messages=copies, show_author=show_author)
        forwarded: Forwarded = await (await self.post(command))
        return forwarded.sent

    async def delete(self, chat_id: str, seq: int) -> None:
        """Delete a message for everybody."""
        await (await self.post(DeleteMessage(chat_id=chat_id, seq=seq)))

    async def hide(self, chat_id: str, *seqs: int) -> None:
        """Delete up to 100 messages for oneself alone."""
        await self.call(HideMessages(chat_id=chat_id, seqs=seqs))

    async def clear_history(self, chat_id: str, up_to: int, *, for_both: bool = False) -> None:
        """Forget a chat's messages up to this one, for oneself, or in a direct chat for both."""
        await self.call(ClearHistory(chat_id=chat_id, up_to=up_to, for_both=for_both))

    async def react(self, chat_id: str, seq: int, *emoji: str) -> Message:
        """Say with emoji what one thinks of a message: all of one's own; none takes them back."""
        return await self.call(React(chat_id=chat_id, seq=seq, emoji=emoji))

    async def mentions(
        self, chat_id: str, *, before: int | None = None, after: int | None = None, limit: int = 50
    ) -> list[Message]:
        """Read messages that mention oneself: the first ones after a place, or else the last ones."""
        page = await self.call(ListMentions(chat_id=chat_id, before=before, after=after, limit=limit))
        return page.messages

    async def pin(self, chat_id: str, seq: int) -> Pin:
        """Keep a message at the head of its chat."""
        return await self.call(PinMessage(chat_id=chat_id, seq=seq))

    async def unpin(self, chat_id: str, seq: int) -> None:
        """Take a message from the head of its chat."""
        await self.call(UnpinMessage(chat_id=chat_id, seq=seq))

    async def save_draft(self, chat_id: str, text: str, *, reply_to: int | None = None) -> Draft:
        """Keep what is being written for one's other devices; a blank text takes it away."""
        return await self.call(SaveDraft(chat_id=chat_id, text=text, reply_to=reply_to))

    async def change_lifetime(self, chat_id: str, lifetime_s: int) -> Chat:
        """Let what is written in a chat from now on disappear after so many seconds; 0 lets it stay."""
        return await self.call(ChangeLifetime(chat_id=chat_id, lifetime_s=lifetime_s))

    async def change_rights(
        self,
        chat_id: str,
        *,
        who_writes: ChatRole | None = None,
        who_adds: ChatRole | None = None,
        who_pins: ChatRole | None = None,
        who_changes: ChatRole | None = None,
        who_comments: ChatRole | None = None,
        slow_s: int | None = None,
        hourly: int | None = None,
    ) -> Chat:
        """Choose the lowest role for each right in a group, and the pace of its members; what is None stays.

        Args:
            slow_s: seconds from a member's message to the next; 0 for none.
            hourly: messages of a member in any hour; 0 for any number.
        """
        command = ChangeRights(
            chat_id=chat_id,
            who_writes=who_writes,
            who_adds=who_adds,
            who_pins=who_pins,
            who_changes=who_changes,
            who_comments=who_comments,
            slow_s=slow_s,
            hourly=hourly,
        )
        return await self.call(command)

    async def transfer_chat(self, chat_id: str, user_id: str) -> Member:
        """Hand one's own group or channel over to a member; oneself stays as an admin."""
        return await self.call(TransferChat(chat_id=chat_id, user_id=user_id))

    async def schedule(self, chat_id: str, text: str, due_at: int, *, reply_to: int | None = None) -> ScheduledMessage:
        """Let a text be sent at a moment; returns once the server has taken it, however long that takes.

        Args:
            due_at: milliseconds since the epoch, at most a year ahead.
        """
        command = ScheduleMessage(chat_id=chat_id, id=self.new_id(), text=text, due_at=due_at, reply_to=reply_to)
        message: ScheduledMessage = await (await self.post(command))
        return message

    async def change_scheduled(
        self, message_id: str, *, text: str | None = None, due_at: int | None = None
    ) -> ScheduledMessage:
        """Give a scheduled message another text or moment; what is None stays."""
        return await self.call(ChangeScheduledMessage(id=message_id, text=text, due_at=due_at))

    async def cancel_scheduled(self, message_id: str) -> None:
        """Take a scheduled message back."""
        await self.call(CancelScheduledMessage(id=message_id))

    async def send_scheduled(self, message_id: str) -> Sent:
        """Send a scheduled message now."""
        return await self.call(SendScheduledMessage(id=message_id))

    async def change_chat_settings(
        self,
        chat_id: str,
        *,
        muted_until: int | None = None,
        pinned: bool | None = None,
        archived: bool | None = None,
        marked_unread: bool | None = None,
    ) -> ChatSettings:
        """Change how the chat is kept in the own list; what is None stays as it is.

        Args:
            muted_until: milliseconds since the epoch; 0 lets the chat be heard again, MUTED_FOREVER never.
        """
        command = ChangeChatSettings(
            chat_id=chat_id,
            muted_until=muted_until,
            pinned=pinned,
            archived=archived,
            marked_unread=marked_unread,
        )
        return await self.call(command)

    async def mark_read(self, chat_id: str, seq: int) -> None:
        """Tell that everything up to this message has been read."""
        await (await self.post(MarkChat(chat_id=chat_id, read_seq=seq)))

    async def typing(self, chat_id: str) -> None:
        """Show the others that something is being written."""
        await self.call(SignalTyping(chat_id=chat_id))

    async def chats(self) -> list[ChatState]:
        """The chats one is in, the latest written first."""
        found: ChatList = await self.call(ListChats())
        return found.chats

    async def open_direct(self, user_id: str) -> OpenedChat:
        """Get the direct chat with a person, made now if there is none; with oneself: Saved messages."""
        return await self.call(OpenDirect(user_id=user_id))

    async def create_group(self, name: str, user_ids: Iterable[str] = (), *, description: str = "") -> OpenedChat:
        """Create a group with these people."""
        command = CreateGroup(chat_id=self.new_id(), name=name, description=description, user_ids=tuple(user_ids))
        return await self.call(command)

    async def create_channel(self, name: str, user_ids: Iterable[str] = (), *, description: str = "") -> OpenedChat:
        """Create a channel, in which its owner and admins write and these people read."""
        command = CreateGroup(
            chat_id=self.new_id(), name=name, description=description, user_ids=tuple(user_ids), channel=True
        )
        return await self.call(command)

    async def history(
        self, chat_id: str, *, before: int | None = None, after: int | None = None, limit: int = 50
    ) -> History:
        """Read messages before or after a place, or the newest; what comes is kept in the replica too."""
        found = await self.call(GetHistory(chat_id=chat_id, before=before, after=after, limit=limit))
        self.replica.remember(chat_id, found)
        return found

    async def save_contact(self, user_id: str, own_name: str = "") -> Contact:
        """Put a person into one's contacts, under a name of one's own if there is one."""
        return await self.call(SaveContact(user_id=user_id, own_name=own_name))

    async def remove_contact(self, user_id: str) -> None:
        """Take a person out of one's contacts."""
        await self.call(RemoveContact(user_id=user_id))

    async def block(self, user_id: str) -> Contact:
        """Take no direct messages from a person any more, and show them nothing of oneself."""
        return await self.call(BlockPerson(user_id=user_id))

    async def unblock(self, user_id: str) -> None:
        """Let a person write again."""
        await self.call(UnblockPerson(user_id=user_id))

    async def report(
        self, user_id: str, reason: ReportReason, comment: str = "", *, message: Message | None = None
    ) -> None:
        """Tell the server's owner and admins of a person, or of a message of theirs."""
        command = ReportPerson(user_id=user_id, reason=reason, comment=comment)
        if message is not None:
            command = replace(command, chat_id=message.chat_id, seq=message.seq)
        await self.call(command)

    async def find_people(self, query: str = "") -> list[Person]:
        """Everybody whose name or username begins so, all pages."""
        people: list[Person] = []
        page = await self.call(FindPeople(query=query))
        while True:
            people += page.people
            if page.next is None:
                return people
            page = await self.call(FindPeople(query=query, after=page.next))
