"""One data folder and the server process that serves it now."""

import os
import select
import signal
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.rig.nursery import Nursery

START_LIMIT_S = 30
END_LIMIT_S = 30
LIFTED_LIMITS = {
    "MOLVA_REGISTRATIONS_PER_ADDRESS": "1000000",
    "MOLVA_FRAMES_PER_SECOND": "100000",
    # A test asks other servers for nothing unless it says so.
    "MOLVA_LINK_PREVIEWS": "off",
}


class DidNotStart(Exception):
    """The server ended or never opened its port; the text is what it said."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Node:
    """Starts, stops and kills the server of one folder, always on the same port."""

    nursery: Nursery
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    pid: int = 0

    @property
    def output(self) -> Path:
        """Everything that the servers of this folder have said."""
        return self.folder / "output"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "data" / "molva.db"

    def launch(self) -> None:
        """Start a server and do not wait for it."""
        places = {"MOLVA_PORT": str(self.port), "MOLVA_DATA": str(self.folder / "data")}
        self.pid = self.nursery.start(LIFTED_LIMITS | places | self.environment, self.output)
        self._death = os.pidfd_open(self.pid)

    def start(self) -> None:
        """Start a server and wait until it takes connections. Raises DidNotStart."""
        self.launch()
        deadline = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline and not self.dead():
            with suppress(OSError):  # nobody listens yet
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            select.select([self._death], [], [], 0.005)
        raise DidNotStart(self.output.read_text())

    def dead(self) -> bool:
        """Whether the process has ended."""
        return bool(select.select([self._death], [], [], 0)[0])

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal and wait until the process is gone."""
        with suppress(ProcessLookupError):  # it has died by itself
            signal.pidfd_send_signal(self._death, how)
        self.wait()

    def wait(self) -> None:
        """Wait until the process is gone by itself. Raises TimeoutError."""
        if not select.select([self._death], [], [], END_LIMIT_S)[0]:
            raise TimeoutError(self.output.read_text())
        os.close(self._death)
