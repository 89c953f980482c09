"""The fetcher reaches nothing inside, whatever it is asked, and no page holds it for long or fills its memory."""

from __future__ import annotations

import asyncio
import gzip
import socket
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Sequence
from ipaddress import ip_address, ip_network

import pytest

from molva.server.fetch import Fetched, Fetcher, Unfetchable
from molva.server.fetch.addresses import is_public
from tests.fixtures.web_pages import WebPages, moved, page

LIMIT = 100_000
HERE = (ip_network("127.0.0.1/32"),)

INNER = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.1.2.3"),
    *("127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170"),
    *("192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1"),
    *("5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%lo", "febf::1", "fec0::1", "ff02::1", "ff0e::1"),
]
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"]


@pytest.mark.parametrize("number", INNER)
def test_what_is_inside_is_not_public(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", PUBLIC)
def test_what_everybody_can_reach_is_public(number: str) -> None:
    assert is_public(ip_address(number))


class Trap:
    """Listens at every address of this machine, at one port, and counts who comes."""

    def __init__(self) -> None:
        self.caught = 0

    async def open(self) -> None:
        self.server = await asyncio.start_server(self._catch, None, 0, family=socket.AF_INET)
        self.port = self.server.sockets[0].getsockname()[1]
        if socket.has_ipv6:
            try:
                self.server_6 = await asyncio.start_server(self._catch, "::", self.port, family=socket.AF_INET6)
            except OSError:
                return  # a machine without IPv6 has no address there to be reached at

    async def _catch(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.caught += 1
        writer.close()


@pytest.fixture
async def trap() -> AsyncIterator[Trap]:
    """Somebody who must not be reached."""
    made = Trap()
    await made.open()
    yield made
    made.server.close()
    if hasattr(made, "server_6"):
        made.server_6.close()


def hostile(port: int) -> list[str]:
    """Ways to name what is inside."""
    hosts = [f"[{number}]" if ":" in number else number for number in INNER if "%" not in number]
    hosts += ["[fe80::1%25lo]", "localhost", "LOCALHOST", "localhost.", "ip6-localhost", "localhost.localdomain"]
    hosts += [
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0x7f.0x0.0x0.0x1",
        "0177.0.0.1",
        "017700000001",
    ]
    hosts += [
        "0",
        "0.0",
        "00000000127.0.0.1",
        "127.0.0.1.",
        "①②⑦.0.0.1",
        "⑫⑦.⓪.⓪.①",
        "１２７.0.0.1",
        "127。0。0。1",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    ]
    hosts += ["user@127.0.0.1", "user:pass@127.0.0.1", "example.org@127.0.0.1", "example.org%40127.0.0.1"]
    hosts += [
        "127.0.0.1%00.example.org",
        "127.0.0.1\t",
        "127.0.0.1\r\n",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
        "[::%31]",
    ]
    urls = [f"{scheme}://{host}:{port}/" for host in hosts for scheme in ("http", "https")]
    urls += [f"http://127.0.0.1:{port}\\@example.org/", f"http://example.org:80@127.0.0.1:{port}/"]
    urls += [
        f"{scheme}://127.0.0.1:{port}/"
        for scheme in ("ftp", "gopher", "file", "dict", "ldap", "tftp", "ws", "jar:http")
    ]
    return urls


async def test_nothing_inside_is_reached_whatever_it_is_called(trap: Trap) -> None:
    # Its port counts as one of the web's, so that nothing but the address keeps anybody away.
    fetcher = Fetcher("Test", ports={trap.port, 80, 443}, allowed=())
    urls = hostile(trap.port)
    assert len(urls) >= 120
    for url in urls:
        with pytest.raises(Unfetchable):
            await fetcher.fetch(url, types=("text/html",), limit=LIMIT)
    assert trap.caught == 0
    # The trap would have noticed.
    open_to = Fetcher("Test", allowed=HERE)
    with pytest.raises(Unfetchable):
        await open_to.fetch(f"http://127.0.0.1:{trap.port}/", types=("text/html",), limit=LIMIT)
    assert trap.caught == 1


@pytest.mark.parametrize("port", [1, 22, 25, 6379, 8080, 65_535])
async def test_other_ports_than_those_of_the_web_are_not_asked(port: int) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["93.184.215.14"]

    with pytest.raises(Unfetchable, match="another port"):
        await Fetcher("Test", resolve=resolve).fetch(f"http://example.org:{port}/", types=(), limit=1)


@pytest.mark.parametrize(
    "numbers", [["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["::ffff:10.0.0.1"], ["nonsense"], []]
)
async def test_a_name_that_leads_inside_is_refused_even_if_only_in_part(trap: Trap, numbers: list[str]) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return numbers

    fetcher = Fetcher("Test", resolve=resolve, ports={trap.port})
    with pytest.raises(Unfetchable, match=r"an inner address|no address"):
        await fetcher.fetch(f"http://rebind.test:{trap.port}/", types=(), limit=1)
    assert trap.caught == 0


async def test_a_name_is_looked_up_once_and_asked_at_the_address_that_was_checked(web_pages: WebPages) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])

    async def resolve(host: str, port: int) -> Sequence[str]:
        return next(answers)

    web_pages.said["/"] = page("<title>Once</title>")
    fetcher = Fetcher("Molva/1 (test)", resolve=resolve, allowed=HERE)
    found = await fetcher.fetch(f"http://Name.TEST:{web_pages.port}/", types=("text/html",), limit=LIMIT)
    assert found == Fetched("name.test", "text/html; charset=utf-8", b"<title>Once</title>")
    (asked,) = web_pages.asked
    assert f"Host: name.test:{web_pages.port}\r\n" in asked
    assert "User-Agent: Molva/1 (test)\r\n" in asked
    assert "cookie" not in asked.lower()
    assert "referer" not in asked.lower()


async def fetch(pages: WebPages, path: str, seconds: float = 5.0, until: bytes | None = None) -> bytes:
    fetcher = Fetcher("Test", allowed=HERE, seconds=seconds)
    return (await fetcher.fetch(pages.url(path), types=("text/html",), limit=LIMIT, until=until)).body


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//127.0.0.2/",
        "http://0x7f.2/",
        "",
    ],
)
async def test_a_page_may_not_send_inside(web_pages: WebPages, location: str) -> None:
    web_pages.said["/"] = moved(location)
    with pytest.raises(Unfetchable):
        await fetch(web_pages, "/")


