"""A real `molva serve` on a folder of its own, that can be killed and started again at the same address."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.faults.rig.node import LIFTED_LIMITS, DidNotStart, free_port

START_LIMIT_S = 60
END_LIMIT_S = 30
PROGRAM = Path(sys.executable).with_name("molva")
WITH_CLIENT = """
import sys
from pathlib import Path
from molva.cli import main
from molva.server import app
app.WEB_CLIENT = Path(sys.argv.pop(1))
main()
"""
"""The program with another folder for the web client."""

LOUD = """
import logging
from molva.cli import main
from molva.server import app
settle = app.settle
def settle_loudly():
    settle()
    logging.debug("everything is logged once the server stands")
app.settle = settle_loudly
logging.basicConfig(level=1)
main()
"""
"""The program with everything logged that any part would ever log, and a line that shows it."""

LOUD_PYTHON = {"PYTHONASYNCIODEBUG": "1", "PYTHONDEVMODE": "1", "PYTHONWARNINGS": "always"}


class Served:
    """The server of one data folder; `port` stays the same over every start."""

    def __init__(self, folder: Path, *, loud: bool = False) -> None:
        self.folder = folder
        self._loud = loud
        self.settings: dict[str, str] = {}
        """What the next start is told beside the usual, by the variables' names."""
        self.port = free_port()
        self.client: Path | None = None
        """The web client that the next start serves; None is the one of the package."""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where browsers find it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> Path:
        """Everything that the servers of this folder have said."""
        return self.folder / "output"

    def start(self) -> None:
        """Start a server and wait until it takes connections. Raises DidNotStart."""
        program = [sys.executable, "-c", WITH_CLIENT, str(self.client)] if self.client else [str(PROGRAM)]
        environment = os.environ | {"MOLVA_ENV_FILE": ""} | LIFTED_LIMITS | self.settings
        if self._loud:
            program, environment = [sys.executable, "-c", LOUD], environment | LOUD_PYTHON
        command = [*program, "serve", "--port", str(self.port), "--data", str(self.folder / "data")]
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        death = os.pidfd_open(self._process.pid)
        deadline = time.monotonic() + START_LIMIT_S
        try:
            while time.monotonic() < deadline:
                with suppress(OSError):  # nobody listens yet
                    socket.create_connection(("127.0.0.1", self.port), 1).close()
                    return
                if select.select([death], [], [], 0.02)[0]:
                    break
        finally:
            os.close(death)
        raise DidNotStart(self.output.read_text())

    @property
    def pid(self) -> int:
        """The running server's process."""
        assert self._process is not None, "no server runs"
        return self._process.pid

    def end(self, how: signal.Signals) -> None:
        """Send a signal to the process and wait until it is gone."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(END_LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise
        finally:
            self._process = None

    def kill(self) -> None:
        """End the process at once, as the kernel does when memory runs out."""
        self.end(signal.SIGKILL)
