"""Where a request comes from and where it was sent: trusted proxies, one's own origin, and pages of other sites."""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from molva.protocol.errors import WrongOrigin
from molva.server.transport.guard import Network

Scope = Any
"""An ASGI connection scope, `http` or `websocket`."""

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
SECURE_SCHEMES: Final = {"https", "wss"}

HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")


def headers_of(scope: Scope, name: bytes) -> list[str]:
    """Read every header of a name, lower case, in the order they came."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def header_of(scope: Scope, name: bytes) -> str:
    """Read a header; empty if it is missing, or there several times and so says nothing certain."""
    found = headers_of(scope, name)
    return found[0] if len(found) == 1 else ""


class Origins:
    """Knows which proxies may speak for others, and what this server is called from outside."""

    def __init__(self, *, public_url: str = "", trusted_proxies: Sequence[Network] = ()) -> None:
        """Prepare.

        Args:
            public_url: the one address under which browsers find the server; empty: whatever they came by.
            trusted_proxies: networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
        """
        self._public = _origin(public_url) if public_url else None
        self._trusted = trusted_proxies

    def address(self, scope: Scope) -> str:
        """Find the client's network address: the peer, or the last one before the trusted proxies."""
        client = scope.get("client")
        address: str = client[0] if client else ""
        if not self._is_trusted(address):
            return address
        said = ",".join(headers_of(scope, b"x-forwarded-for"))
        for hop in reversed([hop.strip() for hop in said.split(",")]):
            if not _is_address(hop):
                break
            address = hop
            if not self._is_trusted(hop):
                break
        return address

    def secure(self, scope: Scope) -> bool:
        """Tell whether browsers reach the server by https."""
        if self._public is not None:
            return self._public[0] == "https"
        if scope["scheme"] in SECURE_SCHEMES:
            return True
        client = scope.get("client")
        return self._is_trusted(client[0] if client else "") and header_of(scope, b"x-forwarded-proto") == "https"

    def websocket_source(self, scope: Scope) -> str:
        """Name the server's own WebSocket address for a Content-Security-Policy; empty if it cannot be named."""
        host = header_of(scope, b"host")
        if not HOST.fullmatch(host):
            return ""
        return f"{'wss' if self.secure(scope) else 'ws'}://{host}"

    def check(self, scope: Scope, *, cookie: bool) -> None:
        """Refuse a write, or a WebSocket, that a page of another site makes a browser send.

        Args:
            cookie: the browser's cookie is what proves the caller.

        Raises:
            WrongOrigin: from elsewhere, or by cookie and it cannot be told from where.
        """
        fetch_site = header_of(scope, b"sec-fetch-site")
        if fetch_site not in ("", "same-origin", "none"):
            raise WrongOrigin
        origins = headers_of(scope, b"origin")
        if origins:
            own = self._public or _origin(f"{'https' if self.secure(scope) else 'http'}://{header_of(scope, b'host')}")
            if len(origins) != 1 or own is None or _origin(origins[0]) != own:
                raise WrongOrigin
        elif cookie and fetch_site != "same-origin":
            raise WrongOrigin

    def _is_trusted(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self._trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _origin(url: str) -> tuple[str, str, int] | None:
    """Take an origin apart into scheme, host and port; None if it is none (RFC 6454, section 4)."""
    try:
        parts: SplitResult = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    exact = parts.scheme in DEFAULT_PORTS and HOST.fullmatch(parts.netloc) and not (parts.query or parts.fragment)
    if not exact or parts.path not in ("", "/") or parts.hostname is None:
        return None
    return parts.scheme, parts.hostname, port
