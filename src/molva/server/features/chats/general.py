"""The general chat: everybody is in it from the moment they join the server."""

from molva.protocol.ids import new_id
from molva.protocol.rows import Account, ChatKind, ChatRole
from molva.server.features.chats import store
from molva.server.kernel.context import Context


def join_general(ctx: Context, account: Account) -> None:
    """Let a new user into the general chat; the first one makes it and owns it."""
    chat_id = store.find_general(ctx)
    role = ChatRole.MEMBER
    if chat_id is None:
        chat_id, role = new_id(ctx.now), ChatRole.OWNER
        # Until somebody names it, everybody reads its name in their own language.
        store.insert_chat(ctx, chat_id, ChatKind.GROUP, name="", general=True)
        store.set_general(ctx, chat_id)
    store.put_member(ctx, chat_id, account.user_id, role)
