"""The web client's files are served from a table; what is not in it is a place in the client or does not exist."""

import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from molva.server.transport.origins import Origins
from molva.server.transport.session import Doorkeeper, Proven
from molva.server.transport.static import WebClient

INDEX = b"<!doctype html><title>Molva</title>"
EARLY = {
    language: {who: f"</assets/{who}-{language}.js>; rel=modulepreload" for who in ("inside", "outside")}
    for language in ("ru", "en")
}
SCRIPT = b"console.log(1)" * 100


@pytest.fixture
def doorkeeper() -> Doorkeeper:
    async def find(token: str) -> Proven | None:
        return None

    async def extend(session_id: str) -> None:
        return

    return Doorkeeper(origins=Origins(), find=find, extend=extend, lifetime_days=5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    built = tmp_path / "web"
    (built / "assets").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (built / "index.html").write_bytes(INDEX)
    (built / ".vite").mkdir()
    (built / ".vite" / "manifest.json").write_text("{}")
    (built / ".early").write_text(json.dumps(EARLY))
    (built / "icon.svg").write_text("<svg/>")
    (built / "data.bin").write_bytes(b"\0")
    (built / "assets" / "app-1a2b.js").write_bytes(SCRIPT)
    (built / "assets" / "app-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
    (built / "assets" / "app-1a2b.js.br").write_bytes(b"brotli")
    return built


@pytest.fixture
async def client(folder: Path, doorkeeper: Doorkeeper) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(WebClient(folder, doorkeeper))
    async with httpx.AsyncClient(transport=transport, base_url="http://molva.test") as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%5c..%5csecret.txt",
        "//etc/passwd.txt",
        "/index.html%00.js",
        "/secret.txt",
        "/assets/none.js",
        "/assets/none",
        "/assets/",
        "/assets/app-1a2b.js.map",
        "/assets/app-1a2b.js.gz",
        "/.git/config.txt",
        "/wp-login.php",
        "/.vite/manifest.json",
    ],
)
async def test_what_is_not_in_the_folder_does_not_exist(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert "secret" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
async def test_files_are_only_read(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_a_file_that_comes_later_is_not_served(client: httpx.AsyncClient, folder: Path) -> None:
    await client.get("/")
    (folder / "late.txt").write_text("late")
    assert (await client.get("/late.txt")).status_code == 404


@pytest.mark.parametrize("path", ["/", "/login", "/c/0190/42", "/i/abc", "/settings/language", "/index.html"])
async def test_a_place_in_the_client_is_its_page(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.content) == (200, INDEX)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("/assets/app-1a2b.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
        ("/data.bin", "application/octet-stream", "no-cache"),
    ],
)
async def test_a_file_has_its_type_and_its_time(client: httpx.AsyncClient, path: str, kind: str, cache: str) -> None:
    answer = await client.get(path)
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (kind, cache)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.0, gzip;q=0", None),
        ("identity", None),
        ("", None),
    ],
)
async def test_the_smallest_form_that_is_taken_is_sent(
    client: httpx.AsyncClient, accepted: str, coding: str | None
) -> None:
    async with client.stream("GET", "/assets/app-1a2b.js", headers={"accept-encoding": accepted}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert {"br": b"brotli", "gzip": gzip.compress(SCRIPT), None: SCRIPT}[coding][10:] == raw[10:]


async def test_text_that_the_build_has_not_packed_is_packed(folder: Path, doorkeeper: Doorkeeper) -> None:
    (folder / "big.css").write_text("a{}" * 1000)
    transport = httpx.ASGITransport(WebClient(folder, doorkeeper))
    async with httpx.AsyncClient(transport=transport, base_url="http://molva.test") as client:
        answer = await client.get("/big.css", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < 100
    assert answer.text == "a{}" * 1000


async def test_what_the_browser_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    plain = {"accept-encoding": "identity"}
    tag = (await client.get("/", headers=plain)).headers["etag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        answer = await client.get("/login", headers=plain | {"if-none-match": known})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    changed = await client.get("/", headers=plain | {"if-none-match": '"other"'})
    assert changed.status_code == 200


async def test_each_form_has_its_own_tag(client: httpx.AsyncClient) -> None:
    tags = set()
    for coding in ("br", "gzip", "identity"):
        async with client.stream("GET", "/assets/app-1a2b.js", headers={"accept-encoding": coding}) as answer:
            tags.add(answer.headers["etag"])
    assert len(tags) == 3


async def test_head_has_no_body(client: httpx.AsyncClient) -> None:
    answer = await client.head("/")
    assert (answer.content, answer.headers["content-length"]) == (b"", str(len(INDEX)))


async def test_without_a_build_a_page_says_what_to_do(tmp_path: Path, doorkeeper: Doorkeeper) -> None:
    transport = httpx.ASGITransport(WebClient(tmp_path / "nothing", doorkeeper))
    async with httpx.AsyncClient(transport=transport, base_url="http://molva.test") as client:
        page, file = await client.get("/c/1"), await client.get("/assets/app.js")
    assert (page.status_code, file.status_code) == (503, 404)
    assert page.text.count("make run") == 2
    assert "не собран" in page.text


@pytest.mark.parametrize("path", ["/", "/c/0190"])
@pytest.mark.parametrize(("cookie", "who"), [("other=1", "outside"), ("other=1; molva=anything", "inside")])
@pytest.mark.parametrize(("asked", "language"), [("ru-RU, en;q=0.5", "ru"), ("de, en;q=0.5", "en"), ("", "en")])
async def test_a_page_tells_early_what_comes_next(
    client: httpx.AsyncClient, path: str, cookie: str, who: str, asked: str, language: str
) -> None:
    page = await client.get(path, headers={"cookie": cookie, "accept-language": asked})
    assert page.headers["link"] == EARLY[language][who]
    assert page.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"
    assert page.content == INDEX


async def test_a_page_that_is_kept_for_whoever_comes_later_tells_nothing(client: httpx.AsyncClient) -> None:
    for cookie in ("", "molva=anything"):
        page = await client.get("/index.html", headers={"cookie": cookie})
        assert page.content == INDEX
        assert "link" not in page.headers


async def test_only_pages_tell_it(client: httpx.AsyncClient) -> None:
    script = await client.get("/assets/app-1a2b.js", headers={"cookie": "molva=anything"})
    assert "link" not in script.headers
    assert script.headers["vary"] == "Accept-Encoding"
    assert (await client.get("/.early")).status_code == 404


async def test_a_build_without_it_serves_its_pages(folder: Path, client: httpx.AsyncClient) -> None:
    (folder / ".early").unlink()
    answer = await client.get("/", headers={"cookie": "molva=anything"})
    assert answer.status_code == 200
    assert "link" not in answer.headers
