"""Who is not let in is told why; who is, is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from molva.client import Client
from molva.client.accounts import sign_in
from molva.client.journal import write_file
from molva.client.login import login_file, read_login
from molva.protocol.commands import RevokeOtherSessions
from tests.fixtures.settling import settle
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.tui.terminal import Terminal, register, terminal

pytestmark = pytest.mark.anyio


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "home"), "LANG": "en_US.UTF-8"}


async def enter(shown: Terminal, username: str, password: str, *, button: str = "#sign-in") -> None:
    """Fill the fields in and press a button."""
    shown.app.screen.query_one("#username", Input).value = username
    shown.app.screen.query_one("#password", Input).value = password
    pressed = shown.app.screen.query_one(button)
    await settle(lambda: not pressed.has_class("-active"))  # it is still down from the last time
    pressed.focus()
    await shown.press("enter")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "The username or the password is wrong."), ("ru", "Неверное имя пользователя или пароль.")],
)
async def test_a_wrong_password_is_told_in_the_persons_language(
    site: RunningSite, home: dict[str, str], language: str, sentence: str
) -> None:
    async with terminal(home, url=site.url, language=language) as shown:
        await enter(shown, "nobody", "wrong-password-5")
        await shown.sees(sentence)
    assert not login_file(home).exists()


async def test_no_server_and_no_address_are_told(home: dict[str, str], site: RunningSite) -> None:
    site.stop()
    async with terminal(home, url=site.url) as shown:
        await enter(shown, "bob", PASSWORD)
        await shown.sees("No server answers", "right?")
        shown.app.screen.query_one("#address", Input).value = "ftp://here"
        await enter(shown, "bob", PASSWORD)
        await shown.sees("ftp://here is not the address of a server.")


async def test_a_server_on_this_machine_is_offered(home: dict[str, str]) -> None:
    async with terminal({**home, "SERVER_PORT": "9123"}) as shown:
        await shown.sees("http://localhost:9123")


async def test_somebody_registers_and_is_signed_in_the_next_time(site: RunningSite, home: dict[str, str]) -> None:
    async with terminal(home, url=site.url) as shown:
        await enter(shown, "bob", PASSWORD, button="#register")
        await shown.sees("General")
    assert read_login(home).username == "bob"
    async with terminal(home) as again:
        await again.sees("General")


async def test_enter_goes_through_the_fields(site: RunningSite, home: dict[str, str], tmp_path: Path) -> None:
    await register(site, tmp_path, "bob")
    async with terminal(home, url=site.url) as shown:
        await shown.press(*"bob", "enter", *PASSWORD, "enter")
        await shown.sees("General")


async def test_a_password_is_not_shown(home: dict[str, str]) -> None:
    async with terminal(home) as shown:
        shown.app.screen.query_one("#password", Input).value = "secret-word"
        await shown.sees("•••")
        assert "secret" not in shown.screen


async def test_a_session_that_ends_elsewhere_leads_back_to_signing_in(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with terminal(home) as shown:
        await shown.sees("General")
        other = await sign_in(site.url, "bob", PASSWORD)
        async with await Client.connect(site.url, other.token) as client:
            await client.call(RevokeOtherSessions())
        await shown.sees("Sign in", "Password")
        await settle(lambda: not login_file(home).exists())
        await enter(shown, "bob", PASSWORD)
        await shown.sees("General")


async def test_a_session_that_others_can_read_is_not_used(home: dict[str, str]) -> None:
    write_file(login_file(home), b"{}")
    login_file(home).chmod(0o644)
    async with terminal(home) as shown:
        await shown.sees("can be read by")


async def test_two_programs_of_one_account_do_not_share_a_folder(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with terminal(home) as first:
        await first.sees("General")
        async with terminal(home) as second:
            await second.sees("already")
