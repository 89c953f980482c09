"""How soon the client can be used: on a device that knows everything, without a network, and for the first time."""

from __future__ import annotations

from statistics import median
from typing import Final

from playwright.sync_api import Page

from molva.client import Client
from tests.e2e.bench.patience import answer
from tests.e2e.bench.rig import Rig, run, say
from tests.e2e.bench.slow_road import SlowRoad
from tests.e2e.bench.stock import open_long, write
from tests.e2e.person import PASSWORD

ROUNDS: Final = 5
PARTS: Final = ("list", "messages", "composer")
NEWCOMER: Final = "newcomer"
NEW_CHATS: Final = 50


def opened(page: Page) -> dict[str, float]:
    """When the parts of the page were painted, milliseconds after the navigation began."""
    marks: dict[str, float] = answer(page, "the list, the composer and a message", "bench.opened")
    return marks


def say_opened(name: str, found: list[dict[str, float]]) -> None:
    """Print the median of each part."""
    for part in PARTS:
        say(f"{name}: {part} painted", median(marks[part] for marks in found), "ms")


def measure_warm(rig: Rig) -> None:
    """Reload an open chat, everything being on the device, with a network and without."""
    person = rig.person
    open_long(rig)
    for cpu in (1, 4):
        with rig.slower(cpu) as slow:
            found = []
            for _ in range(ROUNDS):
                person.page.reload()
                found.append(opened(person.page))
                person.list_shown()
            say_opened(f"warm start{slow}", found)
    person.lose_network()
    person.page.reload()
    say_opened("start without a network", [opened(person.page)])
    person.find_network()
    person.list_shown()


async def _welcome(url: str) -> None:
    async with await Client.register(url, NEWCOMER, PASSWORD, name="Newcomer") as client:
        me = client.user_id
    await write(url, me, "new", NEW_CHATS, NEW_CHATS * 40)


def make_newcomer(rig: Rig) -> None:
    """Somebody with 50 chats, made once."""
    stamp = rig.folder / NEWCOMER
    if not stamp.exists():
        run(_welcome(rig.served.url))
        stamp.touch()


def measure_cold(rig: Rig) -> None:
    """Open a chat where nothing of the client is, through a slow network, with a slow CPU."""
    make_newcomer(rig)
    found = []
    road = SlowRoad(rig.served.port)
    for _ in range(ROUNDS):
        with rig.newcomer(NEWCOMER, road) as person:
            chats = person.ask("GET", "/chats")["chats"]
            page = person.page
            session = person.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            page.goto(f"{road.url}/c/{chats[0]['chat']['id']}")
            found.append(opened(page))
    road.close()
    say_opened("cold start, CPU x4, 1.6 Mbit/s, 150 ms", found)
