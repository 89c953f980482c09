"""The examples of the guides run, and every command and option of the console is explained."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from molva.cli.app import build
from molva.cli.words import EN
from molva.client import Client
from tests.architecture.sources import ROOT
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD

GUIDE = ROOT / "docs" / "guide"
SDK = (GUIDE / "sdk.md").read_text(encoding="utf-8")
CONSOLE = (GUIDE / "console.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", SDK, re.MULTILINE | re.DOTALL)


@pytest.mark.anyio
@pytest.mark.parametrize("number", range(len(BLOCKS)))
async def test_an_example_runs(number: int, site: RunningSite, tmp_path: Path) -> None:
    async with await Client.register(site.url, "ann", PASSWORD) as ann:
        names = {
            "asyncio": asyncio,
            "url": site.url,
            "token": ann.token,
            "chat_id": (await ann.create_group("Walkers")).chat.id,
            "folder": tmp_path / "own",
            "print": lambda *_: None,
        }
        code = compile(BLOCKS[number], f"sdk.md example {number}", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        async with asyncio.timeout(20):
            result = eval(code, names)
            if inspect.isawaitable(result):
                await result


def commands() -> list[tuple[str, Any]]:
    """Every command with its full name; typer brings a click of its own, which is nobody's business."""
    found: list[tuple[str, Any]] = []
    waiting: list[tuple[str, Any]] = [("molva", typer.main.get_command(build(EN, {})))]
    while waiting:
        name, command = waiting.pop()
        children = getattr(command, "commands", None)
        if children is None:
            found.append((name, command))
        else:
            waiting += [(f"{name} {child}", each) for child, each in children.items()]
    return found


@pytest.mark.parametrize(("name", "command"), [pytest.param(*each, id=each[0]) for each in commands()])
def test_every_command_and_option_is_explained(name: str, command: Any) -> None:
    assert f"`{name}" in CONSOLE
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    for option in options - {"--help"}:
        assert option in CONSOLE, f"{name} {option}"
