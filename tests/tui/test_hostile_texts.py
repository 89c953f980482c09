"""What others write is shown as text: no markup, no command for the terminal, no turned line."""

from __future__ import annotations

from pathlib import Path

import pytest

from molva.client import Client
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.tui.terminal import register, terminal

pytestmark = pytest.mark.anyio

BOX = "\N{REPLACEMENT CHARACTER}"


async def test_nothing_that_others_write_commands_the_terminal(site: RunningSite, tmp_path: Path) -> None:
    home = await register(site, tmp_path, "bob")
    name = "[b]Eve[/b] [@click=app.quit]x[/]"
    async with await Client.register(site.url, "eve", PASSWORD, name=name) as eve:
        (bob,) = await eve.find_people("bob")
        group = (await eve.create_group("[red]Group[/red] $x", [bob.user_id])).chat.id
        sent = await eve.send(group, "[red]no[/red] [@click=app.quit]press[/] [link=file:///etc/passwd]x[/link]")
        await eve.send(group, "turned \u202egnp.exe\u202c end", reply_to=sent.seq)
        await eve.send(group, "esc \u009b31m \u2066bidi [unclosed")
        await eve.pin(group, sent.seq)
        async with terminal(home, size=(120, 30)) as shown:
            await shown.sees("[red]Group[/red] $x")
            await shown.open("[red]Group")
            await shown.sees("[red]no[/red] [@click=app.quit]press[/]", f"turned {BOX}gnp.exe{BOX} end")
            await shown.sees(f"{BOX}31m {BOX}bidi [unclosed", "[b]Eve[/b] [@click=app.quit]x[/]", "Pinned: [red]no")
            for forbidden in ("\x1b", "\u202e", "\u2066", "\u009b"):
                assert forbidden not in shown.screen
            await shown.on_message("[red]no[/red] [@click")
            await shown.press("r")
            await shown.sees("Reply to [b]Eve")
            await shown.press("escape")
            await shown.on_message("[unclosed")
            await shown.press("enter")
            await shown.sees("Reply", "Forward")
            await shown.press("escape")
            await shown.press("f2")
            await shown.sees("Pinned messages", "[@click=app.quit]press")
            await shown.press("escape")
            assert shown.app.is_running
            assert shown.app.title in ("Molva", "(3) Molva")
            # A click on what claims to be a command does nothing but choose the message.
            await shown.pilot.click("#timeline", offset=(14, 4))
            await shown.pilot.pause()
            assert shown.app.is_running