async def test_a_page_sends_on_three_times_and_no_more(web_pages: WebPages) -> None:
    web_pages.said |= {f"/{n}": moved(f"/{n - 1}", status) for n, status in
                       zip(range(1, 6), ("301 x", "302 x", "303 x", "307 x", "308 x"), strict=True)}  # fmt: skip
    web_pages.said["/0"] = page("<title>Home</title>")
    assert await fetch(web_pages, "/3") == b"<title>Home</title>"
    with pytest.raises(Unfetchable, match="too often"):
        await fetch(web_pages, "/4")


@pytest.mark.parametrize(
    "said",
    [
        page("x", status="404 Not Found"),
        page("x", status="500 Oops"),
        page("x", status="204 No Content"),
        page("x", kind="image/png"),
        page("x", kind=""),
        page("x", "Content-Encoding: br"),
        b"",
        b"\x00\x01\x02nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nZZ\r\n",
    ],
)  # fmt: skip
async def test_what_is_no_page_is_refused(web_pages: WebPages, said: bytes) -> None:
    web_pages.said["/"] = said
    with pytest.raises(Unfetchable):
        await fetch(web_pages, "/")


async def test_nobody_there_is_refused() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(Unfetchable):
        await Fetcher("Test", allowed=HERE).fetch(f"http://127.0.0.1:{port}/", types=("text/html",), limit=1)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"\r\n")
    while True:
        writer.write(b"<p>" * 20_000)
        await writer.drain()


async def test_of_an_endless_page_only_the_beginning_is_read(web_pages: WebPages) -> None:
    web_pages.said["/"] = endless
    assert len(await fetch(web_pages, "/")) == LIMIT
    web_pages.said["/"] = HEAD + b"Content-Length: 10000000000\r\n\r\n" + b"x" * 200_000
    assert len(await fetch(web_pages, "/")) == LIMIT


async def test_a_bomb_is_unpacked_no_further_than_the_limit(web_pages: WebPages) -> None:
    bomb = gzip.compress(bytes(100_000_000))
    web_pages.said["/"] = page(bomb, "Content-Encoding: gzip")
    tracemalloc.start()
    try:
        assert len(await fetch(web_pages, "/")) == LIMIT
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


async def test_a_packed_page_is_unpacked(web_pages: WebPages) -> None:
    web_pages.said["/"] = page(gzip.compress(b"<title>Small</title>"), "Content-Encoding: gzip")
    assert await fetch(web_pages, "/") == b"<title>Small</title>"
    web_pages.said["/"] = page(zlib.compress(b"x"), "Content-Encoding: gzip")
    with pytest.raises(Unfetchable, match="packed badly"):
        await fetch(web_pages, "/")


@pytest.mark.parametrize("before", [b"", HEAD, HEAD + b"\r\n<title>slow"], ids=["nothing", "headers", "body"])
async def test_a_page_that_never_ends_is_given_up(web_pages: WebPages, before: bytes) -> None:
    gone = asyncio.Event()

    async def drop_by_drop(writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        await writer.drain()
        await gone.wait()

    web_pages.said["/"] = drop_by_drop
    with pytest.raises(Unfetchable, match="TimeoutError"):
        await fetch(web_pages, "/", seconds=0.1)
    gone.set()


async def test_reading_ends_where_it_is_told_to(web_pages: WebPages) -> None:
    async def head_only(writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"\r\n<title>Here</title></HE")
        await writer.drain()
        writer.write(b"AD>")
        await writer.drain()
        await asyncio.Event().wait()

    web_pages.said["/"] = head_only
    assert b"</HEAD" in await fetch(web_pages, "/", until=b"</head")
