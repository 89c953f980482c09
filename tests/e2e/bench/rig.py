"""A server, somebody's browser in front of it, and what is printed about both."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from playwright.sync_api import CDPSession, Playwright, expect

from tests.e2e.bench.notes import NOTES
from tests.e2e.bench.patience import WAIT_MS
from tests.e2e.person import DESKTOP, PASSWORD, Person
from tests.e2e.road import Road
from tests.e2e.served import Served
from tests.e2e.words import EN

CHROMIUM: Final = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def say(name: str, value: float, unit: str) -> None:
    """Print one figure."""
    sys.stdout.write(json.dumps({"name": name, "value": round(value, 2), "unit": unit}) + "\n")
    sys.stdout.flush()


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def run(work: Coroutine[None, None, None]) -> None:
    """Run beside Playwright, whose own loop runs in this thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@dataclass
class Rig:
    """One server and the person whose client is measured."""

    playwright: Playwright
    folder: Path
    served: Served
    person: Person

    @cached_property
    def meter(self) -> CDPSession:
        """A line to the page that counts from when it was opened."""
        session = self.session
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        return session

    @property
    def session(self) -> CDPSession:
        """A new line to the page's insides."""
        return self.person.context.new_cdp_session(self.person.page)

    def busy_ms(self) -> float:
        """CPU time that the page's main thread has used so far, whatever else the machine does."""
        metrics = self.meter.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(metric["value"] for metric in metrics if metric["name"] == "ThreadTime"))

    @contextmanager
    def slower(self, times: int) -> Iterator[str]:
        """Slow the page's main thread down; gives what figures are called meanwhile."""
        session = self.session
        session.send("Emulation.setCPUThrottlingRate", {"rate": times})
        try:
            yield f", CPU x{times}" if times > 1 else ""
        finally:
            session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            session.detach()

    @contextmanager
    def newcomer(self, username: str, road: Road) -> Iterator[Person]:
        """A user on a device that has never been here, signed in but with nothing opened yet."""
        browser = self.playwright.chromium.launch(executable_path=CHROMIUM)
        width, height = DESKTOP
        context = browser.new_context(locale=EN.locale, viewport={"width": width, "height": height})
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(NOTES)
        person = Person(context, context.new_page(), EN, phone=False, road=road)
        try:
            person.ask("POST", "/sessions", login=username, password=PASSWORD)
            yield person
        finally:
            browser.close()


@contextmanager
def set_up(playwright: Playwright, folder: Path) -> Iterator[Rig]:
    """Start a server and a browser, whose device and address stay in the folder for the next time."""
    ports = folder / "ports"
    served = Served(folder)
    if ports.exists():
        served.port, outside = json.loads(ports.read_text())
        road = Road(served.port, outside)
    else:
        road = Road(served.port)
        ports.write_text(json.dumps([served.port, road.port]))
    served.start()
    width, height = DESKTOP
    # Without a display Chromium tells of frames long after it has drawn them, and interactions seem to take seconds.
    context = playwright.chromium.launch_persistent_context(
        folder / "device",
        executable_path=CHROMIUM,
        headless="DISPLAY" not in os.environ,
        locale=EN.locale,
        viewport={"width": width, "height": height},
    )
    context.set_default_timeout(WAIT_MS)
    expect.set_options(timeout=WAIT_MS)
    context.add_init_script(NOTES)
    try:
        yield Rig(playwright, folder, served, Person(context, context.pages[0], EN, phone=False, road=road, lossy=True))
    finally:
        context.close()
        road.close()
        served.end(signal.SIGTERM)
