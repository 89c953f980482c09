"""Where a server is: the addresses that follow from the one that people know."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

API_PATH: Final = "/api/v1"
_WEBSOCKET: Final = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}
_HTTP: Final = {"http": "http", "https": "https", "ws": "http", "wss": "https"}


@dataclass(frozen=True)
class Address:
    """A server's addresses: `http` and `websocket` both end in the path of the API."""

    http: str
    websocket: str

    @classmethod
    def parse(cls, url: str) -> "Address":
        """Take `https://chat.example.org`, with a port or a path prefix if need be; without a scheme it is https.

        Raises:
            ValueError: not an address of a server, or one that carries a password.
        """
        parts = urlsplit(url if "://" in url else f"https://{url}")
        if parts.scheme not in _HTTP or not parts.hostname:
            raise ValueError(f"not the address of a server: {url}")
        if parts.username is not None or parts.query or parts.fragment:
            raise ValueError("the address of a server has no user, query or fragment")
        rest = f"://{parts.netloc}{parts.path.rstrip('/')}{API_PATH}"
        return cls(http=_HTTP[parts.scheme] + rest, websocket=f"{_WEBSOCKET[parts.scheme]}{rest}/ws")
