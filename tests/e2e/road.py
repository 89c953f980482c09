"""The network between one person and the server: bytes pass both ways until it is cut."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

CHUNK_BYTES = 65_536


class Road:
    """A TCP relay to `port` with an address of its own; while it is cut, what is open breaks and nothing new opens.

    Args:
        at: the port of its own address; 0 chooses one.
    """

    def __init__(self, port: int, at: int = 0) -> None:
        self._to = ("127.0.0.1", port)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._cut = False
        self._ear = socket.create_server(("127.0.0.1", at), backlog=64)
        self.port = int(self._ear.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        """Where the person's browser finds the server."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Break every connection, and let none through from now on."""
        with self._lock:
            self._cut = True
            broken, self._open = self._open, set()
        for each in broken:
            _shut(each)

    def mend(self) -> None:
        """Let connections through again."""
        with self._lock:
            self._cut = False

    def close(self) -> None:
        """Take the relay away for good."""
        self.cut()
        _shut(self._ear)

    def _listen(self) -> None:
        with suppress(OSError):  # the ear is closed: that is the end
            while True:
                here, _ = self._ear.accept()
                threading.Thread(target=self._connect, args=(here,), daemon=True).start()

    def _connect(self, here: socket.socket) -> None:
        try:
            there = socket.create_connection(self._to)
        except OSError:
            _shut(here)
            return
        for each in (here, there):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            cut = self._cut
            if not cut:
                self._open |= {here, there}
        if cut:
            _shut(here)
            _shut(there)
            return
        back = threading.Thread(target=self._carry, args=(there, here), daemon=True)
        back.start()
        self._carry(here, there)
        back.join()
        with self._lock:
            self._open -= {here, there}
        here.close()
        there.close()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):  # either end is gone, or the road is cut
            while data := source.recv(CHUNK_BYTES):
                target.sendall(data)
        for each in (source, target):
            with suppress(OSError):  # it is closed already
                each.shutdown(socket.SHUT_RDWR)


def _shut(connection: socket.socket) -> None:
    """End a connection that a thread may be reading from, which then wakes."""
    with suppress(OSError):  # the other end was faster
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
