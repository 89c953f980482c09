"""The Java console as a person uses it: started, written to, read from."""

from __future__ import annotations

import asyncio
import shutil
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path

LIMIT_S = 120
"""Far beyond what any step takes on a busy machine."""


@dataclass
class Console:
    """Starts the program as one person who is signed in on this machine."""

    jar: Path
    folder: Path
    running: list[Process] = field(default_factory=list)

    async def start(self, *arguments: str, language: str = "en") -> Process:
        """Start it, with its standard input open."""
        java = shutil.which("java")
        assert java is not None, "a JDK has one"
        options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(self.jar), "--language", language]
        started = await asyncio.create_subprocess_exec(
            java, *options, "--folder", str(self.folder), *arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        self.running.append(started)
        return started

    async def run(self, *arguments: str, lines: str = "", language: str = "en") -> tuple[int | None, str, str]:
        """Run it to its end: exit status, standard output, standard error."""
        async with asyncio.timeout(LIMIT_S):
            started = await self.start(*arguments, language=language)
            out, err = await started.communicate(lines.encode())
        return started.returncode, out.decode(), err.decode()


async def said(process: Process, part: str) -> str:
    """Wait for a line with these words, and give it."""
    assert process.stdout is not None
    async with asyncio.timeout(LIMIT_S):
        while line := (await process.stdout.readline()).decode():
            if part in line:
                return line.rstrip("\n")
    raise AssertionError(f"it ended without saying {part!r}")


def write(process: Process, line: str) -> None:
    """Type a line."""
    assert process.stdin is not None
    process.stdin.write(f"{line}\n".encode())
