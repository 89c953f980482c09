"""The real program in a terminal of its own gets an hour's traffic, loses the server meanwhile, and does not grow."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from molva.client import Client
from tests.clients.traffic import talk_for_an_hour
from tests.fixtures.settling import settle
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.tui.terminal import register

pytestmark = pytest.mark.anyio

PROGRAM = Path(sys.executable).with_name("molva")


class RealTerminal:
    """What a program draws, as it comes."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self.pid = process.pid
        self.drawn = b""
        self._master = master
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def press(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def _read(self) -> None:
        try:
            while data := os.read(self._master, 65_536):
                # The last screens are enough.
                self.drawn = (self.drawn + data)[-200_000:]
        except OSError:
            return  # the program has ended


@contextmanager
def real_terminal(home: dict[str, str]) -> Iterator[RealTerminal]:
    """Run `molva tui` in 80 columns and 24 lines until the end of the block."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "MOLVA_ENV_FILE": ""} | home
    process = subprocess.Popen(
        [PROGRAM, "tui"], env=environment, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    os.close(slave)
    try:
        yield RealTerminal(master, process)
        os.write(master, b"\x11")
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(master)


async def test_an_hour_in_a_terminal(site: RunningSite, tmp_path: Path) -> None:
    async with await Client.register(site.url, "ann", PASSWORD, name="Ann") as ann:
        home = await register(site, tmp_path, "bob")
        (bob,) = await ann.find_people("bob")
        (general,) = ann.replica.chats
        with real_terminal(home) as terminal:
            await settle(lambda: b"General" in terminal.drawn)
            terminal.press(b"\r")
            last = await talk_for_an_hour(site, ann, general, bob.user_id, terminal.pid)
            await settle(lambda: last.encode() in terminal.drawn)
