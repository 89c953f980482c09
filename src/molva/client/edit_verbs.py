"""Handy names for changing messages, and for what they said before."""

from abc import ABC, abstractmethod
from typing import Any, TypeVar

from molva.client.delivery import Delivery
from molva.client.outbox import Posted
from molva.protocol.commands import Command, Edit, EditMessage, ListEdits
from molva.protocol.rows import Message

A = TypeVar("A")


class EditVerbs(ABC):
    """What a client says in short about changes; each raises the refusals of its command."""

    @abstractmethod
    async def call(self, command: Command[A], *, within: float = ...) -> A:
        """Do the command now and give its answer."""

    @abstractmethod
    async def post(self, command: Posted) -> Delivery[Any]:
        """Put the command into the outbox, which sees to it that it arrives."""

    async def edit(self, chat_id: str, seq: int, text: str, *, seen: Message | None = None) -> Message:
        """Change the text of one's own message, as long as the server takes it (`ServerInfo.edit_hours`).

        Args:
            seen: the message as it was when the change was written. Named, it is also what has to be there still:
                if another device has changed it since, `MessageChanged` is raised and nothing happens.
        """
        known = None if seen is None else seen.edited_at or 0
        command = EditMessage(chat_id=chat_id, seq=seq, text=text, known_edited_at=known)
        message: Message = await (await self.post(command))
        return message

    async def edits(self, chat_id: str, seq: int) -> list[Edit]:
        """What a message said before each change that is kept, the newest first, all pages.

        For the owner and the admins of a group or channel, where the server keeps it (`ServerInfo.edit_history`).
        """
        found: list[Edit] = []
        page = await self.call(ListEdits(chat_id=chat_id, seq=seq))
        while True:
            found += page.edits
            if page.next is None:
                return found
            page = await self.call(ListEdits(chat_id=chat_id, seq=seq, before=page.next))
