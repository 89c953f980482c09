"""Public chats, made and looked for."""

from __future__ import annotations

from typing import Any

from molva.protocol.commands import FindPublicChats, LookUpPublicChat, PublicChat, PublishChat
from molva.protocol.rows import Chat
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

VISITOR = Caller(address="192.0.2.2")


async def publish(world: World, who: Caller, chat_id: str, address: str, **more: Any) -> Chat:
    """Make a chat public."""
    return await world.do(who, PublishChat(chat_id=chat_id, address=address, **more))


async def found(world: World, who: Caller, query: str = "") -> list[str]:
    """The addresses that a search gives, in order."""
    return [chat.address for chat in (await world.do(who, FindPublicChats(query=query))).chats]


async def look(world: World, who: Caller, address: str) -> PublicChat:
    """Ask which chat has an address."""
    return await world.do(who, LookUpPublicChat(address=address))
