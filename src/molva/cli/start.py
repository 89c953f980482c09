"""The start of a server from the command line, as light as it can be: loading is most of the time it takes."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from molva.cli.console import Console


def start_server(
    console: Console,
    environment: Mapping[str, str],
    *,
    host: str | None = None,
    port: int | None = None,
    data: Path | None = None,
    trust_dialects: bool = False,
) -> None:
    """Run the server with the settings of the environment and `.env`, and what is given here before them.

    Raises:
        SystemExit: it could not start; why has been said.
    """
    with _uncollected(), console.calm():
        from molva.cli.env_file import with_env_file
        from molva.cli.serve import read_settings, serve

        chosen = with_env_file(console.words, environment)
        serve(console, read_settings(chosen, host=host, port=port, data=data, trust_dialects=trust_dialects))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Loading makes 100,000 objects and no garbage: the collector begins when the server stands (`settle`)."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
