"""Waits that end: what does not come in time is named, with what stood on the screen instead."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Error, Page
from playwright.sync_api import TimeoutError as TookTooLong

from tests.e2e.served import Served

WAIT_MS: Final = 60_000
PART_LIMIT_S: Final = 1_800
"""Of the longest part, many times over on a machine that has other work."""


class DidNotCome(Exception):
    """Something that was waited for did not come in time."""


def answer(page: Page, what: str, promise: str) -> Any:
    """What a promise of the page resolves to.

    Args:
        what: what is waited for, for whoever reads that it did not come.
        promise: an expression in JavaScript.

    Raises:
        DidNotCome: it is pending after a minute.
    """
    try:
        # An empty answer is one too.
        return page.wait_for_function(f"async () => [await ({promise})]", timeout=WAIT_MS).json_value()[0]
    except TookTooLong as error:
        raise DidNotCome(f"waited {WAIT_MS // 1000} s for {what}, at {page.url}") from error


@contextmanager
def picture_of_failure(page: Page, file: Path) -> Iterator[None]:
    """Keep what stands on the screen when something goes wrong."""
    try:
        yield
    except Exception as error:  # of whatever kind: it goes on after the picture
        with suppress(Error):  # the page is gone or no longer answers: there is nothing to see
            page.screenshot(path=file)
            error.add_note(f"What stood on the screen: {file}")
        raise


@contextmanager
def limited(what: str, served: Served) -> Iterator[None]:
    """End the program, and the server with it, if this is not done in half an hour.

    For what cannot be given a time: a page that no longer answers lets no tool of the browser come back.
    """

    def give_up() -> None:
        sys.stderr.write(f"{what}: not done after {PART_LIMIT_S} s; the browser or the server no longer answers\n")
        sys.stderr.flush()
        served.kill()
        os._exit(1)

    timer = threading.Timer(PART_LIMIT_S, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
