"""What a command has of the world: its words, the two outputs, and one calm line where something went wrong."""

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn, TextIO, TypeVar

from molva.cli.words import Words
from molva.client.errors import ClientError
from molva.protocol.errors import Refusal
from molva.words import explain

A = TypeVar("A")

FAILED = 1
INTERRUPTED = 130
"""What a shell reports for a program that Ctrl+C ended."""


class Problem(Exception):
    """Something that the person at the console can mend; the text is the whole message."""


@dataclass(frozen=True)
class Console:
    """The language and the outputs of one run."""

    words: Words

    def out(self, line: str) -> None:
        """Say a line on standard output."""
        _say(sys.stdout, line)

    def note(self, line: str) -> None:
        """Say a line beside the output, on standard error."""
        _say(sys.stderr, line)

    def run(self, work: Callable[[], Awaitable[A]]) -> A:
        """Run the work of a command; every failure that can be foreseen becomes one line and an exit code."""

        async def main() -> A:
            return await work()

        with self.calm():
            return asyncio.run(main())

    @contextlib.contextmanager
    def calm(self) -> Iterator[None]:
        """Turn failures into one line on standard error and an exit code."""
        try:
            yield
        except KeyboardInterrupt:
            raise SystemExit(INTERRUPTED) from None
        except BrokenPipeError:
            # Whoever read our output has had enough of it (`molva tail | head`).
            sys.stderr.close()
            raise SystemExit(0) from None
        except (Problem, Refusal, ClientError, TimeoutError, OSError) as error:
            self._fail(self.explain(error))

    def explain(self, error: Exception) -> str:
        """Say what went wrong, in the person's language."""
        return str(error) if isinstance(error, Problem) else explain(self.words.shared, error)

    def _fail(self, line: str) -> NoReturn:
        self.note(line)
        raise SystemExit(FAILED) from None


def _say(stream: TextIO, line: str) -> None:
    stream.write(f"{line}\n")
    # Whoever waits for a line, a program too, gets it now.
    stream.flush()
