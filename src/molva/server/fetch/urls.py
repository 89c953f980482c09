"""Addresses of pages: taken apart once, checked, and put together from their parts, so that nobody reads them twice."""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

MAX_LENGTH: Final = 2_000
"""Characters of an address."""

DEFAULT_PORTS: Final = {"http": 80, "https": 443}

_KEPT: Final = "/%:@!$&'()*+,;=~?"
"""What stays as it is in a path and a query, beside letters and digits; a query's `?` may stand in the query itself."""

_HOST: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63}){0,126}")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")


class Unfetchable(Exception):
    """A page that is not fetched; the argument says why, without the address."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes."""

    scheme: str
    host: str
    """A name in ASCII (RFC 5890), or a number without brackets."""
    port: int
    path: str
    """With the query, in ASCII."""

    @property
    def authority(self) -> str:
        """Host and port as the request names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address, put together."""
        return f"{self.scheme}://{self.authority}{self.path}"


def parse_url(url: str) -> Target:
    """Take an address apart.

    Raises:
        Unfetchable: not http or https, with a name or password, or with anything that two programs read differently.
    """
    if len(url) > MAX_LENGTH or "\\" in url or any(unicodedata.category(char)[0] in "CZ" for char in url):
        raise Unfetchable("no plain address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unfetchable("no plain address") from None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise Unfetchable("neither http nor https")
    if "@" in parts.netloc:
        raise Unfetchable("with a name or password")
    host = _read_host(parts.netloc)
    path = quote(parts.path or "/", safe=_KEPT.removesuffix("?"))
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    return Target(scheme, host, DEFAULT_PORTS[scheme] if port is None else port, path + query)


def follow(target: Target, location: str) -> Target:
    """Find where a page sends on to.

    Raises:
        Unfetchable: nowhere that may be asked; from https never to http.
    """
    try:
        moved = parse_url(urljoin(target.url, location))
    except ValueError:
        raise Unfetchable("no plain address") from None
    if target.scheme == "https" and moved.scheme != "https":
        raise Unfetchable("from https to http")
    return moved


def readable_host(host: str) -> str:
    """Name a host for reading: in its own letters only where its whole land has them, so that none is mistaken."""
    host = host.removeprefix("www.")
    if not host.rpartition(".")[2].startswith("xn--"):
        return host
    import idna

    try:
        return idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        return host


def _read_host(netloc: str) -> str:
    """Bring a host into its one form; numbers count only as everybody writes them.

    Raises:
        Unfetchable: anything else.
    """
    if netloc.startswith("["):
        try:
            number = IPv6Address(netloc[1:].partition("]")[0])
        except ValueError:
            raise Unfetchable("no host") from None
        if number.scope_id is not None:
            raise Unfetchable("a zone of this machine")
        return str(number)
    host = netloc.partition(":")[0].removesuffix(".")
    if not host.isascii():
        host = _to_ascii(host)
    host = host.lower()
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise Unfetchable("no host")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            return str(IPv4Address(host))
        except ValueError:
            raise Unfetchable("a number in disguise") from None
    return host


def _to_ascii(host: str) -> str:
    # Loaded where an address has letters of another alphabet.
    import idna

    try:
        return idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise Unfetchable("no host") from None
