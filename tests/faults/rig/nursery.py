"""Starts server processes quickly: one process has imported the server, and each server is a fork of it.

What runs is the real server: its own process, its own folder, real signals. Only the imports are not done again.
Run as a program it takes one line of JSON for each server and answers with the process's id.
"""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tests.faults.rig.mutants import Mutant, plant

ROOT = Path(__file__).parents[3]


class Nursery:
    """The process that forks servers. Use it as a context; the servers do not outlive it.

    `under` is a command that runs it, such as strace.
    """

    def __init__(self, mutant: Mutant = Mutant.NONE, under: Sequence[str] = ()) -> None:
        self.mutant = mutant
        self.under = under

    def __enter__(self) -> "Nursery":
        command = [*self.under, sys.executable, "-m", __name__, self.mutant]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def start(self, environment: dict[str, str], output: Path) -> int:
        """Start a server with these variables added; its words go to the file. Gives the process's id."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"environment": environment, "output": str(output)}) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def _main(mutant: Mutant) -> None:
    # Only the nursery's own process needs the whole server.
    from molva.server.app import serve
    from molva.server.settings import Settings

    plant(mutant)
    # Dead children vanish by themselves: whoever waits for one watches its pid.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Held by file descriptors: the number of one that has died may be another program's by now.
    children: list[int] = []
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _redirect(order["output"])
            os.environ.update(order["environment"])
            serve(Settings.from_environment(os.environ), ready=lambda _: None)
            sys.exit()
        children = [child for child in children if not _gone(child)]
        with suppress(ProcessLookupError):  # it has died by itself
            children.append(os.pidfd_open(pid))
        print(pid, flush=True)  # noqa: T201  # the answer
    for child in children:
        with suppress(ProcessLookupError):  # it has died by itself
            signal.pidfd_send_signal(child, signal.SIGKILL)


def _gone(child: int) -> bool:
    """Tell whether a child has died, and let go of it then."""
    if not select.select([child], [], [], 0)[0]:
        return False
    os.close(child)
    return True


def _redirect(output: str) -> None:
    """Let the child's words go to a file, and keep it from reading the nursery's orders."""
    words = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(words, 1)
    os.dup2(words, 2)


if __name__ == "__main__":
    _main(Mutant(sys.argv[1]))
