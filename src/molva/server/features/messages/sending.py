"""Sending: all waiting messages of all chats in one go, numbered under the chats' locks."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from molva.protocol.commands import SendMessage, Sent
from molva.protocol.errors import ChatNotFound, MessageNotFound, Refusal
from molva.protocol.rows import Forward, Mentions, Message, Poll, chat_scope
from molva.server.features.chats import Counters, call_into, lock_counters, note_first_comment, write_counters
from molva.server.features.links import await_previews
from molva.server.features.mentions import Writing, find_mentions, write_mentions
from molva.server.features.messages import store
from molva.server.features.messages.store.comments import count_later
from molva.server.features.messages.store.expiry import follow_expiring
from molva.server.features.messages.store.paces import find_paces, paced_in, write_paces
from molva.server.features.messages.store.standings import Key, Standing, Standings
from molva.server.kernel.caller import Caller
from molva.server.kernel.text import check_text
from molva.server.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Origin:
    """What stands behind a text that its sender has not simply written here."""

    forward: Forward | None
    """What the message tells of whose words they are."""
    fingerprint: bytes
    """What a repeat must repeat, of 16 bytes; not the text, which may be another one by then."""
    poll: Poll | None = None
    """What the text asks."""


class Sender:
    """The batch handler of `SendMessage`."""

    def __init__(self, *, max_text: int, ban_appeal: str, general_hourly: int = 0, link_previews: bool = False) -> None:
        """Begin with nothing remembered.

        Args:
            max_text: longest text in characters.
            ban_appeal: whom a banned person may turn to; empty: the server's owner.
            general_hourly: messages of a member in any hour in the general chat; 0 for any number.
            link_previews: whether messages with a link wait for what the page says.
        """
        self._max_text = max_text
        self._ban_appeal = ban_appeal
        self._link_previews = link_previews
        self._standings = Standings(general_hourly)

    def send(
        self,
        tx: Transaction,
        batch: Sequence[tuple[Caller, SendMessage]],
        origins: Mapping[str, Origin] | None = None,
        moments: Mapping[str, int] | None = None,
    ) -> list[Sent | Refusal]:
        """Answer the commands in their order; see `SendMessage`.

        Args:
            origins: by the ids of forwarded messages and polls, which mention nobody; of all of the batch, or of none.
            moments: by their ids, of messages that are loaded: when each was said, ms. They are of one chat, and the
                last of them is the transaction's moment.
        """
        counters = lock_counters(tx.connection, {command.chat_id for _, command in batch})
        repeats = store.find_sent(tx.connection, [command.id for _, command in batch])
        keys = [(command.chat_id, caller.user_id) for caller, command in batch]
        standings = self._standings.find(tx, keys, counters)
        paces = find_paces(tx.connection, standings)
        mentions = self._find_mentions(tx, batch) if origins is None else {}
        fresh: list[tuple[Message, bytes]] = []
        outcomes: list[Sent | Refusal] = []
        for caller, command in batch:
            chat = counters.get(command.chat_id)
            standing = standings.get((command.chat_id, caller.user_id))
            if chat is None or standing is None:
                outcomes.append(ChatNotFound())
                continue
            origin = None if origins is None else origins[command.id]
            fingerprint = _fingerprint(command) if origin is None else origin.fingerprint
            sent = repeats.get(command.id)
            if sent is not None:
                outcomes.append(sent.repeated(command.chat_id, caller.user_id, fingerprint))
                continue
            refusal = standing.refusal(tx, chat, caller.user_id, self._ban_appeal) or self._text_refusal(command)
            if refusal is not None:
                outcomes.append(refusal)
                continue
            now = tx.now if moments is None else moments[command.id]
            if command.reply_to is not None and not standing.from_seq <= command.reply_to <= chat.last_seq:
                outcomes.append(MessageNotFound())
                continue
            pace = paces.get(paced_in(command.chat_id, caller.user_id, standing)) if paces else None
            # What is forwarded together counts as one message.
            if pace is not None and not (origins and pace.moved):
                refusal = pace.refusal(now)
                if refusal is not None:
                    outcomes.append(refusal)
                    continue
                pace.note(now)
            mentioned = mentions.get(Writing(command.chat_id, caller.user_id, command.text)) if mentions else None
            message = _append(tx, chat, caller.user_id, command, mentioned, origin, standing.lifetime_s, now)
            fresh.append((message, fingerprint))
            outcomes.append(Sent(seq=message.seq, sent_at=now))
            repeats[command.id] = store.SentBefore(command.chat_id, caller.user_id, chat.last_seq, now, fingerprint)
        if fresh:
            store.insert_messages(tx.connection, fresh)
            written = [message for message, _ in fresh]
            moved = {message.chat_id for message in written}
            write_counters(tx.connection, [counters[chat_id] for chat_id in moved], tx.now)
            write_paces(tx.connection, paces)
            follow_expiring(tx.connection, written, counters)
            for message in written if mentions else ():
                if message.mentions is not None:
                    write_mentions(tx.connection, message)
            _tell_threads(tx, written, standings)
            if self._link_previews:
                await_previews(tx, written)
        return outcomes

    def _find_mentions(
        self, tx: Transaction, batch: Sequence[tuple[Caller, SendMessage]]
    ) -> dict[Writing, Mentions | None]:
        # Most messages mention nobody, and cost no more than the look for the sign.
        writings = [
            Writing(command.chat_id, caller.user_id, command.text)
            for caller, command in batch
            if "@" in command.text and len(command.text) <= self._max_text
        ]
        return dict(zip(writings, find_mentions(tx, writings), strict=True)) if writings else {}

    def _text_refusal(self, command: SendMessage) -> Refusal | None:
        try:
            check_text(command.text, self._max_text)
        except Refusal as refusal:
            return refusal
        return None


def _append(
    tx: Transaction,
    chat: Counters,
    sender_id: str,
    command: SendMessage,
    mentions: Mentions | None,
    origin: Origin | None,
    lifetime_s: int,
    now: int,
) -> Message:
    chat.last_seq += 1
    chat.rev += 1
    message = Message(
        chat_id=chat.chat_id,
        seq=chat.last_seq,
        rev=chat.rev,
        id=command.id,
        sender_id=sender_id,
        sent_at=now,
        text=command.text,
        reply_to=command.reply_to,
        mentions=mentions,
        expires_at=_expires_at(chat, command, lifetime_s, now),
        forward=None if origin is None else origin.forward,
        poll=None if origin is None else origin.poll,
    )
    tx.claim(chat_scope(chat.chat_id), chat.rev - 1, chat.rev).rows.append(message)
    return message


def _tell_threads(tx: Transaction, fresh: Sequence[Message], standings: Mapping[Key, Standing]) -> None:
    """Let those follow a thread who comment or are meant by a comment, and have the root tell of it soon."""
    known: set[Key] = set()
    threads: set[str] = set()
    for message in fresh:
        key = message.chat_id, message.sender_id
        standing = standings[key]
        root = standing.root
        if root is None:
            continue
        threads.add(message.chat_id)
        if standing.first_comment and key not in known:
            known.add(key)
            note_first_comment(tx, *key)
        if message.mentions is not None:
            call_into(tx, message.chat_id, root, message.mentions.user_ids, message.seq)
    count_later(tx.connection, threads, tx.now)


def _expires_at(chat: Counters, command: SendMessage, in_thread_s: int, now: int) -> int | None:
    if not (chat.lifetime_s or in_thread_s or command.lifetime_s):
        return None
    return now + 1000 * min(each for each in (chat.lifetime_s, in_thread_s, command.lifetime_s) if each)


def _fingerprint(command: SendMessage) -> bytes:
    """Digest what a repeat must repeat; 128 bits, so that no other content passes for it."""
    content = f"{command.reply_to}\n{command.text}"
    if command.lifetime_s is not None:
        content = f"{command.lifetime_s} {content}"
    return hashlib.blake2b(content.encode(), digest_size=16).digest()
