"""A terminal client run against a server, and what a person would read on its screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from molva.client.login import log_in
from molva.tui import Molva
from molva.tui.composer import Composer
from molva.tui.timeline import Timeline
from tests.fixtures.settling import PATIENCE_S, settle
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD

SIZE = (80, 24)


class Terminal:
    """One run of the program."""

    def __init__(self, app: Molva, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> str:
        """The characters on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    async def sees(self, *texts: str) -> None:
        """Wait until all of it is on the screen.

        Raises:
            AssertionError: it does not come; with what is there instead.
        """
        try:
            async with asyncio.timeout(PATIENCE_S):
                while any(text not in self.screen for text in texts):  # noqa: ASYNC110  # no event tells what is drawn
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"{texts} not on the screen:\n{self.screen}") from None

    async def misses(self, *texts: str) -> None:
        """Wait until nothing of it is on the screen."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while any(text in self.screen for text in texts):  # noqa: ASYNC110  # no event tells what is drawn
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"{texts} still on the screen:\n{self.screen}") from None

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    async def say(self, text: str) -> None:
        """Write a message and send it."""
        composer = self.app.screen.query_one(Composer)
        composer.focus()
        composer.write(text)
        await self.press("enter")

    async def fill(self, text: str) -> None:
        """Type into the field of a small window."""
        self.app.screen.query_one(Input).value = text
        await self.pilot.pause()

    async def open(self, name: str) -> None:
        """Open a chat by its name."""
        await self.sees(name)
        await self.press("ctrl+k")
        await self.fill(name)
        await self.press("enter")
        await self.misses("Find a chat", "Найти чат")

    def ids_of(self, text: str) -> list[str | None]:
        """What the lines with a text are called."""
        timeline = self.app.screen.query_one(Timeline)
        options = [timeline.get_option_at_index(index) for index in range(timeline.option_count)]
        return [option.id for option in options if text in str(option.prompt)]

    async def on_message(self, text: str) -> None:
        """Go to a message."""
        await self.sees(text)
        timeline = self.app.screen.query_one(Timeline)
        timeline.focus()
        for index in range(timeline.option_count):
            if text in str(timeline.get_option_at_index(index).prompt):
                timeline.highlighted = index
        await self.pilot.pause()

    async def choose(self, words: str) -> None:
        """Choose in a small window."""
        await self.sees(words)
        options = self.app.screen.query_one(OptionList)
        for index in range(options.option_count):
            if words in str(options.get_option_at_index(index).prompt):
                options.focus()
                options.highlighted = index
        window = self.app.screen
        await self.press("enter")
        await settle(lambda: self.app.screen is not window)


@asynccontextmanager
async def terminal(
    home: dict[str, str], *, size: tuple[int, int] = SIZE, url: str = "", language: str = "en"
) -> AsyncIterator[Terminal]:
    """Run the program until the end of the block."""
    app = Molva(home, url=url, language=language, draw=lambda: 0.1)
    async with app.run_test(size=size) as pilot:
        yield Terminal(app, pilot)


async def register(site: RunningSite, folder: Path, username: str) -> dict[str, str]:
    """A home folder in which somebody is signed in."""
    home = {"HOME": str(folder / username), "LANG": "en_US.UTF-8"}
    await log_in(home, site.url, username, PASSWORD, new=True)
    return home
