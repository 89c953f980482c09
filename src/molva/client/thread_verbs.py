"""Handy names for comments under messages; what is done inside a thread is done as in any chat, by the thread's id."""

from abc import abstractmethod

from molva.client.group_verbs import GroupVerbs
from molva.protocol.commands import FollowThread, ListThreads, OpenedThread, OpenThread, Sent
from molva.protocol.rows import Membership


class ThreadVerbs(GroupVerbs):
    """What a client says in short about threads; each raises the refusals of its command."""

    @abstractmethod
    async def send(self, chat_id: str, text: str, *, reply_to: int | None = ...) -> Sent:
        """Send a text."""

    async def open_thread(self, chat_id: str, seq: int) -> OpenedThread:
        """Open the comments under a message, to read and write them; made by whoever is the first."""
        return await self.call(OpenThread(chat_id=chat_id, seq=seq))

    async def comment(self, chat_id: str, seq: int, text: str, *, reply_to: int | None = None) -> Sent:
        """Comment on a message; one follows its thread from then on.

        Args:
            reply_to: the number of another comment that this one answers.
        """
        opened = await self.open_thread(chat_id, seq)
        return await self.send(opened.thread.chat.id, text, reply_to=reply_to)

    async def follow_thread(self, thread_id: str, *, following: bool = True) -> Membership:
        """Be told what is new in an open thread, or not any more."""
        return await self.call(FollowThread(chat_id=thread_id, following=following))

    async def threads(self, *, before: OpenedThread | None = None, limit: int = 50) -> list[OpenedThread]:
        """The threads that one follows, the latest written first.

        Args:
            before: the last one of a page, for those after it.
        """
        command = ListThreads(limit=limit)
        if before is not None:
            command = ListThreads(before_at=before.active_at, before_id=before.thread.chat.id, limit=limit)
        return (await self.call(command)).threads
