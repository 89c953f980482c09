"""A server process on a fresh folder, pinned to one core, that is gone with its folder at the end."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from molva.cli.bench import processes

START_LIMIT_S = 90
STOP_LIMIT_S = 20
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]


class DidNotStart(OSError):
    """The server ended at once or never opened its port; the message holds the end of its output."""


class ServerProcess(ABC):
    """One run of a server. Use it as a context: the folder goes at its end."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="bench-"))
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.launched_at = 0.0
        """perf_counter at the last start."""

    def __enter__(self) -> "ServerProcess":
        self.prepare()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def prepare(self) -> None:  # noqa: B027  # a server without a configuration needs nothing
        """Write the configuration and, where needed, the empty store."""

    @abstractmethod
    def command(self) -> Sequence[str]:
        """The command that runs the server in the foreground."""

    def environment(self) -> dict[str, str]:
        """Variables added to the environment."""
        return {}

    def stored(self) -> int | None:
        """How many messages the store holds, if it can be asked."""
        return None

    @property
    def running(self) -> subprocess.Popen[bytes]:
        """The process. Raises RuntimeError before the first start."""
        if self.process is None:
            raise RuntimeError("not started")
        return self.process

    @property
    def pid(self) -> int:
        return self.running.pid

    def start(self) -> None:
        """Start, and wait until the port is open.

        Raises:
            DidNotStart: the server ended, or the port stayed closed for START_LIMIT_S seconds.
        """
        self.launched_at = time.perf_counter()
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603  # the command is our own
                ["taskset", "-c", str(SERVER_CORE), *self.command()],  # noqa: S607  # taskset is found on the PATH
                env=os.environ | self.environment(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        while time.perf_counter() < self.launched_at + START_LIMIT_S:
            if self.process.poll() is not None:
                break
            with suppress(OSError):  # nobody listens yet
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            # A port that opens in another process gives no sign of it.
            time.sleep(0.01)
        raise DidNotStart((self.folder / "output").read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        """Ask the tree to end, from the top; kill what is left after STOP_LIMIT_S seconds."""
        pids = processes.tree(self.pid)
        self.running.terminate()
        with suppress(subprocess.TimeoutExpired):  # then it is killed below
            self.running.wait(STOP_LIMIT_S)
        for pid in pids:
            with suppress(ProcessLookupError):  # it has ended by itself
                os.kill(pid, signal.SIGKILL)
        self.running.wait()


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
