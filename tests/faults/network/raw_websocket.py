"""A WebSocket client that leaves the bytes to its user: plain sockets, so that anything may be sent."""

import socket
import struct
from dataclasses import dataclass, field
from types import TracebackType

KEY = "AAAAAAAAAAAAAAAAAAAAAA=="
CLOSE_BYTE = 0x88


def upgrade(path: str, headers: dict[str, str]) -> bytes:
    """The request that turns an HTTP connection into a WebSocket."""
    fields = {
        "Host": "127.0.0.1",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": KEY,
        "Sec-WebSocket-Version": "13",
    } | headers
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode()


@dataclass
class RawWebSocket:
    """One connection; `status` is the HTTP status that answered the upgrade."""

    port: int
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    patience_s: float = 20.0
    receive_buffer: int | None = None
    """Bytes that the kernel keeps for a reader that does not read."""
    status: int = 0
    head: str = ""
    """The whole answer to the upgrade."""

    def __enter__(self) -> "RawWebSocket":
        self.socket = socket.socket()
        if self.receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.receive_buffer)
        self.socket.settimeout(self.patience_s)
        self.socket.connect(("127.0.0.1", self.port))
        self.socket.sendall(upgrade(self.path, self.headers))
        self._received = b""
        while b"\r\n\r\n" not in self._received:
            self._received += self._read()
        head, _, self._received = self._received.partition(b"\r\n\r\n")
        self.head = head.decode("latin-1")
        self.status = int(self.head.split(" ", 2)[1])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def _read(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        return data

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.socket.sendall(data)

    def frame(self) -> tuple[int, bytes]:
        """The next frame as (first byte, payload). Raises EOFError, TimeoutError, ConnectionError."""
        while (parsed := _parse(self._received)) is None:
            self._received += self._read()
        first, payload, self._received = parsed
        return first, payload

    def close_code(self) -> int | None:
        """Read on until the server closes: its code, or None if the connection ends without one."""
        return self.drain()[1]

    def drain(self) -> tuple[int, int | None]:
        """Read until the end: how many bytes of frames came, and the close code, if there was one."""
        received = 0
        try:
            while True:
                first, payload = self.frame()
                received += len(payload)
                if first == CLOSE_BYTE:
                    return received, int(struct.unpack(">H", payload[:2])[0])
        except (EOFError, ConnectionError):
            return received, None


def _parse(data: bytes) -> tuple[int, bytes, bytes] | None:
    """The first whole frame of a server, which never masks: (first byte, payload, rest)."""
    if len(data) < 2:
        return None
    length, start = data[1], 2
    if length == 126:
        start = 4
    elif length == 127:
        start = 10
    if len(data) < start:
        return None
    if start > 2:
        length = int.from_bytes(data[2:start], "big")
    end = start + length
    return None if len(data) < end else (data[0], data[start:end], data[end:])
