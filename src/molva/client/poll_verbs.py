"""Handy names for polls: asking, answering, and who has chosen what."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, TypeVar

from molva.client.delivery import Delivery
from molva.client.outbox import Posted
from molva.protocol.commands import ClosePoll, Command, CreatePoll, ListVoters, Sent, VoteInPoll, Voter
from molva.protocol.rows import Message, Vote

A = TypeVar("A")


class PollVerbs(ABC):
    """What a client says in short about polls; each raises the refusals of its command."""

    @abstractmethod
    async def call(self, command: Command[A], *, within: float = ...) -> A:
        """Do the command now and give its answer."""

    @abstractmethod
    async def post(self, command: Posted) -> Delivery[Any]:
        """Put the command into the outbox, which sees to it that it arrives."""

    @abstractmethod
    def new_id(self) -> str:
        """Make an id for a message or a chat."""

    async def create_poll(
        self,
        chat_id: str,
        question: str,
        options: Iterable[str],
        *,
        multiple: bool = False,
        anonymous: bool = True,
        correct: int | None = None,
        explanation: str = "",
        closes_at: int | None = None,
    ) -> Sent:
        """Ask the people of a chat; returns once the server has stored it, however long the connection is gone.

        Args:
            correct: the right option from 0, which makes it a quiz.
            explanation: of a quiz, told to whoever has answered.
            closes_at: milliseconds since the epoch; None for a poll that stays open until somebody closes it.
        """
        command = CreatePoll(
            chat_id=chat_id,
            id=self.new_id(),
            question=question,
            options=tuple(options),
            multiple=multiple,
            anonymous=anonymous,
            correct=correct,
            explanation=explanation,
            closes_at=closes_at,
        )
        sent: Sent = await (await self.post(command))
        return sent

    async def vote(self, chat_id: str, seq: int, *options: int) -> Vote:
        """Choose options of a poll, from 0, in place of what one has chosen before; without any take one's vote back.

        Returns once the server has stored it, however long the connection is gone.
        """
        vote: Vote = await (await self.post(VoteInPoll(chat_id=chat_id, seq=seq, options=options)))
        return vote

    async def close_poll(self, chat_id: str, seq: int) -> Message:
        """Let nobody answer any more."""
        return await self.call(ClosePoll(chat_id=chat_id, seq=seq))

    async def voters(self, chat_id: str, seq: int, option: int) -> list[Voter]:
        """Everybody who has chosen an option of a poll that is not anonymous, all pages."""
        found: list[Voter] = []
        page = await self.call(ListVoters(chat_id=chat_id, seq=seq, option=option))
        while True:
            found += page.voters
            if page.next is None:
                return found
            page = await self.call(ListVoters(chat_id=chat_id, seq=seq, option=option, after=page.next))
