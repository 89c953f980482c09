"""A group is left, and the session ended: asked first, done whole, nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from molva.client import Client
from molva.client.accounts import sign_out
from molva.client.login import login_file, outbox_folder, read_login
from molva.protocol.errors import NotSignedIn
from tests.fixtures.settling import settle
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.tui.terminal import register, terminal
from tests.tui.test_sign_in import enter

pytestmark = pytest.mark.anyio


async def test_a_group_is_left_by_whoever_agrees_to_it(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with await Client.register(site.url, "ann", PASSWORD, name="Ann") as ann:
        (bob,) = await ann.find_people("bob")
        group = (await ann.create_group("Walkers", [bob.user_id])).chat.id
        async with terminal(home) as shown:
            await shown.open("Walkers")
            await shown.press("f4")
            await shown.sees("Leave “Walkers”?", "Cancel")
            # The first choice is to stay.
            await shown.press("enter")
            await shown.misses("Leave “Walkers”?")
            assert not ann.replica.chats[group].members[bob.user_id].left
            await shown.press("f4")
            await shown.choose("Leave")
            await shown.sees("You are no longer in this chat.")
            await shown.misses("Walkers")
            await settle(lambda: ann.replica.chats[group].members[bob.user_id].left)


async def test_whoever_cannot_leave_is_told_why(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with await Client.register(site.url, "ann", PASSWORD, name="Ann") as ann:
        (bob,) = await ann.find_people("bob")
        await ann.open_direct(bob.user_id)
        async with terminal(home, language="ru") as shown:
            await shown.open("Ann")
            await shown.press("f4")
            await shown.sees("Это возможно только в группе.")
            await shown.open("Общий чат")
            await shown.press("f4")
            await shown.choose("Выйти из чата")
            await shown.sees("В общем чате состоят все")


async def test_the_last_one_is_told_that_the_group_ends(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    async with terminal(home) as shown:
        await shown.sees("General")
        await shown.press("ctrl+k")
        await shown.fill("Alone")
        await shown.choose("New group")
        await shown.sees("1 member")
        await shown.press("f4")
        await shown.sees("Nobody else is here: the chat is deleted")
        await shown.choose("Leave")
        await shown.misses("Alone")


async def test_signing_out_ends_the_session_and_forgets_it(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    login = read_login(home)
    async with terminal(home) as shown:
        await shown.open("General")
        await shown.press("f9")
        await shown.sees("Sign out on this computer?")
        assert "waits" not in shown.screen
        await shown.press("escape")
        await shown.misses("Sign out on this computer?")
        await shown.say("still here")
        await shown.sees("still here  ")
        await shown.press("f9")
        await shown.choose("Sign out")
        await shown.sees("Sign in", "Password")
        assert not login_file(home).exists()
        assert not outbox_folder(home, "tui", login).exists()
        with pytest.raises(NotSignedIn):
            await sign_out(login.url, login.token)
        await enter(shown, "bob", PASSWORD)
        await shown.sees("General", "still here")


async def test_signing_out_without_a_server_says_what_is_lost(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    login = read_login(home)
    async with terminal(home) as shown:
        await shown.open("General")
        site.stop()
        await shown.sees("No connection")
        await shown.say("never sent")
        await shown.press("f9")
        await shown.sees("1 message waits to be sent. Signing out discards that.")
        await shown.choose("Cancel")
        await shown.sees("never sent")
        await shown.press("f9")
        await shown.choose("Sign out")
        await shown.sees("Sign in", "The server did not hear of it")
        assert not login_file(home).exists()
        assert not outbox_folder(home, "tui", login).exists()
        site.start()
        await enter(shown, "bob", PASSWORD)
        await shown.sees("General", "No messages yet")
