"""The handlers of the directory: a chat is made public, found, looked at and joined."""

import re
from typing import Final

import msgspec

from molva.protocol.commands import (
    FindPublicChats,
    Joining,
    JoinPublicChat,
    LookUpPublicChat,
    PublicChat,
    PublicChats,
    PublishChat,
    UnpublishChat,
)
from molva.protocol.errors import (
    AddressTaken,
    DirectoryOff,
    GeneralChat,
    InvalidAddress,
    InvalidField,
    InvalidUsername,
    PublicChatNotFound,
)
from molva.protocol.ids import UUID_PATTERN
from molva.protocol.rows import EVERYBODY_NAMES, AddressChanged, Chat, ChatRole, MemberJoined
from molva.server.features.accounts import chat_of_address, free_address, skeleton, storable, take_address, username
from molva.server.features.chat_invites import requests, waiting_users
from molva.server.features.chats import (
    ChatDeleted,
    ChatEvent,
    find_chat,
    let_in,
    lock_counters,
    require_member,
    update_chat,
    visible,
)
from molva.server.features.directory import store
from molva.server.features.directory.finding import MAX_WORDS, words
from molva.server.kernel.context import Context, View

CURSOR: Final = re.compile(rf"([01])\.([0-9]{{1,9}})\.({UUID_PATTERN.strip('^$')})")
"""Where a page ended: see `store.Position`."""


class Directory:
    """Answers what chats are public, where whoever runs the server has any."""

    def __init__(self, *, on: bool) -> None:
        self._on = on

    def publish_chat(self, ctx: Context, command: PublishChat) -> Chat:
        """Handle `PublishChat`; the same again changes nothing."""
        self._require_on()
        _require_publisher(ctx, command.chat_id)
        address = clean_address(command.address)
        # Of two who change the chat at once the second sees what the first did.
        lock_counters(ctx.connection, [command.chat_id])
        before = find_chat(ctx.connection, command.chat_id)
        if (address, command.approval) == (before.address, before.approval):
            return before
        if address != before.address and not take_address(ctx.connection, command.chat_id, address):
            raise AddressTaken
        chat = update_chat(ctx, command.chat_id, address=address, approval=command.approval)
        if address != before.address:
            ctx.note(ChatEvent(command.chat_id, AddressChanged(address=address)))
        return chat

    def unpublish_chat(self, ctx: Context, command: UnpublishChat) -> Chat:
        """Handle `UnpublishChat`, which can be done where no chat can be public any more."""
        _require_publisher(ctx, command.chat_id)
        lock_counters(ctx.connection, [command.chat_id])
        before = find_chat(ctx.connection, command.chat_id)
        if not before.address:
            return before
        free_address(ctx.connection, command.chat_id)
        for user_id in waiting_users(ctx.connection, command.chat_id, command.chat_id):
            requests.close(ctx, command.chat_id, user_id)
        chat = update_chat(ctx, command.chat_id, address="", approval=False)
        ctx.note(ChatEvent(command.chat_id, AddressChanged()))
        return chat

    def find_public_chats(self, view: View, command: FindPublicChats) -> PublicChats:
        """Handle `FindPublicChats`."""
        self._require_on()
        after = None if command.after is None else _position(command.after)
        query = storable(command.query, "query").strip()
        sought = words(query)[:MAX_WORDS]
        if query and not sought:
            return PublicChats(chats=[])
        found = store.find_listed(view.connection, sought, after, command.limit + 1)
        page = found[: command.limit]
        read = store.read_listed(view.connection, [each.chat_id for each in page], view.user_id)
        return PublicChats(
            chats=[read[each.chat_id] for each in page if each.chat_id in read],
            next=".".join(map(str, page[-1])) if len(found) > len(page) else None,
        )

    def look_up_public_chat(self, view: View, command: LookUpPublicChat) -> PublicChat:
        """Handle `LookUpPublicChat`."""
        self._require_on()
        try:
            chat_id = chat_of_address(view.connection, clean_address(command.address))
        except InvalidAddress:
            chat_id = None
        found = None if chat_id is None else store.read_listed(view.connection, [chat_id], view.caller.user)
        if not found or chat_id is None:
            raise PublicChatNotFound
        chat, user_id = found[chat_id], view.caller.user
        asks = user_id is not None and not chat.inside and requests.must_ask(view, chat_id, user_id)
        return msgspec.structs.replace(chat, approval=True) if asks else chat

    def join_public_chat(self, ctx: Context, command: JoinPublicChat) -> Joining:
        """Handle `JoinPublicChat`; whether the chat is public is asked under its lock."""
        self._require_on()
        chat_id = command.chat_id
        lock_counters(ctx.connection, [chat_id])
        if not store.is_listed(ctx.connection, chat_id):
            raise PublicChatNotFound
        if visible(ctx.connection, ctx.user_id, chat_id) is not None:
            return Joining(chat_id=chat_id)
        if requests.waits(ctx, chat_id, ctx.user_id):
            return Joining(chat_id=chat_id, asked=True)
        if find_chat(ctx.connection, chat_id).approval or requests.must_ask(ctx, chat_id, ctx.user_id):
            # Who comes by no link comes by the chat itself.
            requests.ask(ctx, chat_id, chat_id)
            return Joining(chat_id=chat_id, asked=True)
        let_in(ctx, chat_id, ctx.user_id, MemberJoined())
        return Joining(chat_id=chat_id)

    def _require_on(self) -> None:
        if not self._on:
            raise DirectoryOff


def clean_address(text: str) -> str:
    """Bring an address into its one form, that of a username; an @ before it is taken away.

    Raises:
        InvalidAddress: other characters than those of a username, or a name that calls everybody.
    """
    try:
        address = username(text.strip().removeprefix("@"))
    except InvalidUsername as error:
        raise InvalidAddress from error
    if skeleton(address) in map(skeleton, EVERYBODY_NAMES):
        raise InvalidAddress
    return address


def follow_chat(ctx: Context, chat: Chat) -> None:
    """Act on a chat's row: what it is found and ordered by is what it says."""
    if chat.address:
        store.list_chat(ctx.connection, chat)
    else:
        store.unlist_chat(ctx.connection, chat.id)


def forget_chat(ctx: Context, event: ChatDeleted) -> None:
    """Act on a chat's deletion: its address is free."""
    free_address(ctx.connection, event.chat_id)


def _require_publisher(ctx: Context, chat_id: str) -> None:
    place = require_member(ctx.connection, ctx.user_id, chat_id)
    place.require_role(ChatRole.ADMIN)
    place.require_role(place.who_changes)
    if place.general:
        raise GeneralChat


def _position(after: str) -> store.Position:
    cursor = CURSOR.fullmatch(storable(after, "after"))
    if cursor is None:
        raise InvalidField(reason="not the `next` of an earlier page - at `$.after`")
    return store.Position(int(cursor[1]), int(cursor[2]), cursor[3])
