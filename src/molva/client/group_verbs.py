"""Handy names for the people of groups: who is there, links, requests to be let in, and public chats."""

from abc import ABC, abstractmethod
from typing import TypeVar

from molva.client.replica import Replica
from molva.protocol.commands import (
    Added,
    AddMember,
    AnswerAddRequest,
    AnswerJoinRequest,
    ChatInvite,
    Command,
    CreateChatInvite,
    FindPublicChats,
    JoinChat,
    Joining,
    JoinPublicChat,
    LeaveChat,
    ListChatInvites,
    ListMembers,
    LookUpPublicChat,
    MemberPage,
    PublicChat,
    PublicChats,
    PublishChat,
    RevokeChatInvite,
    UnpublishChat,
    WithdrawJoinRequest,
)
from molva.protocol.rows import AddRequest, Chat, JoinRequest, JoinState

A = TypeVar("A")


class GroupVerbs(ABC):
    """What a client says in short about who comes into a group; each raises the refusals of its command."""

    replica: Replica

    @abstractmethod
    async def call(self, command: Command[A], *, within: float = ...) -> A:
        """Do the command now and give its answer."""

    async def members(self, chat_id: str, query: str = "", *, after: str | None = None, limit: int = 100) -> MemberPage:
        """A page of a chat's members; `next` of the answer is `after` for the page that follows.

        Args:
            query: what words of the name or username begin with; empty for everybody.
        """
        return await self.call(ListMembers(chat_id=chat_id, query=query, after=after, limit=limit))

    async def create_chat_invite(
        self,
        chat_id: str,
        *,
        name: str = "",
        max_uses: int | None = None,
        lifetime_s: int | None = None,
        approval: bool = False,
        registers: bool = False,
    ) -> ChatInvite:
        """Make a link into a group; its `code` is told this once.

        Args:
            lifetime_s: seconds for which it works; None for ever.
            approval: who follows it asks to be let in.
            registers: it opens registration too; only the server's owner and admins may say so.
        """
        command = CreateChatInvite(
            chat_id=chat_id,
            name=name,
            max_uses=max_uses,
            lifetime_s=lifetime_s,
            approval=approval,
            registers=registers,
        )
        return await self.call(command)

    async def chat_invites(self, chat_id: str) -> list[ChatInvite]:
        """The links into a group, newest first."""
        return (await self.call(ListChatInvites(chat_id=chat_id))).invites

    async def revoke_chat_invite(self, chat_id: str, invite_id: str) -> None:
        """Make a link into a group useless."""
        await self.call(RevokeChatInvite(chat_id=chat_id, invite_id=invite_id))

    async def join_chat(self, code: str) -> Joining:
        """Follow a link into a group, or ask to be let in where it takes that."""
        return await self.call(JoinChat(code=code))

    async def withdraw_join_request(self, chat_id: str) -> None:
        """Wait for a group's answer no more, or put its refusal away."""
        await self.call(WithdrawJoinRequest(chat_id=chat_id))

    def join_requests(self, chat_id: str | None = None) -> list[JoinRequest]:
        """Who waits to be let into a group, or into all of those whose requests the user answers; first come first."""
        waiting = [
            row
            for row in self.replica.join_requests.values()
            if row.state is JoinState.WAITING and row.user_id != self.replica.user_id and chat_id in (None, row.chat_id)
        ]
        return sorted(waiting, key=lambda row: (row.asked_at, row.user_id))

    async def answer_join_request(self, chat_id: str, user_id: str, *, approve: bool) -> None:
        """Let somebody in who has asked, or refuse."""
        await self.call(AnswerJoinRequest(chat_id=chat_id, user_id=user_id, approve=approve))

    async def add_member(self, chat_id: str, user_id: str) -> Added:
        """Add somebody to a group, or ask them where they want that; the answer tells which of the two it was."""
        return await self.call(AddMember(chat_id=chat_id, user_id=user_id))

    def add_requests(self) -> list[AddRequest]:
        """The groups that ask the user whether they want to be added; first come first."""
        waiting = [row for row in self.replica.add_requests.values() if not row.closed]
        return sorted(waiting, key=lambda row: (row.asked_at, row.chat_id))

    async def answer_add_request(self, chat_id: str, *, accept: bool) -> None:
        """Join a group that asks, or decline."""
        await self.call(AnswerAddRequest(chat_id=chat_id, accept=accept))

    async def leave_chat(self, chat_id: str) -> None:
        """Leave a group or a channel; it is deleted with its last member."""
        await self.call(LeaveChat(chat_id=chat_id))

    async def publish_chat(self, chat_id: str, address: str, *, approval: bool = False) -> Chat:
        """Make a chat public under an address, or change it.

        Args:
            approval: whoever comes by it asks to be let in.
        """
        return await self.call(PublishChat(chat_id=chat_id, address=address, approval=approval))

    async def unpublish_chat(self, chat_id: str) -> Chat:
        """Let a chat be public no more."""
        return await self.call(UnpublishChat(chat_id=chat_id))

    async def find_public_chats(self, query: str = "", *, after: str | None = None, limit: int = 30) -> PublicChats:
        """A page of the public chats, the largest first; `next` of the answer is `after` for the page that follows."""
        return await self.call(FindPublicChats(query=query, after=after, limit=limit))

    async def public_chat(self, address: str) -> PublicChat:
        """The public chat that has an address."""
        return await self.call(LookUpPublicChat(address=address))

    async def join_public_chat(self, chat_id: str) -> Joining:
        """Join a public chat, or ask to be let in where it wants that."""
        return await self.call(JoinPublicChat(chat_id=chat_id))
