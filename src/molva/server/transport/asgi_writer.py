"""A writer through plain ASGI, for servers that do not hand out their transport."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from molva.server.wire.codec import payload, split_frames


class AsgiWriter:
    """Takes prebuilt frames, joined or not, and sends them as ASGI messages."""

    def __init__(self, send: Callable[[Any], Awaitable[None]]) -> None:
        self._send = send
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    def write(self, data: bytes) -> None:
        """Queue frames."""
        self._waiting.put_nowait(data)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._send_forever())

    def is_closing(self) -> bool:
        """Tell nothing: a client that is gone is noticed by ASGI's own disconnect message."""
        return False

    def stop(self) -> None:
        """Send nothing more."""
        if self._task is not None:
            self._task.cancel()

    async def _send_forever(self) -> None:
        while True:
            for frame in split_frames(await self._waiting.get()):
                await self._send({"type": "websocket.send", "text": payload(frame).decode()})
