"""What the fake server answers to each command that it knows."""

from molva.client.testing.cast import FakeChat, FakeUser
from molva.client.testing.world import World
from molva.protocol.commands import (
    AnyCommand,
    Changes,
    ChatList,
    ChatState,
    CreateGroup,
    DeleteMessage,
    Done,
    EditMessage,
    FindPeople,
    Forwarded,
    ForwardMessages,
    GetAccount,
    GetChanges,
    GetChat,
    GetHistory,
    History,
    ListChats,
    MarkChat,
    OpenDirect,
    OpenedChat,
    People,
    Person,
    SendMessage,
    Sent,
    SignalTyping,
)
from molva.protocol.errors import ChatNotFound, MessageNotFound, UnknownCommand, UserNotFound
from molva.protocol.rows import Chat, ChatKind, Forward, account_scope, chat_scope


def answer(world: World, user: FakeUser, command: AnyCommand) -> object:
    """Do a command for a user.

    Raises:
        Refusal: as the real server would, where the fake one looks at all.
        UnknownCommand: the fake server does not know it.
    """
    match command:
        case GetChanges():
            return Changes(epoch=world.epoch, rows=world.changes(user, command.scope, command.after))
        case SendMessage():
            chat = _chat(world, command.chat_id)
            message = world.send(chat, user, command.text, message_id=command.id, reply_to=command.reply_to)
            return Sent(seq=message.seq, sent_at=message.sent_at)
        case ForwardMessages():
            return _forward(world, user, command)
        case EditMessage():
            chat = _chat(world, command.chat_id)
            return world.edit(chat, user, command.seq, command.text, known_edited_at=command.known_edited_at)
        case DeleteMessage():
            world.delete(_chat(world, command.chat_id), user, command.seq)
            return Done()
        case MarkChat():
            chat = _chat(world, command.chat_id)
            world.mark(chat, user, read=command.read_seq, delivered=command.delivered_seq)
            return Done()
        case SignalTyping():
            world.require_member(_chat(world, command.chat_id), user)
            return Done()
        case GetHistory():
            return _history(world, user, command)
        case _:
            return _answer_about_chats(world, user, command)


def _answer_about_chats(world: World, user: FakeUser, command: AnyCommand) -> object:
    match command:
        case ListChats():
            return ChatList(chats=[_state(world, user, chat) for chat in world.chats.values() if chat.present(user.id)])
        case GetChat():
            return _state(world, user, _chat(world, command.chat_id))
        case OpenDirect():
            return _opened(world, user, world.open_direct(user, _user(world, command.user_id)))
        case CreateGroup():
            if command.chat_id not in world.chats:
                people = [user, *(_user(world, user_id) for user_id in command.user_ids)]
                kind = ChatKind.CHANNEL if command.channel else ChatKind.GROUP
                world.add_chat(command.name, people, kind=kind, chat_id=command.chat_id)
            return _opened(world, user, world.chats[command.chat_id])
        case GetAccount():
            return world.changes(user, account_scope(user.id), 0).rows[0]
        case FindPeople():
            found = sorted(world.users.values(), key=lambda each: each.name)
            query = command.query.casefold()
            return People(
                people=[
                    Person(user_id=each.id, username=each.username, name=each.name)
                    for each in found
                    if each.name.casefold().startswith(query) or each.username.casefold().startswith(query)
                ]
            )
        case _:
            raise UnknownCommand


def _forward(world: World, user: FakeUser, command: ForwardMessages) -> Forwarded:
    source, target = _chat(world, command.from_chat_id), _chat(world, command.chat_id)
    world.require_member(source, user)
    sent = []
    for copy in command.messages:
        if not 1 <= copy.seq <= len(source.messages):
            raise MessageNotFound
        original = source.messages[copy.seq - 1]
        author = Forward(user_id=original.sender_id, name=source.members[original.sender_id].name)
        forward = (original.forward or author) if command.show_author else None
        message = world.send(target, user, original.text, message_id=copy.id, forward=forward)
        sent.append(Sent(seq=message.seq, sent_at=message.sent_at))
    return Forwarded(sent=sent)


def _history(world: World, user: FakeUser, command: GetHistory) -> History:
    chat = _chat(world, command.chat_id)
    world.require_member(chat, user)
    count = len(chat.messages)
    around = command.around
    if command.around_id is not None:
        around = next((message.seq for message in chat.messages if message.id == command.around_id), None)
        if around is None:
            raise MessageNotFound
    elif command.around_at is not None:
        older = sum(message.sent_at < command.around_at for message in chat.messages)
        around = min(older + 1, count)
    if command.after is not None:
        start, end = command.after, command.after + command.limit
    elif around is not None:
        start = around - 1 - command.limit // 2
        end = start + command.limit
    else:
        end = count if command.before is None else command.before - 1
        start = end - command.limit
    start, end = max(0, min(start, count)), max(0, min(end, count))
    return History(
        messages=chat.messages[start:end],
        members=list(chat.members.values()),
        quoted=[],
        at_start=start == 0,
        at_end=end == count,
        rev=world.ledger.rev(chat_scope(chat.id)),
    )


def _state(world: World, user: FakeUser, chat: FakeChat) -> ChatState:
    world.require_member(chat, user)
    rows = world.changes(user, chat_scope(chat.id), 0).rows
    return ChatState(
        chat=next(row for row in rows if isinstance(row, Chat)),
        members=[member for member in chat.members.values() if not member.left],
        last_seq=len(chat.messages),
        read_seq=world.read_seq(chat, user),
        unread=world.unread(chat, user),
        unread_mentions=world.unread_mentions(chat, user),
        last_message=chat.messages[-1] if chat.messages else None,
    )


def _opened(world: World, user: FakeUser, chat: FakeChat) -> OpenedChat:
    state = _state(world, user, chat)
    return OpenedChat(chat=state.chat, members=state.members)


def _chat(world: World, chat_id: str) -> FakeChat:
    if chat_id not in world.chats:
        raise ChatNotFound
    return world.chats[chat_id]


def _user(world: World, user_id: str) -> FakeUser:
    if user_id not in world.users:
        raise UserNotFound
    return world.users[user_id]
