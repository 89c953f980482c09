"""What every test may rely on: the shared fixtures, the event loop, and the browser of the browser tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.fixtures.clock",
    "tests.fixtures.postgres",
    "tests.fixtures.databases",
    "tests.fixtures.world",
    "tests.fixtures.web_pages",
    "tests.fixtures.site",
    "tests.fixtures.fake_server",
    "tests.fixtures.java",
]

BROWSER_TESTS = Path(__file__).with_name("e2e")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests go last, in each process too: Playwright keeps an event loop running once it has started."""
    items.sort(key=lambda item: item.path.is_relative_to(BROWSER_TESTS))


# A browser that does what the test says and nothing of its own accord; a container has neither sandbox nor GPU.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# The machine may be busy with anything: time tells nothing about the code.
settings.register_profile("molva", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("molva")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, the only loop that the server uses."""
    return "asyncio"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Playwright's launch options: the system's Chromium. Without one the tests are skipped; in CI they fail."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        reason = "no Chromium on the PATH (on Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return {"executable_path": chromium, "args": CHROMIUM_OPTIONS}
