"""Previews: what nobody asks for, what everybody sees, and that nothing of them outlives their message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest

from molva.protocol.commands import (
    ChangeLifetime,
    ClearHistory,
    Copy,
    DeleteChat,
    DeleteMessage,
    EditMessage,
    ForwardMessages,
    GetHistory,
    ScheduleMessage,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import LinkPreview, Message, chat_scope
from molva.server.features.previews.quota import HOUR_MS, Quota
from molva.server.kernel.caller import Caller
from molva.server.storage.engine import Database
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.remains import KEPT, check_files, check_tables
from tests.fixtures.web_pages import WebPages, page
from tests.fixtures.world import CHEAP, World, running_world

pytestmark = pytest.mark.anyio

ASKING = replace(CHEAP, link_previews="on", link_networks=(ip_network("127.0.0.1/32"),), links_per_hour=3)
TITLED = page("<title>A plain page</title><meta name=description content='Some words'>")


@pytest.fixture
async def asking(database: Database, clock: FakeClock) -> AsyncIterator[World]:
    """A server that makes previews, of pages on this machine too."""
    async with running_world(database, clock, settings=ASKING) as made:
        yield made


async def messages(world: World, who: Caller, chat_id: str) -> list[Message]:
    found = (await world.do(who, GetHistory(chat_id=chat_id))).messages
    return [message for message in found if message.service is None]


async def previews(world: World, who: Caller, chat_id: str) -> list[str | None]:
    return [each.preview.title if each.preview else None for each in await messages(world, who, chat_id)]


async def test_a_server_that_is_told_not_to_asks_nobody(world: World, web_pages: WebPages) -> None:
    anna = await world.person("anna")
    chat = await world.group(anna)
    web_pages.said["/"] = TITLED
    await world.say(anna, chat, web_pages.url())
    await world.pass_time(1000)
    assert await previews(world, anna, chat) == [None]
    assert web_pages.connections == 0


async def test_pages_inside_are_asked_only_where_the_server_is_told_so(
    database: Database, clock: FakeClock, web_pages: WebPages
) -> None:
    web_pages.said["/"] = TITLED
    async with running_world(database, clock, settings=replace(ASKING, link_networks=())) as world:
        anna = await world.person("anna")
        chat = await world.group(anna)
        await world.say(anna, chat, web_pages.url())
        await world.pass_time(1000)
        assert await previews(world, anna, chat) == [None]
    assert web_pages.connections == 0


async def test_everybody_sees_it_live_and_whoever_was_away_after(asking: World, web_pages: WebPages) -> None:
    world = asking
    anna, boris = await world.people("anna", "boris")
    chat = await world.group(anna, boris)
    socket = await world.connect(boris)
    web_pages.said["/"] = TITLED
    url = web_pages.url()
    await world.say(anna, chat, f"see {url}, it is short")
    socket.take()
    await world.pass_time(1000)
    preview = LinkPreview(url=url, site="127.0.0.1", title="A plain page", description="Some words")
    (row,) = socket.rows()
    assert isinstance(row, Message)
    assert (row.preview, row.text) == (preview, f"see {url}, it is short")
    assert row.edited_at is None
    (asked,) = web_pages.asked
    assert "User-Agent: Molva/" in asked
    assert "(link preview)" in asked
    # Whoever knew the message already gets it again, and whoever did not gets it once.
    for known in (row.rev - 1, 0):
        late = await world.connect(boris, {chat_scope(chat): known})
        assert [each.preview for each in late.rows() if isinstance(each, Message) and each.text] == [preview]


@pytest.mark.parametrize("text", ["`{}`", "||{}||", "<{}>", "[name]({})", "```\n{}\n```"])
async def test_a_hidden_link_is_not_asked_for(asking: World, web_pages: WebPages, text: str) -> None:
    anna = await asking.person("anna")
    chat = await asking.group(anna)
    await asking.say(anna, chat, text.format(web_pages.url()))
    await asking.pass_time(1000)
    assert web_pages.connections == 0


async def test_a_page_is_asked_once_for_all_who_name_it(asking: World, web_pages: WebPages) -> None:
    world = asking
    anna, boris = await world.people("anna", "boris")
    chat, other = await world.group(anna, boris), await world.group(boris)
    web_pages.said["/"] = TITLED
    for who, where in ((anna, chat), (boris, chat), (boris, other)):
        await world.say(who, where, web_pages.url())
    await asyncio.gather(world.pass_time(1000), world.pass_time(0))
    await world.say(anna, chat, f"again {web_pages.url()}")
    await world.pass_time(1000)
    assert await previews(world, anna, chat) == ["A plain page"] * 3
    assert await previews(world, boris, other) == ["A plain page"]
    assert web_pages.connections == 1
    # An hour later it may say something else, though it was shown in between.
    web_pages.said["/"] = page("<title>Another page</title>")
    await world.pass_time(HOUR_MS)
    await world.say(anna, chat, web_pages.url())
    await world.pass_time(1000)
    assert (await previews(world, anna, chat))[-1] == "Another page"
    assert web_pages.connections == 2


async def test_what_cannot_be_had_is_asked_again_with_the_next_message(asking: World, web_pages: WebPages) -> None:
    anna = await asking.person("anna")
    chat = await asking.group(anna)
    await asking.say(anna, chat, web_pages.url())
    await asking.pass_time(1000)
    await asking.pass_time(HOUR_MS)
    assert web_pages.connections == 1
    web_pages.said["/"] = TITLED
    await asking.say(anna, chat, web_pages.url())
    await asking.pass_time(1000)
    assert await previews(asking, anna, chat) == [None, "A plain page"]


async def test_one_person_has_so_many_pages_an_hour(asking: World, web_pages: WebPages) -> None:
    world = asking
    anna, boris = await world.people("anna", "boris")
    chat = await world.group(anna, boris)
    for number in range(5):
        web_pages.said[f"/{number}"] = TITLED
        await world.say(anna, chat, web_pages.url(f"/{number}"))
        await world.pass_time(1000)
    assert await previews(world, anna, chat) == ["A plain page"] * 3 + [None] * 2
    await world.say(boris, chat, web_pages.url("/4"))
    await world.pass_time(1000)
    assert (await previews(world, anna, chat))[-1] == "A plain page"


async def test_an_edit_keeps_renews_or_takes_away(asking: World, web_pages: WebPages) -> None:
    world = asking
    anna = await world.person("anna")
    chat = await world.group(anna)
    web_pages.said |= {"/a": TITLED, "/b": page("<title>B</title>")}
    sent = await world.say(anna, chat, web_pages.url("/a"))
    await world.pass_time(1000)
    kept = await world.do(anna, EditMessage(chat_id=chat, seq=sent.seq, text=f"once more {web_pages.url('/a')}"))
    assert kept.preview is not None
    await world.pass_time(1000)
    assert web_pages.connections == 1
    changed = await world.do(anna, EditMessage(chat_id=chat, seq=sent.seq, text=web_pages.url("/b")))
    assert changed.preview is None
    await world.pass_time(1000)
    assert await previews(world, anna, chat) == ["B"]
    gone = await world.do(anna, EditMessage(chat_id=chat, seq=sent.seq, text=f"<{web_pages.url('/b')}>"))
    assert gone.preview is None
    await world.pass_time(1000)
    assert await previews(world, anna, chat) == [None]


async def test_an_edit_or_deletion_while_the_page_is_on_its_way_counts(asking: World, web_pages: WebPages) -> None:
    world = asking
    anna = await world.person("anna")
    chat = await world.group(anna)
    asked, go = asyncio.Event(), asyncio.Event()

    async def wait(writer: asyncio.StreamWriter) -> None:
        asked.set()
        await go.wait()
        writer.write(TITLED)

    web_pages.said["/"] = wait
    seqs = [(await world.say(anna, chat, web_pages.url())).seq for _ in range(3)]
    under_way = asyncio.create_task(world.pass_time(1000))
    await asked.wait()
    await world.do(anna, EditMessage(chat_id=chat, seq=seqs[0], text="nothing"))
    await world.do(anna, DeleteMessage(chat_id=chat, seq=seqs[1]))
    go.set()
    await under_way
    assert await previews(world, anna, chat) == [None, None, "A plain page"]


async def test_forwarded_and_scheduled_messages_get_theirs(asking: World, web_pages: WebPages) -> None:
    world = asking
    anna = await world.person("anna")
    chat, other = await world.group(anna), await world.group(anna)
    web_pages.said["/"] = TITLED
    due_at = world.clock() + 5000
    await world.do(anna, ScheduleMessage(chat_id=chat, id=new_id(due_at), text=web_pages.url(), due_at=due_at))
    await world.pass_time(5000)
    await world.pass_time(1000)
    (message,) = await messages(world, anna, chat)
    copies = (Copy(seq=message.seq, id=new_id(world.clock())),)
    await world.do(anna, ForwardMessages(chat_id=other, from_chat_id=chat, messages=copies))
    await world.pass_time(1000)
    assert await previews(world, anna, chat) == await previews(world, anna, other) == ["A plain page"]
    assert web_pages.connections == 1


async def test_nothing_is_left_of_what_was_shown(sqlite_file: Path, clock: FakeClock, web_pages: WebPages) -> None:
    gone = ("canary-title", "canary-words", "canary-path")
    web_pages.said["/canary-path"] = page("<title>canary-title</title><meta name=description content=canary-words>")
    async with running_world(SqliteDatabase(sqlite_file), clock, settings=ASKING) as world:
        anna, boris = await world.people("anna", "boris")
        deleted, expired, erased = await world.group(anna), await world.group(anna), await world.group(anna)
        saved, kept = await world.direct(anna, anna), await world.group(anna)
        await world.do(anna, ChangeLifetime(chat_id=expired, lifetime_s=60))
        for chat in (deleted, expired, erased, saved):
            seq = (await world.say(anna, chat, web_pages.url("/canary-path"))).seq
        await world.pass_time(1000)
        assert await previews(world, anna, saved) == ["canary-title"]
        (message,) = await messages(world, anna, deleted)
        await world.do(anna, DeleteMessage(chat_id=deleted, seq=message.seq))
        await world.do(anna, DeleteChat(chat_id=erased))
        await world.do(anna, ClearHistory(chat_id=saved, up_to=seq))
        await world.pass_time(60_000)
        await world.say(anna, kept, KEPT)
        await check_tables(world, *gone)

        # Not even a digest by which somebody could guess the page.
        web_pages.said["/canary-path"] = page("<title>new</title>")
        await world.say(boris, await world.group(boris), web_pages.url("/canary-path"))
        await world.pass_time(1000)
        assert web_pages.connections == 2
    check_files(sqlite_file, "canary-title", "canary-words")


def test_a_quota_is_a_persons_own_and_comes_back_after_an_hour() -> None:
    quota = Quota(2)
    assert [quota.take("anna", now) for now in (0, 1, 2, HOUR_MS - 1)] == [True, True, False, False]
    assert quota.take("boris", HOUR_MS - 1)
    assert [quota.take("anna", now) for now in (HOUR_MS, HOUR_MS, HOUR_MS + 1)] == [True, False, True]
    # A clock that was set back keeps nobody waiting for longer.
    assert quota.take("anna", 0)
