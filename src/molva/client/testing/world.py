"""A messenger in memory: users, chats and their rows with revisions, without network and without time of its own."""

from collections.abc import Callable, Iterable

from molva.client.testing.cast import FakeChat, FakeUser
from molva.client.testing.ledger import Ledger
from molva.client.testing.mentions import mentions_of
from molva.protocol.errors import (
    ChatNotFound,
    MessageChanged,
    MessageDeleted,
    MessageIdTaken,
    MessageNotFound,
    RightsMissing,
)
from molva.protocol.frames import Rows
from molva.protocol.ids import new_id
from molva.protocol.rows import (
    Account,
    AnyService,
    Chat,
    ChatKind,
    ChatRole,
    Forward,
    Mark,
    Member,
    MemberAdded,
    MemberRemoved,
    Membership,
    Message,
    account_scope,
    chat_scope,
    marks_scope,
)

PAGE = 100
"""Changed messages of a chat that are told at once; beyond it the frame has a hole."""


class World:
    """What the server knows. Every change gives `rows` frames to `publish`, each with the scope's next revision.

    Args:
        now_ms: tells the time, milliseconds since the epoch.
        publish: called with each frame, to be pushed to whoever follows its scope.
    """

    def __init__(self, now_ms: Callable[[], int], publish: Callable[[Rows], None]) -> None:
        self.now_ms = now_ms
        self.epoch = new_id(now_ms())
        self.users: dict[str, FakeUser] = {}
        self.chats: dict[str, FakeChat] = {}
        self.ledger = Ledger(publish)
        self._by_message_id: dict[str, Message] = {}

    def add_user(self, username: str, name: str = "") -> FakeUser:
        """Create a user."""
        user = FakeUser(new_id(self.now_ms()), username, name or username, f"token-of-{username}")
        self.users[user.id] = user
        scope = account_scope(user.id)
        account = Account(
            user_id=user.id,
            rev=self.ledger.next_rev(scope),
            username=username,
            name=user.name,
            created_at=self.now_ms(),
        )
        self.ledger.put(scope, account)
        return user

    def add_chat(
        self, name: str, users: Iterable[FakeUser], *, kind: ChatKind = ChatKind.GROUP, chat_id: str | None = None
    ) -> FakeChat:
        """Create a chat; the first user becomes its owner."""
        chat = FakeChat(chat_id or new_id(self.now_ms()), kind)
        self.chats[chat.id] = chat
        scope = chat_scope(chat.id)
        self.ledger.put(
            scope, Chat(id=chat.id, rev=self.ledger.next_rev(scope), kind=kind, name=name, created_at=self.now_ms())
        )
        role = ChatRole.OWNER
        for user in users:
            self._admit(chat, user, role)
            role = ChatRole.MEMBER
        return chat

    def open_direct(self, one: FakeUser, other: FakeUser) -> FakeChat:
        """Get the chat of two people, or of one with themselves."""
        pair = {one.id, other.id}
        for chat in self.chats.values():
            if chat.kind in (ChatKind.DIRECT, ChatKind.SAVED) and set(chat.members) == pair:
                return chat
        kind = ChatKind.SAVED if one is other else ChatKind.DIRECT
        return self.add_chat("", [one] if one is other else [one, other], kind=kind)

    def add_member(self, chat: FakeChat, user: FakeUser, *, by: FakeUser) -> None:
        """Add a user to a chat, who then sees everything in it."""
        self._admit(chat, user, ChatRole.MEMBER)
        self._write(chat, by, service=MemberAdded(user_id=user.id))

    def remove_member(self, chat: FakeChat, user: FakeUser, *, by: FakeUser) -> None:
        """Remove a user from a chat; the tombstone of the membership goes out before anything later."""
        scope = account_scope(user.id)
        self.ledger.put(scope, Membership(chat_id=chat.id, rev=self.ledger.next_rev(scope), left=True))
        self._put_member(chat, user, chat.members[user.id].role, left=True)
        self._write(chat, by, service=MemberRemoved(user_id=user.id))

    def send(
        self,
        chat: FakeChat,
        sender: FakeUser,
        text: str,
        *,
        message_id: str | None = None,
        reply_to: int | None = None,
        forward: Forward | None = None,
    ) -> Message:
        """Write a message; the same id again gives the first message.

        Raises:
            ChatNotFound: the sender is not in the chat.
            MessageIdTaken: the id names a message with other content.
        """
        self.require_member(chat, sender)
        if message_id is not None and (known := self._by_message_id.get(message_id)) is not None:
            if (known.chat_id, known.sender_id, known.text) != (chat.id, sender.id, text):
                raise MessageIdTaken
            return known
        return self._write(chat, sender, text=text, message_id=message_id, reply_to=reply_to, forward=forward)

    def edit(
        self, chat: FakeChat, editor: FakeUser, seq: int, text: str, *, known_edited_at: int | None = None
    ) -> Message:
        """Change the text of one's own message, if it is the version that is known."""
        message = self._own(chat, editor, seq)
        if message.deleted:
            raise MessageDeleted
        if text == message.text:
            return message
        if known_edited_at not in (None, message.edited_at or 0):
            raise MessageChanged
        edited_at = max(self.now_ms(), (message.edited_at or 0) + 1)
        return self._replace(chat, message, text=text, edited_at=edited_at, deleted=False)

    def delete(self, chat: FakeChat, user: FakeUser, seq: int) -> None:
        """Delete one's own message; again does no harm."""
        message = self._own(chat, user, seq)
        if not message.deleted:
            self._replace(chat, message, text="", edited_at=None, deleted=True)

    def mark(self, chat: FakeChat, user: FakeUser, *, read: int | None = None, delivered: int | None = None) -> None:
        """Move a user's marks forward."""
        self.require_member(chat, user)
        scope = marks_scope(chat.id)
        before = self._mark(chat, user)
        read_seq = max(before.read_seq, read or 0)
        delivered_seq = max(before.delivered_seq, delivered or 0, read_seq)
        mark = Mark(
            chat_id=chat.id,
            user_id=user.id,
            rev=self.ledger.next_rev(scope),
            read_seq=read_seq,
            delivered_seq=delivered_seq,
        )
        self.ledger.put(scope, mark)
        own = account_scope(user.id)
        self.ledger.put(own, Membership(chat_id=chat.id, rev=self.ledger.next_rev(own), read_seq=read_seq))

    def changes(self, user: FakeUser, scope: str, after: int) -> Rows:
        """The rows of a scope that are newer than a revision.

        Raises:
            ChatNotFound: not a scope that the user may read.
        """
        if scope not in self.scopes(user):
            raise ChatNotFound
        rows, rev = self.ledger.newer(scope, after), self.ledger.rev(scope)
        messages = sorted((row for row in rows if isinstance(row, Message)), key=lambda row: row.seq)
        if len(messages) <= PAGE:
            return Rows(scope=scope, after=min(after, rev), rev=rev, rows=rows)
        others = [row for row in rows if not isinstance(row, Message)]
        chat = self.chats[messages[0].chat_id]
        return Rows(
            scope=scope,
            after=min(after, rev),
            rev=rev,
            rows=[*others, *messages[-PAGE:]],
            hole=True,
            unread=self.unread(chat, user),
            unread_mentions=self.unread_mentions(chat, user),
        )

    def scopes(self, user: FakeUser) -> list[str]:
        """The scopes that a user follows, the own account first."""
        own = [chat.id for chat in self.chats.values() if chat.present(user.id)]
        return [account_scope(user.id), *map(chat_scope, own), *map(marks_scope, own)]

    def unread(self, chat: FakeChat, user: FakeUser) -> int:
        """Count what others wrote after the user's mark."""
        return sum(
            row.sender_id != user.id and not row.deleted and row.service is None
            for row in chat.messages[self.read_seq(chat, user) :]
        )

    def unread_mentions(self, chat: FakeChat, user: FakeUser) -> list[int]:
        """List the messages after the user's mark that mention them."""
        found = [
            (row.seq, row.mentions) for row in chat.messages[self.read_seq(chat, user) :] if row.sender_id != user.id
        ]
        return [seq for seq, mentions in found if mentions and (mentions.everybody or user.id in mentions.user_ids)]

    def read_seq(self, chat: FakeChat, user: FakeUser) -> int:
        """Where the user's read mark stands."""
        return self._mark(chat, user).read_seq

    def require_member(self, chat: FakeChat, user: FakeUser) -> None:
        """Refuse whoever is not in the chat, as if there were none."""
        if not chat.present(user.id):
            raise ChatNotFound

    def _mark(self, chat: FakeChat, user: FakeUser) -> Mark:
        unmarked = Mark(chat_id=chat.id, user_id=user.id, rev=0)
        found = self.ledger.find(marks_scope(chat.id), unmarked.key())
        return found if isinstance(found, Mark) else unmarked

    def _admit(self, chat: FakeChat, user: FakeUser, role: ChatRole) -> None:
        scope = account_scope(user.id)
        self._put_member(chat, user, role)
        self.ledger.put(scope, Membership(chat_id=chat.id, rev=self.ledger.next_rev(scope)))

    def _put_member(self, chat: FakeChat, user: FakeUser, role: ChatRole, *, left: bool = False) -> None:
        scope = chat_scope(chat.id)
        member = Member(
            chat_id=chat.id,
            user_id=user.id,
            rev=self.ledger.next_rev(scope),
            username=user.username,
            name=user.name,
            role=role,
            joined_at=self.now_ms(),
            left=left,
        )
        chat.members[user.id] = member
        self.ledger.put(scope, member)

    def _write(
        self,
        chat: FakeChat,
        sender: FakeUser,
        *,
        text: str = "",
        message_id: str | None = None,
        reply_to: int | None = None,
        service: AnyService | None = None,
        forward: Forward | None = None,
    ) -> Message:
        scope = chat_scope(chat.id)
        message = Message(
            chat_id=chat.id,
            seq=len(chat.messages) + 1,
            rev=self.ledger.next_rev(scope),
            id=message_id or new_id(self.now_ms()),
            sender_id=sender.id,
            sent_at=self.now_ms(),
            text=text,
            reply_to=reply_to,
            forward=forward,
            service=service,
            mentions=mentions_of(chat.kind, chat.members, sender.id, text),
        )
        chat.messages.append(message)
        self._by_message_id[message.id] = message
        self.ledger.put(scope, message)
        return message

    def _own(self, chat: FakeChat, user: FakeUser, seq: int) -> Message:
        self.require_member(chat, user)
        if not 0 < seq <= len(chat.messages):
            raise MessageNotFound
        if chat.messages[seq - 1].sender_id != user.id:
            raise RightsMissing
        return chat.messages[seq - 1]

    def _replace(self, chat: FakeChat, message: Message, *, text: str, edited_at: int | None, deleted: bool) -> Message:
        scope = chat_scope(chat.id)
        changed = Message(
            chat_id=chat.id,
            seq=message.seq,
            rev=self.ledger.next_rev(scope),
            id=message.id,
            sender_id=message.sender_id,
            sent_at=message.sent_at,
            text=text,
            reply_to=message.reply_to,
            edited_at=edited_at,
            deleted=deleted,
            mentions=mentions_of(chat.kind, chat.members, message.sender_id, text),
        )
        chat.messages[message.seq - 1] = changed
        self.ledger.put(scope, changed)
        return changed
