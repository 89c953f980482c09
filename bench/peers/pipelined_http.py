"""HTTP/1.1 with pipelining: answers are awaited in the order of asking."""

import asyncio
import json
import re
from collections import deque
from typing import Any, cast

LENGTH = re.compile(rb"content-length: (\d+)")


class PipelinedHttp(asyncio.Protocol):
    """One connection to the Matrix client-server API."""

    BASE = "/_matrix/client/v3/"

    def __init__(self) -> None:
        self.buffer = b""
        self.waiting: deque[asyncio.Future[bytes]] = deque()

    @staticmethod
    async def open(port: int) -> "PipelinedHttp":
        """Connect to the server on this machine."""
        _, protocol = await asyncio.get_running_loop().create_connection(PipelinedHttp, "127.0.0.1", port)
        return protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def ask(self, method: str, path: str, token: str = "", content: Any = None) -> "asyncio.Future[bytes]":
        """Send a request; the future gets the body, or RuntimeError for any status but 200."""
        body = b"" if content is None else json.dumps(content).encode()
        bearer = f"Authorization: Bearer {token}\r\n" if token else ""
        head = f"{method} {self.BASE}{path} HTTP/1.1\r\nHost: localhost\r\n{bearer}Content-Length: {len(body)}\r\n\r\n"
        self.transport.write(head.encode() + body)
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.waiting.append(answer)
        return answer

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (response := self.take()) is not None:
            head, body = response
            answer = self.waiting.popleft()
            if head.startswith(b"http/1.1 200"):
                answer.set_result(body)
            else:
                answer.set_exception(RuntimeError(response))

    def take(self) -> tuple[bytes, bytes] | None:
        """Take the next whole response off the buffer as (head in lower case, body)."""
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self.buffer[:end].lower()
        if length := LENGTH.search(head):
            after = end + 4 + int(length[1])
            body = self.buffer[end + 4 : after]
        elif (chunked := self.take_chunks(end + 4)) is None:
            return None
        else:
            after, body = chunked
        if len(self.buffer) < after:
            return None
        self.buffer = self.buffer[after:]
        return head, body

    def take_chunks(self, at: int) -> tuple[int, bytes] | None:
        """The end and the content of a chunked body that begins at `at`."""
        parts, size = [], -1
        while size:
            line = self.buffer.find(b"\r\n", at)
            if line < 0:
                return None
            size = int(self.buffer[at:line], 16)
            parts.append(self.buffer[line + 2 : line + 2 + size])
            at = line + 4 + size
        return at, b"".join(parts)
