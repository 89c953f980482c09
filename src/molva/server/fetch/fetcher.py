"""The fetcher: asks a web server for a page, never one inside, never for long, never for much."""

import asyncio
import logging
import socket
import ssl
import zlib
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final

import httpcore

from molva.server.fetch.addresses import Address, Network, is_in, is_public
from molva.server.fetch.urls import DEFAULT_PORTS, Target, Unfetchable, follow, parse_url

SECONDS: Final = 5.0
"""How long a page may take, from the look for its host to the last byte, redirects included."""

REDIRECTS: Final = 3

TRIED: Final = 2
"""Addresses of one host that are tried, one after the other."""

MOVED: Final = frozenset({301, 302, 303, 307, 308})

PORTS: Final = frozenset(DEFAULT_PORTS.values())
"""Behind others stand programs that are no web servers."""

# It says where requests go, which only the people of a chat are to know.
logging.getLogger("httpcore").setLevel(logging.WARNING)

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""(host, port): the host's addresses."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page, or the beginning of one."""

    host: str
    """Where it came from, after all redirects."""
    content_type: str
    body: bytes


class Fetcher:
    """Fetches what anybody on the Internet could fetch.

    A host is looked up once, every address of it has to be a public one, and the connection goes to that very
    address; TLS and the request still name the host. The same holds for each redirect.
    """

    def __init__(
        self,
        agent: str,
        *,
        allowed: Sequence[Network] = (),
        ports: Collection[int] = PORTS,
        resolve: Resolver | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """Prepare.

        Args:
            agent: what the server calls itself (User-Agent).
            allowed: networks inside which every address and port may be asked all the same.
            ports: where public web servers may listen.
            resolve: looks hosts up; the system does without it.
            seconds: for one page.
        """
        self._agent = agent
        self._allowed = allowed
        self._ports = ports
        self._resolve = resolve or _look_up
        self._seconds = seconds
        self._tls: ssl.SSLContext | None = None

    async def fetch(self, url: str, *, types: Collection[str], limit: int, until: bytes | None = None) -> Fetched:
        """Fetch a page.

        Args:
            types: the only content types that are read, without parameters.
            limit: bytes that are read, unpacked; what comes after is left.
            until: reading ends behind these bytes, in whatever case.

        Raises:
            Unfetchable: it may not be asked for, or there is none.
        """
        try:
            async with asyncio.timeout(self._seconds):
                target = parse_url(url)
                for _ in range(REDIRECTS + 1):
                    found = await self._ask(target, types, limit, until)
                    if isinstance(found, Fetched):
                        return found
                    target = follow(target, found)
                raise Unfetchable("sent on too often")
        except (
            TimeoutError,
            OSError,
            httpcore.NetworkError,
            httpcore.TimeoutException,
            httpcore.ProtocolError,
        ) as error:
            raise Unfetchable(type(error).__name__) from None

    async def _ask(self, target: Target, types: Collection[str], limit: int, until: bytes | None) -> Fetched | str:
        """Ask once; text is where the page has moved."""
        backend = _Pinned(await self._addresses(target))
        headers = [
            ("Host", target.authority),
            ("User-Agent", self._agent),
            ("Accept", ", ".join(types)),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
        ]
        url = httpcore.URL(
            scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
        )
        async with (
            httpcore.AsyncConnectionPool(ssl_context=self._tls_context(), network_backend=backend) as pool,
            pool.stream("GET", url, headers=headers) as response,
        ):
            if response.status in MOVED:
                return _header(response, b"location")
            content_type = _header(response, b"content-type")
            if response.status != 200 or content_type.partition(";")[0].strip().lower() not in types:
                raise Unfetchable("no page")
            body = await _read(response, limit, until)
            return Fetched(target.host, content_type, body)

    async def _addresses(self, target: Target) -> list[Address]:
        try:
            found = [ip_address(number) for number in await self._resolve(target.host, target.port)]
        except ValueError:
            raise Unfetchable("no address") from None
        for address in found:
            if is_in(address, self._allowed):
                continue
            if target.port not in self._ports:
                raise Unfetchable("another port")
            if not is_public(address):
                raise Unfetchable("an inner address")
        if not found:
            raise Unfetchable("no address")
        return found[:TRIED]

    def _tls_context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = httpcore.default_ssl_context()
            # Whoever has an authority of their own has told it to the system.
            self._tls.load_default_certs()
        return self._tls


class _Pinned(httpcore.AsyncNetworkBackend):
    """Connects to the addresses that were checked, whatever the host is called."""

    def __init__(self, addresses: Iterable[Address]) -> None:
        self._addresses = list(addresses)
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # the signature is the library's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        for address in self._addresses[:-1]:
            try:
                # One that drops what comes must not keep the next one from its turn.
                return await self._network.connect_tcp(str(address), port, timeout=SECONDS / 3)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._network.connect_tcp(str(self._addresses[-1]), port, timeout=timeout)


async def _look_up(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _header(response: httpcore.Response, name: bytes) -> str:
    value = next((value for key, value in response.headers if key.lower() == name), b"")
    return value.decode("utf-8", "replace")


async def _read(response: httpcore.Response, limit: int, until: bytes | None) -> bytes:
    packing = _header(response, b"content-encoding").strip().lower()
    if packing not in ("", "identity", "gzip"):
        raise Unfetchable("packed otherwise")
    unpack = zlib.decompressobj(wbits=31) if packing == "gzip" else None
    body = bytearray()
    async for chunk in response.aiter_stream():
        room = limit - len(body)
        try:
            piece = chunk[:room] if unpack is None else unpack.decompress(chunk, room)
        except zlib.error:
            raise Unfetchable("packed badly") from None
        seen = max(0, len(body) - len(until or b""))
        body += piece
        if len(body) >= limit or (until is not None and until in bytes(body[seen:]).lower()):
            break
    return bytes(body)
