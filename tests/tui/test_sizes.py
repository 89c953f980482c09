"""Everything fits into 80 columns in both languages, and below them one pane is shown at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from molva.client import Client
from molva.client.login import read_login
from molva.protocol.commands import ChangeAccount
from molva.tui.app import DARK, LIGHT
from molva.tui.words import EN, RU, words_in
from tests.fixtures.settling import settle
from tests.fixtures.site import RunningSite
from tests.tui.terminal import register, terminal

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("words", [EN, RU])
def test_the_lines_of_keys_fit(words: object) -> None:
    for name in ("keys_list", "keys_messages", "keys_composer"):
        assert len(getattr(words, name)) <= 78


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_everything_fits_into_a_small_terminal(site: RunningSite, tmp_path: Path, language: str) -> None:
    home = await register(site, tmp_path, "bob")
    words = words_in(language)
    async with terminal(home, language=language) as shown:
        await shown.sees(words.shared.general, words.keys_list)
        lines = shown.screen.split("\n")
        assert len(lines) == 24
        assert all(len(line) <= 80 for line in lines)
        await shown.open(words.shared.general)
        await shown.sees(words.placeholder, words.keys_composer, words.no_messages)
        await shown.press("f1")
        await shown.sees("Ctrl+K", "Alt+Enter")
        await shown.press("escape")
        await shown.press("shift+tab")
        await shown.sees(words.keys_messages)


async def test_a_narrow_terminal_shows_one_pane_at_a_time(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with terminal(home, size=(50, 20)) as shown:
        await shown.sees("General")
        assert "Message" not in shown.screen.replace("No messages yet", "")
        await shown.press("enter")
        await shown.sees("Message", "1 member")
        await shown.press("escape")
        await shown.misses("1 member")
        await shown.pilot.resize_terminal(100, 30)
        await shown.sees("General", "1 member")


@pytest.mark.parametrize("size", [(50, 20), (100, 30)])
async def test_the_newest_message_stays_in_sight_in_any_window(
    site: RunningSite, tmp_path: Path, size: tuple[int, int]
) -> None:
    home = await register(site, tmp_path, "bob")
    login = read_login(home)
    async with await Client.connect(login.url, login.token) as client:
        (general,) = client.replica.chats
        for number in range(12):
            await client.send(general, f"{number} " + "words that need some lines " * 4)
        await client.send(general, "the last")
    async with terminal(home, size=size) as shown:
        await shown.sees("General")
        await shown.press("enter")
        await shown.sees("the last")
        await shown.pilot.resize_terminal(90, 16)
        await shown.misses("3 words")
        await shown.sees("the last")
        await shown.pilot.resize_terminal(40, 14)
        await shown.misses("9 words")
        await shown.sees("the last")


async def test_light_and_dark_turn(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with terminal(home) as shown:
        await shown.sees("General")
        assert shown.app.theme == DARK.name
        await shown.press("ctrl+t")
        assert shown.app.theme == LIGHT.name
    async with terminal({**home, "COLORFGBG": "0;15"}) as shown:
        await shown.sees("General")
        assert shown.app.theme == LIGHT.name


async def test_the_language_of_the_account_is_spoken(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    login = read_login(home)
    async with await Client.connect(login.url, login.token) as client:
        await client.call(ChangeAccount(language="ru"))
    async with terminal(home, language="") as shown:
        await shown.sees("Общий чат")
        await settle(lambda: RU.keys_list in str(shown.app.screen.query_one("#keys", Static).render()))
