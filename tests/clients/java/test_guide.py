"""The example of the guide runs, and every command of the console is explained."""

from __future__ import annotations

import asyncio
import re
import shutil
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from molva.client import Client
from tests.architecture.sources import ROOT
from tests.clients.java.typed import LIMIT_S
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD

GUIDE = (ROOT / "docs" / "guide" / "java.md").read_text(encoding="utf-8")
MAIN = (ROOT / "clients" / "java" / "src" / "molva" / "console" / "Main.java").read_text(encoding="utf-8")


@pytest.mark.anyio
async def test_the_example_runs(site: RunningSite, jar: Path, tmp_path: Path) -> None:
    (example,) = re.findall(r"^```java\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    (tmp_path / "Example.java").write_text(example, encoding="utf-8")
    java = shutil.which("java")
    assert java is not None, "a JDK has one"
    async with await Client.register(site.url, "ann", PASSWORD) as ann:
        given = [site.url, ann.token, str(tmp_path / "own")]
        ran = await asyncio.create_subprocess_exec(
            java, "-cp", str(jar), str(tmp_path / "Example.java"), *given, stdout=PIPE, stderr=PIPE
        )
        async with asyncio.timeout(LIMIT_S):
            out, err = await ran.communicate()
    assert (ran.returncode, err) == (0, b"")
    assert sorted(out.decode().split()) == ["1", "Hello"]


def test_every_command_is_explained() -> None:
    commands = {name for names in re.findall(r"case (.*) ->", MAIN) for name in re.findall(r'"(\w+) \d"', names)}
    assert commands >= {"login", "talk"}
    assert {name for name in commands if f"`{name}" not in GUIDE} == set()
