"""The general chat: everybody is in it from the moment they join the server."""

from typing import Final

from molva.protocol.ids import new_id
from molva.protocol.rows import Account, ChatKind, ChatRole
from molva.server.features.chats import store
from molva.server.kernel.context import Context

NAMES: Final = {"en": "General", "ru": "Общий чат"}
"""What the general chat is called at first, in the language of whoever sets the server up."""


def join_general(ctx: Context, account: Account) -> None:
    """Let a new user into the general chat; the first one makes it and owns it."""
    chat_id = store.find_general(ctx)
    role = ChatRole.MEMBER
    if chat_id is None:
        chat_id, role = new_id(ctx.now), ChatRole.OWNER
        name = NAMES[account.language or ctx.caller.language]
        store.insert_chat(ctx, chat_id, ChatKind.GROUP, name=name, general=True)
        store.set_general(ctx, chat_id)
    store.put_member(ctx, chat_id, account.user_id, role)
