"""The Java console and a Python program talk through the real server, and through its end and return."""

from __future__ import annotations

import asyncio
import stat

import pytest

from molva.client import Client
from molva.protocol.errors import SignInFailed
from molva.protocol.rows import ChatKind
from tests.clients.java.typed import LIMIT_S, Console, said, write
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD

pytestmark = pytest.mark.anyio


async def direct_chat(client: Client) -> str:
    """Wait for the one direct chat of a user."""
    async with asyncio.timeout(LIMIT_S):
        rows = client.rows()
        while True:
            for chat_id, there in client.replica.chats.items():
                if there.chat is not None and there.chat.kind is ChatKind.DIRECT:
                    return chat_id
            await anext(rows)


def texts(client: Client, chat_id: str) -> list[str]:
    """List what was said, in order."""
    return [message.text for _, message in sorted(client.replica.chats[chat_id].messages.items())]


async def test_two_people_talk_through_a_restart_of_the_server(site: RunningSite, console: Console) -> None:
    async with await Client.register(site.url, "boris", PASSWORD) as boris:
        signed_in = await console.run("register", site.url, "anna", lines=f"{PASSWORD}\n")
        assert signed_in == (0, f"Signed in to {site.url} as anna.\n", "")
        assert stat.S_IMODE((console.folder / "login.json").stat().st_mode) == 0o600
        assert (await console.run("send", "@boris", "Hello", "there"))[0] == 0
        chat_id = await direct_chat(boris)
        talk = await console.start("talk", "@boris", language="ru")
        assert await said(talk, "--") == "-- Связь есть."
        asked = await boris.send(chat_id, "Ты здесь?")
        assert (await said(talk, "Ты здесь?")).endswith(f"  boris  #{asked.seq}  boris: Ты здесь?")
        await asyncio.to_thread(site.stop)
        assert await said(talk, "--") == "-- Связи нет; написанное сохранится и уйдёт позже."
        write(talk, f"/reply {asked.seq} Да, а сервера нет")
        write(talk, "Подождём")
        missed = await boris.queue(chat_id, "И я это вижу")
        await asyncio.to_thread(site.start)
        await said(talk, "-- Связь есть.")
        async with asyncio.timeout(LIMIT_S):
            await missed
            async for message in boris.messages(chat_id, after={chat_id: asked.seq}):
                if message.text == "Подождём":
                    break
        assert talk.stdin is not None
        talk.stdin.close()
        async with asyncio.timeout(LIMIT_S):
            assert await talk.wait() == 0
        told = texts(boris, chat_id)
        assert told[:2] == ["Hello there", "Ты здесь?"]
        assert sorted(told[2:]) == ["Да, а сервера нет", "И я это вижу", "Подождём"]
        assert told.index("Да, а сервера нет") < told.index("Подождём")
        answers = {row.text: row.reply_to for row in boris.replica.chats[chat_id].messages.values()}
        assert answers["Да, а сервера нет"] == asked.seq
        code, listed, _ = await console.run("read", "@boris")
        assert (code, [line.rpartition(": ")[2] for line in listed.splitlines()]) == (
            0,
            [text if text != "Да, а сервера нет" else f"(to #{asked.seq}) {text}" for text in told],
        )


async def test_what_was_written_without_a_server_outlives_the_program(site: RunningSite, console: Console) -> None:
    async with await Client.register(site.url, "boris", PASSWORD) as boris:
        await console.run("register", site.url, "anna", lines=f"{PASSWORD}\n")
        await console.run("send", "@boris", "first")
        chat_id = await direct_chat(boris)
        talk = await console.start("talk", "@boris")
        await said(talk, "-- Connected.")
        await asyncio.to_thread(site.stop)
        await said(talk, "-- The connection is gone")
        write(talk, "kept")
        outbox = console.folder / "outbox.jsonl"
        async with asyncio.timeout(LIMIT_S):
            # Its file is all that shows from outside that a message is kept.
            while b'"text":"kept"' not in await asyncio.to_thread(outbox.read_bytes):
                pass
        talk.kill()
        await talk.wait()
        await asyncio.to_thread(site.start)
        assert (await console.run("send", "@boris", "last"))[0] == 0
        async with asyncio.timeout(LIMIT_S):
            async for message in boris.messages(chat_id, after={chat_id: 0}):
                if message.text == "last":
                    break
        assert texts(boris, chat_id) == ["first", "kept", "last"]


async def test_what_cannot_be_done_is_told_in_words(site: RunningSite, console: Console) -> None:
    async with await Client.register(site.url, "boris", PASSWORD):
        assert await console.run("chats") == (1, "", "Sign in first: login URL USERNAME.\n")
        wrong = await console.run("login", site.url, "boris", lines="wrong password\n")
        assert wrong == (1, "", f"{SignInFailed.en}\n")
        russian = await console.run("login", site.url, "boris", lines="wrong password\n", language="ru")
        assert russian == (1, "", f"{SignInFailed.ru}\n")
        assert not (console.folder / "login.json").exists()
        assert (await console.run("login", site.url, "boris", lines=f"{PASSWORD}\n"))[0] == 0
        assert await console.run("send", "Nowhere", "text") == (1, "", "There is no chat called Nowhere.\n")
        assert await console.run("send", "@nobody", "text") == (1, "", "There is no chat called @nobody.\n")
        assert (await console.run("reply", "@boris", "one", "text"))[2] == "This is not the number of a message: one\n"
        assert (await console.run("dance"))[0] == 2
        assert await console.run("logout") == (0, "Signed out.\n", "")
        assert (await console.run("chats"))[0] == 1
