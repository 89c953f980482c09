"""A server with the built client for each module, and people who come with a browser."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.person import DESKTOP, PHONE, Person
from tests.e2e.road import Road
from tests.e2e.served import Served
from tests.e2e.words import Words

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "src" / "molva" / "server" / "web" / "index.html"
PATIENCE_MS = 60_000
"""How long something may take to appear; the machine may be busy with anything."""

Arrive = Callable[..., Person]
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure, so that what the browsers show is told before they close."""
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def client() -> Path:
    """The web client, built from its present sources. Skips without Node, but not in CI."""
    node = shutil.which("node") or (ROOT / ".venv" / "bin" / "node").exists()
    if shutil.which("make") and node:
        subprocess.run(["make", "--silent", str(CLIENT.relative_to(ROOT))], cwd=ROOT, check=True)
    elif not CLIENT.exists():
        reason = "the web client is not built, and there is no Node to build it (make run builds it)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return CLIENT


@pytest.fixture(scope="module")
def served(client: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running server on a fresh folder."""
    served = Served(tmp_path_factory.mktemp("served"))
    served.start()
    yield served
    served.end(signal.SIGTERM)
    assert "Traceback" not in served.output.read_text()


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where pictures of the screens go: the folder that MOLVA_PICTURES names, if it names one."""
    folder = os.environ.get("MOLVA_PICTURES")
    if folder is None:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


@pytest.fixture
def arrive(served: Served, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Arrive]:
    """Brings a person with a browser of their own; at the end no browser may have complained about anything."""
    expect.set_options(timeout=PATIENCE_MS)
    people: list[Person] = []
    roads: list[Road] = []

    def come(words: Words, *, phone: bool = False, lossy: bool = False, dark: bool = False) -> Person:
        width, height = PHONE if phone else DESKTOP
        context = browser.new_context(
            locale=words.locale,
            timezone_id="Europe/Moscow",
            viewport={"width": width, "height": height},
            has_touch=phone,
            is_mobile=phone,
            reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(PATIENCE_MS)
        road = Road(served.port)
        roads.append(road)
        person = Person(context, context.new_page(), words, phone, road, lossy)
        person.watch()
        people.append(person)
        return person

    yield come
    complaints = [complaint for person in people for complaint in person.complaints]
    for person in people:
        if FAILED in request.node.stash:
            sys.stdout.write(f"{person.page.url}\n{person.page.locator('body').aria_snapshot()}\n")
        person.context.close()
    for road in roads:
        road.close()
    assert complaints == []
