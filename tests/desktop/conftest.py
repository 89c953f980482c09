"""A screen for the desktop client's tests, and people at their programs; without tkinter nothing of it is collected."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fixtures.site import RunningSite

if TYPE_CHECKING:
    from tests.desktop.desk import Desk, Desks

MISSING = [name for name in ("_tkinter", "sv_ttk") if find_spec(name) is None]

# In CI everything has to be there: then the tests are collected, and fail.
collect_ignore_glob = ["test_*.py"] if MISSING and os.environ.get("CI") != "true" else []


def pytest_report_header() -> list[str]:
    """Say why there are no tests of the desktop client."""
    return [f"tests/desktop is left out: there is no {name}" for name in MISSING]


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The file with the picture of a screen of this process; without Xvfb tests are skipped, in CI they fail."""
    server = shutil.which("Xvfb")
    if server is None:
        reason = "no Xvfb on the PATH (on Debian: apt-get install xvfb)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("screen")
    reading, writing = os.pipe()
    command = [
        server,
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1280x800x24",
        "-nolisten",
        "tcp",
        "-fbdir",
        str(folder),
    ]
    process = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as numbers:
        display = f":{numbers.readline().strip()}"
    before = os.environ.get("DISPLAY")
    os.environ["DISPLAY"] = display
    try:
        yield folder / "Xvfb_screen0"
    finally:
        if before is None:
            del os.environ["DISPLAY"]
        else:
            os.environ["DISPLAY"] = before
        process.terminate()
        process.wait()


@pytest.fixture
def desks(screen: Path, tmp_path: Path) -> Iterator[Desks]:
    """A way to start programs; all of them end with the test."""
    from tests.desktop.desk import Desks, tidy_up

    tidy_up()
    with ExitStack() as stack:
        yield Desks(tmp_path, stack, screen)


@pytest.fixture
def pair(desks: Desks, site: RunningSite) -> tuple[Desk, Desk]:
    """Ann and Bob, each at their own program, with a chat between them."""
    ann, bob = desks.start("ann"), desks.start("bob")
    ann.join(site.url, "ann")
    bob.join(site.url, "bob")
    ann.direct("bob")
    return ann, bob
