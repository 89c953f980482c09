"""The client against the real server: what it promises holds there too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from molva.client import Client, State, Unreachable, UnreadableAnswer
from molva.client.accounts import ROUTES, get_server, register, sign_in, sign_out
from molva.protocol.commands import AddMember, ChangeChat, RemoveMember, RevokeOtherSessions
from molva.protocol.errors import (
    ChatNotFound,
    LastOwner,
    NotSignedIn,
    SessionEnded,
    SignInFailed,
    TextTooLong,
    UsernameTaken,
    WeakPassword,
)
from molva.protocol.rows import AnyRow
from molva.protocol.signals import Typing
from molva.server.app import open_core
from molva.server.kernel.clock import system_clock
from tests.fixtures.site import RunningSite
from tests.fixtures.world import CHEAP, PASSWORD

pytestmark = pytest.mark.anyio


class Company:
    """Clients of several people, closed together."""

    def __init__(self, site: RunningSite) -> None:
        self.site = site
        self.stack = AsyncExitStack()

    async def join(self, username: str, folder: Path | None = None) -> Client:
        """Register somebody and connect."""
        client = await Client.register(
            self.site.url, username, PASSWORD, name=username.title(), folder=folder, draw=lambda: 0.1
        )
        return await self.stack.enter_async_context(client)

    async def again(self, client: Client) -> Client:
        """A second device of the same session, that knows nothing yet."""
        return await self.stack.enter_async_context(await Client.connect(self.site.url, client.token))


@pytest.fixture
async def company(site: RunningSite) -> AsyncIterator[Company]:
    company = Company(site)
    async with company.stack:
        yield company


async def until(client: Client, reached: Callable[[], bool]) -> None:
    """Wait for rows until something is true."""
    rows = client.rows()
    async with asyncio.timeout(20):
        while not reached():
            await anext(rows)


def rows_of(client: Client) -> dict[tuple[str, ...], AnyRow]:
    return {row.key(): row for row in client.replica.rows()}


def same(one: Client, other: Client) -> bool:
    return one.replica.revs == other.replica.revs


async def test_the_addresses_of_commands_are_those_of_the_server(tmp_path: Path) -> None:
    core = await open_core(replace(CHEAP, data=tmp_path), system_clock)
    endpoints = core.dispatcher.endpoints
    assert {command: (endpoints[command].method, endpoints[command].path) for command in ROUTES} == ROUTES
    await core.database.close()


async def test_registering_and_signing_in(site: RunningSite) -> None:
    assert (await get_server(site.url)).set_up is False
    ann = await register(site.url, "ann", PASSWORD, name="Ann")
    assert ann.account.name == "Ann"
    assert (await get_server(site.url)).set_up is True
    with pytest.raises(UsernameTaken):
        await register(site.url, "ANN", PASSWORD)
    with pytest.raises(WeakPassword):
        await register(site.url, "bob", "password")
    with pytest.raises(SignInFailed):
        await sign_in(site.url, "ann", "wrong password")
    token = (await sign_in(site.url, "ann", PASSWORD)).token
    await sign_out(site.url, token)
    with pytest.raises(NotSignedIn):
        await sign_out(site.url, token)
    with pytest.raises(NotSignedIn):
        await Client.connect(site.url, token, within=5.0)
    with pytest.raises(UnreadableAnswer):
        await get_server(f"{site.url}/nowhere")
    site.stop()
    with pytest.raises(Unreachable):
        await get_server(site.url)


async def test_two_people_talk(company: Company) -> None:
    ann, bob = await company.join("ann"), await company.join("bob")
    (found,) = await ann.find_people("bo")
    chat = (await ann.open_direct(found.user_id)).chat.id
    heard, signals = bob.messages(), bob.signals()
    sent = await ann.send(chat, "Привет — ёж! 🦔")
    message = await anext(heard)
    assert (message.text, message.seq, message.chat_id) == ("Привет — ёж! 🦔", sent.seq, chat)
    reply = await bob.send(chat, "hello", reply_to=sent.seq)
    await ann.edit(chat, sent.seq, "Привет!")
    await bob.delete(chat, reply.seq)
    await until(ann, lambda: ann.replica.chats[chat].messages[reply.seq].deleted)
    await until(bob, lambda: bob.replica.chats[chat].messages[sent.seq].text == "Привет!")
    await bob.mark_read(chat, sent.seq)
    marks = ann.replica.chats[chat].marks
    await until(ann, lambda: bob.user_id in marks and marks[bob.user_id].read_seq == sent.seq)
    await ann.typing(chat)
    while not isinstance(signal := await anext(signals), Typing):
        pass
    assert signal == Typing(chat_id=chat, user_id=ann.user_id)
    with pytest.raises(TextTooLong):
        await ann.send(chat, "a" * 5_000)
    assert [message.text for message in (await bob.history(chat)).messages] == ["Привет!", ""]


async def test_a_message_says_when_it_disappears(company: Company) -> None:
    ann = await company.join("ann")
    saved = (await ann.open_direct(ann.user_id)).chat.id
    heard = ann.messages(own=True)
    for lifetime_s in (3600, None):
        sent = await ann.send(saved, "hello", lifetime_s=lifetime_s)
        expires_at = None if lifetime_s is None else sent.sent_at + lifetime_s * 1000
        assert (await anext(heard)).expires_at == expires_at


async def test_a_second_device_has_the_same_rows_and_counts(company: Company) -> None:
    ann, bob, eve = [await company.join(name) for name in ("ann", "bob", "eve")]
    group = (await ann.create_group("Walks", [bob.user_id])).chat.id
    await until(bob, lambda: group in bob.replica.chats and bob.replica.rev(f"chat:{group}") > 0)
    for number in range(130):
        await (ann, bob)[number % 2].send(group, str(number))
    await ann.call(AddMember(chat_id=group, user_id=eve.user_id))
    await until(eve, lambda: group in eve.replica.chats and eve.replica.chats[group].last_seq >= 130)
    await eve.send(group, "hello")
    await ann.call(ChangeChat(chat_id=group, name="Runs"))
    await bob.mark_read(group, 40)
    await ann.call(RemoveMember(chat_id=group, user_id=eve.user_id))
    await until(eve, lambda: group not in eve.replica.chats)
    for client in (ann, bob, eve):
        fresh = await company.again(client)
        await until(client, partial(same, client, fresh))
        mine, theirs = rows_of(client), rows_of(fresh)
        assert {key: mine[key] for key in theirs} == theirs
        for state in await client.chats():
            assert client.replica.unread(state.chat.id) == state.unread
            assert fresh.replica.unread(state.chat.id) == state.unread
    with pytest.raises(ChatNotFound):
        await eve.send(group, "still there?")


async def test_a_restart_loses_nothing_and_doubles_nothing(company: Company, tmp_path: Path) -> None:
    ann, bob = await company.join("ann", tmp_path / "ann"), await company.join("bob")
    chat = (await ann.open_direct(bob.user_id)).chat.id
    heard = bob.messages()
    before = [await ann.queue(chat, f"before {number}") for number in range(5)]
    await asyncio.to_thread(company.site.stop)
    between = [await ann.queue(chat, f"between {number}") for number in range(5)]
    assert ann.state is not State.ONLINE
    await asyncio.to_thread(company.site.start)
    after = [await ann.queue(chat, f"after {number}") for number in range(5)]
    places = [(await delivery).seq for delivery in [*before, *between, *after]]
    assert places == sorted(set(places))
    texts = [(await anext(heard)).text for _ in range(15)]
    assert texts == [f"{when} {number}" for when in ("before", "between", "after") for number in range(5)]
    assert ann.waiting == 0


async def test_all_that_was_missed_comes_in_order(company: Company) -> None:
    ann, bob = await company.join("ann"), await company.join("bob")
    chat = (await ann.open_direct(bob.user_id)).chat.id
    for number in range(230):
        await ann.send(chat, str(number))
    late = await company.again(bob)
    stream = late.messages(after={chat: 0})
    assert [(await anext(stream)).text for _ in range(230)] == [str(number) for number in range(230)]


async def test_comments_come_live_and_their_threads_are_listed(company: Company) -> None:
    ann, bob = await company.join("ann"), await company.join("bob")
    group = (await ann.create_group("Walks", [bob.user_id])).chat.id
    first, second = await ann.send(group, "first"), await ann.send(group, "second")
    heard = ann.messages()
    await bob.comment(group, first.seq, "about the first")
    answer = await bob.comment(group, second.seq, "about the second")
    texts = [await anext(heard) for _ in range(2)]
    assert [message.text for message in texts] == ["about the first", "about the second"]
    thread = texts[1].chat_id
    await bob.comment(group, second.seq, "and once more", reply_to=answer.seq)
    page = await ann.threads(limit=1)
    rest = await ann.threads(before=page[-1])
    assert [each.root.text for each in (*page, *rest)] == ["second", "first"]
    assert ann.replica.unread(thread) == page[0].thread.unread == 2
    assert not (await ann.follow_thread(thread, following=False)).following
    assert [each.root.text for each in await ann.threads()] == ["first"]
    assert thread not in {state.chat.id for state in await ann.chats()}


async def test_a_revoked_session_ends(company: Company) -> None:
    ann = await company.join("ann")
    other = await company.stack.enter_async_context(await Client.sign_in(company.site.url, "ann", PASSWORD))
    rows = ann.rows()
    await other.call(RevokeOtherSessions())
    async with asyncio.timeout(20):
        with pytest.raises(SessionEnded):
            await anext(rows)
    assert ann.state is State.ENDED
    assert other.state is State.ONLINE


async def test_somebody_leaves_a_group(company: Company) -> None:
    ann, bob = await company.join("ann"), await company.join("bob")
    group = (await ann.create_group("Walks", [bob.user_id])).chat.id
    with pytest.raises(LastOwner):
        await ann.leave_chat(group)
    await bob.leave_chat(group)
    await until(bob, lambda: group not in bob.replica.chats)
    await until(ann, lambda: ann.replica.chats[group].members[bob.user_id].left)
    with pytest.raises(ChatNotFound):
        await bob.leave_chat(group)
