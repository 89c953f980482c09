"""What a client may be told beside address and token."""

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from molva.client.clock import Clock
from molva.client.postbox import OnRefused


class Options(TypedDict, total=False):
    """Each has a default."""

    folder: Path | None
    """Where posted commands survive the program; without one they survive only the connection."""
    on_refused: OnRefused
    """Called for a posted command that was refused for good and that nobody awaits."""
    keep_messages: int
    """Messages kept of each chat."""
    clock: Clock
    draw: Callable[[], float]
    """Draws a number in [0, 1), for the waits between attempts."""
