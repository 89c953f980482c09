"""The Java console as somebody beside a browser uses it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from queue import Queue
from threading import Thread

from tests.e2e.conftest import PATIENCE_MS
from tests.e2e.person import PASSWORD


class JavaConsole:
    """The program of one person, who keeps their folder."""

    def __init__(self, jar: Path, folder: Path) -> None:
        java = shutil.which("java")
        assert java is not None, "a JDK has one"
        self._command = [java, "-XX:TieredStopAtLevel=1", "-jar", str(jar), "--folder", str(folder)]

    def register(self, url: str, username: str) -> None:
        """Create an account, and stay signed in."""
        command = [*self._command, "register", url, username]
        subprocess.run(command, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True)

    def talk(self, chat: str) -> Talk:
        """Begin to talk in a chat; ends with the block."""
        return Talk([*self._command, "talk", chat])


class Talk:
    """A conversation line by line."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self._lines = Queue[str]()
        Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        with self._process:
            pass

    def write(self, line: str) -> None:
        """Type a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def hear(self, *parts: str) -> None:
        """Wait until each of these words has come in a line, in whatever order. Raises queue.Empty."""
        missing = set(parts)
        while missing:
            line = self._lines.get(timeout=PATIENCE_MS / 1000)
            missing = {part for part in missing if part not in line}

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
