"""How quickly the client opens and comes back: `make bench-web` prints one JSON line a figure; no test asserts them.

The server, the browser and the rest of the machine share its cores, so the figures are upper bounds.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import expect, sync_playwright

from molva.client import Client
from tests.e2e.person import DESKTOP, Person
from tests.e2e.road import Road
from tests.e2e.served import Served
from tests.e2e.test_offline import settle
from tests.e2e.words import EN

CHATS: Final = 200
EVENTS: Final = 10_000
QUEUED: Final = 50
ROUNDS: Final = 3

MARKS: Final = """
window.marks = { longest: 0 }
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) marks.longest = Math.max(marks.longest, task.duration)
}).observe({ type: 'longtask', buffered: true })
const seen = (name, selector) => {
  if (marks[name] === undefined && document.querySelector(selector)) marks[name] = performance.now()
}
new MutationObserver(() => {
  seen('list', 'ul.rows a')
  seen('composer', '#composer')
  seen('messages', 'article')
}).observe(document, { subtree: true, childList: true })
"""
"""Notes in the page when its parts first stand there, and the longest task of its main thread."""


def say(name: str, value: float, unit: str) -> None:
    """Print one figure."""
    sys.stdout.write(json.dumps({"name": name, "value": round(value, 1), "unit": unit}) + "\n")
    sys.stdout.flush()


def run(work: Coroutine[None, None, None]) -> None:
    """Run beside Playwright, whose own loop runs in this thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def write_backlog(url: str, reader: str, prefix: str, events: int) -> None:
    """Write messages for a user in many groups, all groups at once."""
    async with await Client.register(url, f"{prefix}writer", "correct horse battery staple") as client:
        groups = [await client.create_group(f"{prefix} {n}", [reader]) for n in range(CHATS)]

        async def fill(chat_id: str) -> None:
            for n in range(events // CHATS):
                await client.send(chat_id, f"message {n} of many")

        await asyncio.gather(*(fill(group.chat.id) for group in groups))


def measure_opening(person: Person) -> None:
    """Reload an open chat, everything being on the device."""
    for cpu in (1, 4):
        session = person.context.new_cdp_session(person.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": cpu})
        found: dict[str, list[float]] = {"list": [], "messages": [], "composer": []}
        for _ in range(ROUNDS):
            person.page.reload()
            for part in ("ul.rows a", "article", "#composer"):
                person.page.locator(part).first.wait_for()
            for name, value in person.page.evaluate("marks").items():
                if name in found:
                    found[name].append(value)
        for name, values in found.items():
            say(f"warm start, CPU x{cpu}: {name} after", median(values), "ms")
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def measure_return(person: Person) -> None:
    """Write without a network, then find it again."""
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


def measure_backlog(person: Person, me: str, url: str) -> None:
    """Come back to many thousand events in many chats."""
    person.lose_network()
    run(write_backlog(url, me, "later", EVENTS))
    person.page.evaluate("marks.longest = 0")
    person.road.mend()
    begin = time.monotonic()
    person.context.set_offline(False)
    # Almost all of both backlogs are unread, and the title says how many.
    expect(person.page).to_have_title(re.compile(r"^\((19[5-9]\d\d|2\d{4})\)"), timeout=60_000)
    say(f"{EVENTS} events in {CHATS} chats: in sync after", (time.monotonic() - begin) * 1000, "ms")
    say("longest task of the page meanwhile", person.page.evaluate("marks.longest"), "ms")


def main() -> None:
    """Measure everything on a server of its own."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        served = Served(Path(folder))
        served.start()
        road = Road(served.port)
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        width, height = DESKTOP
        context = browser.new_context(locale=EN.locale, viewport={"width": width, "height": height})
        context.add_init_script(MARKS)
        person = Person(context, context.new_page(), EN, phone=False, road=road, lossy=True)
        try:
            person.join("bench", "Bench")
            me = person.ask("GET", "/account")["user_id"]
            run(write_backlog(served.url, me, "before", EVENTS))
            person.page.locator("ul.rows a").first.click()
            expect(person.field).to_be_visible()
            settle(person)
            measure_opening(person)
            measure_return(person)
            measure_backlog(person, me, served.url)
        finally:
            browser.close()
            road.close()
            served.end(signal.SIGTERM)


if __name__ == "__main__":
    main()
