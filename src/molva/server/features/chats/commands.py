"""Opening, creating, changing and deleting chats."""

from collections.abc import Collection

from molva.protocol.commands import ChangeChat, CreateGroup, DeleteChat, Done, OpenDirect, OpenedChat
from molva.protocol.errors import ChatIdTaken, GeneralChat, InvalidName, UserNotFound
from molva.protocol.ids import new_id
from molva.protocol.rows import SYNCED_MEMBERS, ChannelCreated, Chat, ChatKind, ChatRenamed, ChatRole, GroupCreated
from molva.server.features.chats import store
from molva.server.features.chats.events import ChatDeleted, ChatEvent, PersonAsked
from molva.server.features.chats.store.access import require_member, visible
from molva.server.features.chats.store.rows import chat_members, find_chat
from molva.server.features.contacts import require_addable, require_direct
from molva.server.kernel.context import Context
from molva.server.kernel.text import clean_name


def open_direct(ctx: Context, command: OpenDirect) -> OpenedChat:
    """Handle `OpenDirect`: one chat a pair, whichever side asks first; with oneself, Saved messages.

    A chat that is there is opened in any case: what was written stays readable.
    """
    me, other = ctx.user_id, command.user_id
    key = store.direct_key(me, other)
    chat_id = store.find_direct(ctx, key)
    if chat_id is not None and visible(ctx.connection, me, chat_id) is None:
        # With a command that was still under way when the account was deleted.
        raise UserNotFound
    if chat_id is None:
        if len(store.known_users(ctx, [me, other])) < len({me, other}):
            raise UserNotFound
        if me != other:
            require_direct(ctx.connection, me, other)
        chat_id = new_id(ctx.now)
        begin_direct(ctx, chat_id, me, other)
    return _opened(ctx, chat_id)


def begin_direct(ctx: Context, chat_id: str, me: str, other: str) -> None:
    """Make the direct chat of a pair that has none, or Saved messages."""
    kind = ChatKind.SAVED if me == other else ChatKind.DIRECT
    store.insert_chat(ctx, chat_id, kind, direct_key=store.direct_key(me, other))
    for user_id in sorted({me, other}):
        store.put_member(ctx, chat_id, user_id, ChatRole.MEMBER)


def create_group(ctx: Context, command: CreateGroup) -> OpenedChat:
    """Handle `CreateGroup`; the id is the caller's, so that a repeat finds the same group."""
    name = clean_name(command.name)
    if store.chat_exists(ctx, command.chat_id):
        place = visible(ctx.connection, ctx.user_id, command.chat_id)
        if place is None or place.role is not ChatRole.OWNER:
            raise ChatIdTaken
        # Whoever was not put into it then was asked, and is told of as such whatever they have answered.
        known = {member.user_id for member in chat_members(ctx.connection, command.chat_id, command.user_ids)}
        return _opened(ctx, command.chat_id, set(command.user_ids) - known)
    others = sorted(set(command.user_ids) - {ctx.user_id})
    if len(store.known_users(ctx, [ctx.user_id, *others])) != len(others) + 1:
        raise UserNotFound
    asked = require_addable(ctx.connection, ctx.user_id, others)
    store.insert_chat(
        ctx,
        command.chat_id,
        ChatKind.CHANNEL if command.channel else ChatKind.GROUP,
        name=name,
        description=clean_description(command.description),
        history_shared=command.history_shared,
        who_writes=(ChatRole.ADMIN if command.channel else ChatRole.MEMBER).value,
    )
    store.put_member(ctx, command.chat_id, ctx.user_id, ChatRole.OWNER)
    for user_id in others:
        if user_id not in asked:
            store.put_member(ctx, command.chat_id, user_id, ChatRole.MEMBER)
    for user_id in sorted(asked):
        ctx.note(PersonAsked(command.chat_id, user_id))
    created = ChannelCreated(name=name) if command.channel else GroupCreated(name=name)
    ctx.note(ChatEvent(command.chat_id, created))
    return _opened(ctx, command.chat_id, asked)


def change_chat(ctx: Context, command: ChangeChat) -> Chat:
    """Handle `ChangeChat`."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    place.require_role(place.who_changes)
    before = find_chat(ctx.connection, command.chat_id)
    name = before.name if command.name is None else clean_name(command.name)
    description = before.description if command.description is None else clean_description(command.description)
    shared = before.history_shared if command.history_shared is None else command.history_shared
    if (name, description, shared) == (before.name, before.description, before.history_shared):
        return before
    chat = store.update_chat(ctx, command.chat_id, name=name, description=description, history_shared=shared)
    if name != before.name:
        ctx.note(ChatEvent(command.chat_id, ChatRenamed(name=name)))
    return chat


def delete_chat(ctx: Context, command: DeleteChat) -> Done:
    """Handle `DeleteChat`: nobody is a member any more, and the messages are gone."""
    place = require_member(ctx.connection, ctx.user_id, command.chat_id)
    place.require_role(ChatRole.OWNER)
    if place.general:
        raise GeneralChat
    end_chat(ctx, command.chat_id)
    return Done()


def end_chat(ctx: Context, chat_id: str) -> None:
    """Take everybody out of a chat, and its content out of the database."""
    store.end_everybody(ctx, chat_id)
    store.update_chat(ctx, chat_id, deleted=True, name="", description="", address="", approval=False)
    ctx.note(ChatDeleted(chat_id))


def clean_description(text: str) -> str:
    """Check a chat's description.

    Raises:
        InvalidName: it has characters that cannot be stored.
    """
    if "\x00" in text:
        raise InvalidName(limit=1024)
    return text.strip()


def _opened(ctx: Context, chat_id: str, asked: Collection[str] = ()) -> OpenedChat:
    chat = find_chat(ctx.connection, chat_id)
    # Created again it may have grown meanwhile.
    named = {ctx.user_id} if chat.member_count > SYNCED_MEMBERS else None
    return OpenedChat(chat=chat, members=chat_members(ctx.connection, chat_id, named), asked=sorted(asked))
