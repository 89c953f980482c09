"""How quickly the client catches up with what it missed, and sends what waited."""

from __future__ import annotations

import time
from statistics import median
from typing import Final

from playwright.sync_api import expect

from tests.e2e.bench.patience import answer
from tests.e2e.bench.rig import Rig, run, say
from tests.e2e.bench.stock import NOTHING_UNREAD, open_long, read_everything, write
from tests.e2e.words import EN

CHATS: Final = 200
EVENTS: Final = 10_000
QUEUED: Final = 50
ROUNDS: Final = 3
ALMOST_ALL_UNREAD: Final = "bench.when(() => Number(/^[(]([0-9]+)/.exec(document.title)?.[1]) >= 9_500)"


def measure_return(rig: Rig) -> None:
    """Write without a network, then find it again."""
    person = rig.person
    open_long(rig)
    ready, drained = [], []
    for n in range(ROUNDS):
        person.lose_network()
        person.say(*(f"queued {n}.{m}" for m in range(QUEUED)))
        person.expect_tick(f"queued {n}.{QUEUED - 1}", EN.queued)
        person.road.mend()
        begin = time.monotonic()
        person.context.set_offline(False)
        person.page.wait_for_selector(f"h1:text-is('{EN.chats}')")
        ready.append(time.monotonic() - begin)
        sent = f".ticks:is([aria-label='{EN.sent}'],[aria-label='{EN.delivered}'],[aria-label='{EN.read}'])"
        person.page.wait_for_selector(f"article:has-text('queued {n}.{QUEUED - 1}') {sent}")
        drained.append(time.monotonic() - begin)
    say("network back: in sync after", median(ready) * 1000, "ms")
    say(f"network back: {QUEUED} messages sent after", median(drained) * 1000, "ms")


def measure_backlog(rig: Rig) -> None:
    """Come back to many thousand events in many chats."""
    person = rig.person
    me = person.ask("GET", "/account")["user_id"]
    name = f"later{int(time.time())}"
    open_long(rig)
    run(read_everything(rig.served.url, "bench"))
    expect(person.page).to_have_title(NOTHING_UNREAD, timeout=60_000)
    person.lose_network()
    run(write(rig.served.url, me, name, CHATS, EVENTS))
    person.page.evaluate("bench.longest = 0")
    person.road.mend()
    begin = time.monotonic()
    person.context.set_offline(False)
    # All of them are unread, and the title says how many.
    answer(person.page, "almost all of them counted in the title", ALMOST_ALL_UNREAD)
    say(f"{EVENTS:,} events in {CHATS} chats: in sync after", (time.monotonic() - begin) * 1000, "ms")
    say("longest task of the page meanwhile", person.page.evaluate("bench.longest"), "ms")
