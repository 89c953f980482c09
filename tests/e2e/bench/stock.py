"""What the measured person has on their device: 500 chats with 100,000 messages, one of 10,000."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from playwright.sync_api import expect

from molva.client import Client
from tests.e2e.bench.patience import answer
from tests.e2e.bench.rig import Rig, run
from tests.e2e.person import PASSWORD
from tests.e2e.test_offline import settle

CHATS: Final = 500
MESSAGES: Final = 100_000
LONG_CHAT: Final = 10_000
LONG: Final = "Long talk"
UNDER_WAY: Final = 200
TALK: Final = (
    "привет завтра встреча насос дача вода суббота hello meeting plan — хорошо, ёлка да нет молоко, "
    "дорога вечером поезд письмо работа готово спасибо"
)
WORDS: Final = TALK.split()
NOTHING_UNREAD: Final = re.compile(r"^[^(]")
"""The page's title, when it counts nothing."""

FORGET_CLIENT: Final = """async () => {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister()
  for (const name of await caches.keys()) await caches.delete(name)
}"""


def text(n: int) -> str:
    """The n-th message of a chat: 1 to 24 words."""
    length = 1 + n * 7 % 24
    return " ".join(WORDS[(n * (i + 3) + i) % len(WORDS)] for i in range(length))


async def write_chat(writer: Client, chat_id: str, messages: int) -> None:
    """Write many messages into a chat, one after the other."""
    for n in range(messages):
        await writer.send(chat_id, text(n))


async def write(url: str, reader: str, name: str, chats: int, messages: int, *, long: int = 0) -> None:
    """Write `messages` messages for a user in so many groups, `long` of them in one more group."""
    async with await Client.register(url, f"{name}writer", PASSWORD, name=name.title()) as writer:
        each = (messages - long) // chats
        gate = asyncio.Semaphore(UNDER_WAY)

        async def fill(n: int) -> None:
            async with gate:
                group = await writer.create_group(f"{name.title()} {n}", [reader])
                await write_chat(writer, group.chat.id, each)

        work = [fill(n) for n in range(chats)]
        if long:
            group = await writer.create_group(LONG, [reader])
            work.append(write_chat(writer, group.chat.id, long))
        await asyncio.gather(*work)


async def read_everything(url: str, username: str) -> None:
    """Read every chat of a user to its end, on another device."""
    async with await Client.sign_in(url, username, PASSWORD) as client:
        for chat_id, chat in list(client.replica.chats.items()):
            if chat.last_seq:
                await client.mark_read(chat_id, chat.last_seq)


def open_long(rig: Rig) -> None:
    """Open the long chat by its address, wherever it stands in the list."""
    person = rig.person
    chats = (state["chat"] for state in person.ask("GET", "/chats")["chats"])
    person.page.goto(f"{person.url}/c/{next(chat['id'] for chat in chats if chat['name'] == LONG)}")
    answer(person.page, "the list, the composer and a message of the long chat", "bench.opened")
    person.list_shown()


def stock(rig: Rig) -> None:
    """Let the client receive everything while it is there, unless it has it from the last time."""
    person = rig.person
    if (rig.folder / "stocked").exists():
        person.page.goto(person.url)
        # The client may have been built anew since.
        person.page.evaluate(FORGET_CLIENT)
        person.page.reload()
        person.list_shown()
        settle(person)
        return
    person.join("bench", "Bench")
    settle(person)
    me = person.ask("GET", "/account")["user_id"]
    run(write(rig.served.url, me, "before", CHATS - 1, MESSAGES, long=LONG_CHAT))
    expect(person.page).to_have_title(re.compile(r"^\((99[5-9]\d\d|1000\d\d)\)"), timeout=240_000)
    run(read_everything(rig.served.url, "bench"))
    expect(person.page).to_have_title(NOTHING_UNREAD, timeout=60_000)
    (rig.folder / "stocked").touch()
