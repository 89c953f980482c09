"""The handler of forwards: what one sees goes where one may write, as it is at that moment."""

import hashlib
from collections.abc import Collection

from molva.protocol.commands import Copy, Forwarded, ForwardMessages, SendMessage, Sent
from molva.protocol.errors import MessageDeleted, MessageNotFound, MessageStays, Refusal
from molva.protocol.rows import Forward, Message
from molva.server.features.chats import chat_members, require_member
from molva.server.features.hidden import find_hidden
from molva.server.features.messages import Origin, Sender, find_sent, read_messages
from molva.server.kernel.context import Context


class Forwarder:
    """The handler, which sends through the door that every message takes."""

    def __init__(self, *, max_text: int, ban_appeal: str, general_hourly: int, link_previews: bool) -> None:
        self._sender = Sender(
            max_text=max_text, ban_appeal=ban_appeal, general_hourly=general_hourly, link_previews=link_previews
        )

    def forward(self, ctx: Context, command: ForwardMessages) -> Forwarded:
        """Handle `ForwardMessages`; a repeat is answered as the first, whatever became of the messages since."""
        require_member(ctx.connection, ctx.user_id, command.chat_id)
        known = find_sent(ctx.connection, [copy.id for copy in command.messages])
        originals = _read_originals(ctx, command, {copy.seq for copy in command.messages if copy.id not in known})
        authors = _name_authors(ctx, command.from_chat_id, originals.values()) if command.show_author else {}
        batch = [
            (
                ctx.caller,
                SendMessage(
                    chat_id=command.chat_id,
                    id=copy.id,
                    text=originals[copy.seq].text if copy.seq in originals else "",
                ),
            )
            for copy in command.messages
        ]
        origins = {copy.id: Origin(authors.get(copy.seq), _fingerprint(command, copy)) for copy in command.messages}
        sent: list[Sent] = []
        for outcome in self._sender.send(ctx.tx, batch, origins):
            if isinstance(outcome, Refusal):
                # What was sent before it is taken back with it.
                raise outcome
            sent.append(outcome)
        return Forwarded(sent=sent)


def _read_originals(ctx: Context, command: ForwardMessages, seqs: Collection[int]) -> dict[int, Message]:
    """Read what is to be said again; what its reader has deleted for themselves is not there for them."""
    if not seqs:
        return {}
    place = require_member(ctx.connection, ctx.user_id, command.from_chat_id)
    found = {message.seq: message for message in read_messages(ctx.connection, place, seqs)}
    if len(found) < len(seqs) or find_hidden(ctx.connection, ctx.user_id, command.from_chat_id, seqs):
        raise MessageNotFound
    if any(message.deleted for message in found.values()):
        raise MessageDeleted
    if any(_stays(message) for message in found.values()):
        raise MessageStays
    return found


def _stays(message: Message) -> bool:
    # A copy of a poll would count votes of its own, and of a quiz it would not know the right answer.
    return any(part is not None for part in (message.service, message.expires_at, message.poll))


def _name_authors(ctx: Context, chat_id: str, originals: Collection[Message]) -> dict[int, Forward]:
    """Tell whose words each is, by the name of now; of a forward, whose it tells itself."""
    senders = {message.sender_id for message in originals if message.forward is None}
    names = {member.user_id: member.name for member in chat_members(ctx.connection, chat_id, senders)}
    return {
        message.seq: message.forward or Forward(user_id=message.sender_id, name=names[message.sender_id])
        for message in originals
    }


def _fingerprint(command: ForwardMessages, copy: Copy) -> bytes:
    """Digest what a repeat must repeat; no text that is sent has a digest with a key."""
    content = f"{command.from_chat_id}\n{copy.seq}\n{command.show_author}"
    return hashlib.blake2b(content.encode(), digest_size=16, key=b"forward").digest()
