"""Links into groups, made and followed."""

from __future__ import annotations

from typing import Any

from molva.protocol.commands import (
    ChatInvitation,
    ChatInvite,
    CreateChatInvite,
    JoinChat,
    ListChatInvites,
    LookUpChatInvite,
)
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World


async def link(world: World, who: Caller, chat_id: str, **limits: Any) -> ChatInvite:
    """Make a link."""
    return await world.do(who, CreateChatInvite(chat_id=chat_id, **limits))


async def look(world: World, who: Caller, invite: ChatInvite) -> ChatInvitation:
    """Ask what a link says."""
    return await world.do(who, LookUpChatInvite(code=invite.code or ""))


async def join(world: World, who: Caller, invite: ChatInvite) -> str:
    """Follow a link that lets in."""
    answer = await world.do(who, JoinChat(code=invite.code or ""))
    assert not answer.asked
    return answer.chat_id


async def uses(world: World, who: Caller, chat_id: str) -> list[int]:
    """How often each link was used, the newest first."""
    return [each.uses for each in (await world.do(who, ListChatInvites(chat_id=chat_id))).invites]
