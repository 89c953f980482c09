"""The guide's examples of older messengers run as they stand, ports aside, against the data of the demo."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from websockets.sync.client import connect

from molva.cli.demo.loader import load
from molva.cli.demo.script import write_script
from tests.architecture.sources import ROOT
from tests.fixtures.site import RunningSite
from tests.fixtures.world import CHEAP
from tests.server.transport.serving import PATIENCE_S

PAGE = (ROOT / "docs" / "guide" / "dialects.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```sh\n(.*?)\n```\n(?:\n```text\n(.*?)\n```$)?", re.MULTILINE | re.DOTALL)
TALK = re.compile(r"^```console\n\$ wscat -c ws://localhost:8000(\S+)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
ADDRESS = "localhost:8000"
RAW_ADDRESS = "localhost 8001"
NETCAT = 'nc() { exec 3<>"/dev/tcp/$1/$2"; cat >&3; cat <&3; }'
"""What stands in for netcat where there is none."""
UNTIL = 1_767_225_600_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A server that holds the demo's people and chats, and a little of its talk."""
    folder: Path = tmp_path_factory.mktemp("demo")
    settings = replace(CHEAP, data=folder, trust_dialects="on")
    asyncio.run(load(settings, write_script(UNTIL, messages=120, days=5), step=lambda: None))
    running = RunningSite(folder, settings=settings, raw=True)
    running.start()
    yield running
    running.stop()


def pattern(answer: str) -> str:
    """An answer in which `…` stands for what differs every time."""
    return ".*".join(map(re.escape, answer.split("…")))


@pytest.mark.skipif(shutil.which("curl") is None, reason="the commands need curl")
def test_every_example_of_the_guide_gives_what_it_says(demo: RunningSite) -> None:
    examples = BLOCK.findall(PAGE)
    assert examples
    for command, answer in examples:
        own = command.replace(ADDRESS, f"localhost:{demo.port}").replace(RAW_ADDRESS, f"127.0.0.1 {demo.raw_port}")
        whole = own if shutil.which("nc") else f"{NETCAT}\n{own}"
        done = subprocess.run(["bash", "-eu"], input=whole, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert re.fullmatch(pattern(answer), done.stdout.strip(), re.DOTALL), f"{command}\n{done.stdout}"


def test_every_conversation_of_the_guide_goes_as_it_says(demo: RunningSite) -> None:
    conversations = TALK.findall(PAGE)
    assert conversations
    for place, lines in conversations:
        with connect(f"ws://localhost:{demo.port}{place}") as socket:
            for line in lines.splitlines():
                sign, _, text = line.partition(" ")
                if sign == ">":
                    socket.send(text)
                else:
                    came = str(socket.recv(PATIENCE_S))
                    assert sign == "<", line
                    assert re.fullmatch(pattern(text), came), f"{line}\n{came}"
