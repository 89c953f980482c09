"""Typing: shown to the others in the chat, except where one has blocked the other; never stored."""

from molva.protocol.commands import Done, SignalTyping
from molva.protocol.rows import chat_scope
from molva.protocol.signals import Typing
from molva.server.features.chats import require_member
from molva.server.features.contacts import strangers_of
from molva.server.kernel.context import View


def signal_typing(view: View, command: SignalTyping) -> Done:
    """Handle `SignalTyping`."""
    require_member(view.connection, view.user_id, command.chat_id).require_writer()
    typing = Typing(chat_id=command.chat_id, user_id=view.user_id)
    view.signals.append((chat_scope(command.chat_id), typing, strangers_of(view.connection, view.user_id)))
    return Done()
