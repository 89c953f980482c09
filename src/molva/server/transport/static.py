"""The web client's files, held in memory; every address that is no file of it is a place inside the client."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from molva.protocol.errors import Language, MethodNotAllowed, RouteNotFound
from molva.server.transport.answers import Headers, Receive, Send, answer_bytes, answer_refusal
from molva.server.transport.origins import Scope, headers_of
from molva.server.transport.session import Doorkeeper

TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
UNKNOWN_TYPE: Final = "application/octet-stream"

CODINGS: Final = {"br": ".br", "gzip": ".gz"}
"""Content codings, the better first, with the suffix of a file that is packed so."""

PACKED: Final = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"})
"""Suffixes of files that get smaller; the others are packed by their own format."""

WORTH_PACKING: Final = 1024
"""Bytes that fit into one packet gain nothing."""

PAGE: Final = "/index.html"

HASHED: Final = "/assets/"
"""Below it a file's name changes with its content."""

FOREVER: Final = b"public, max-age=31536000, immutable"
ASK_AGAIN: Final = b"no-cache"

EARLY: Final = ".early"
"""Beside the client: by language, the `Link` headers (RFC 8288) of a page, `inside` and `outside`."""

NOT_BUILT: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Molva</title>
<h1>Molva</h1>
<p>The server runs, but its web client has not been built. Stop the server and start it with <code>make run</code>,
which builds the client first. Programs can talk to the server already: see <a href="/docs">the documentation</a>.</p>
<p lang="ru">Сервер работает, но веб-клиент не собран. Остановите сервер и запустите его командой <code>make run</code>:
она сначала соберёт клиент. Программам сервер уже доступен: смотрите <a href="/docs">документацию</a>.</p>
</html>
""".encode()


class Links(msgspec.Struct, frozen=True):
    """What a page loads first, as the build tells it."""

    inside: str
    outside: str


@dataclass(frozen=True, slots=True)
class File:
    """A file with its packed forms."""

    kind: bytes
    cache: bytes
    forms: dict[str, tuple[bytes, bytes]]
    """Content coding, empty for none, to (content, entity tag)."""

    def best(self, accepted: set[str]) -> str:
        """Choose the smallest form that the reader takes."""
        return next((coding for coding in CODINGS if coding in self.forms and coding in accepted), "")


class WebClient:
    """Serves the built client, as an ASGI app; without a build, a page that says how to make one."""

    def __init__(self, folder: Path, doorkeeper: Doorkeeper) -> None:
        """Prepare; the files are read once, when first asked for, and what is not there then is never served."""
        self._folder = folder
        self._doorkeeper = doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        language = self._doorkeeper.visitor(scope).language
        if scope["type"] == "websocket":
            await answer_refusal(scope, send, RouteNotFound(), language)
        elif scope["method"] not in ("GET", "HEAD"):
            await answer_refusal(scope, send, MethodNotAllowed(), language, [(b"allow", b"GET, HEAD")])
        elif (file := self._find(scope["path"])) is not None:
            await _answer_file(scope, send, file, self._early(scope, language) if file is self._files.get(PAGE) else [])
        elif not self._files and _is_place(scope["path"]):
            await answer_bytes(scope, send, NOT_BUILT, b"text/html; charset=utf-8", status=503)
        else:
            await answer_refusal(scope, send, RouteNotFound(), language)

    @cached_property
    def _files(self) -> dict[str, File]:
        return read_files(self._folder)

    def _find(self, path: str) -> File | None:
        return self._files.get(path) or (self._files.get(PAGE) if _is_place(path) else None)

    def _early(self, scope: Scope, language: Language) -> Headers:
        """Name what the page will load next, as far as a cookie tells: whether it proves anything turns out later."""
        # Asked for by its own name it is kept, and opened by whoever comes later.
        kept = scope["path"] == PAGE
        links = [] if kept else self._links.get((language, self._doorkeeper.has_cookie(scope)), [])
        return [(b"vary", b"Accept-Encoding, Accept-Language, Cookie"), *links]

    @cached_property
    def _links(self) -> dict[tuple[Language, bool], Headers]:
        """By language and by whether there is a cookie."""
        path = self._folder / EARLY
        if not path.is_file():
            return {}
        table = msgspec.json.decode(path.read_bytes(), type=dict[Language, Links])
        return {
            (language, signed_in): [(b"link", (links.inside if signed_in else links.outside).encode())]
            for language, links in table.items()
            for signed_in in (True, False)
        }


def read_files(folder: Path) -> dict[str, File]:
    """Read a folder into a table from address to file; empty if the folder is not there."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    # What begins with a dot is the build's own.
    contents = {f"/{name}": path for path in found if not (name := path.relative_to(folder).as_posix()).startswith(".")}
    files: dict[str, File] = {}
    for address, path in contents.items():
        if path.suffix in CODINGS.values() and address.removesuffix(path.suffix) in contents:
            continue
        content = path.read_bytes()
        forms = {"": _form(content)}
        if path.suffix in PACKED and len(content) >= WORTH_PACKING:
            forms["gzip"] = _form(gzip.compress(content, mtime=0))
        for coding, suffix in CODINGS.items():
            if address + suffix in contents:
                forms[coding] = _form(contents[address + suffix].read_bytes())
        kind = TYPES.get(path.suffix, UNKNOWN_TYPE).encode()
        files[address] = File(kind, FOREVER if address.startswith(HASHED) else ASK_AGAIN, forms)
    return files


def _form(content: bytes) -> tuple[bytes, bytes]:
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'.encode()


def _is_place(path: str) -> bool:
    """Tell whether an address may be a place inside the client; those have no suffix, and files have one."""
    return "." not in path.rpartition("/")[2] and not path.startswith(HASHED)


async def _answer_file(scope: Scope, send: Send, file: File, more: Headers) -> None:
    coding = file.best(_accepted(scope))
    content, tag = file.forms[coding]
    headers: Headers = [(b"cache-control", file.cache), (b"etag", tag), *(more or [(b"vary", b"Accept-Encoding")])]
    known = ",".join(headers_of(scope, b"if-none-match")).encode("latin-1").split(b",")
    if any(each.strip().removeprefix(b"W/") in (tag, b"*") for each in known):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    if coding:
        headers.append((b"content-encoding", coding.encode()))
    await answer_bytes(scope, send, content, file.kind, headers=headers)


def _accepted(scope: Scope) -> set[str]:
    accepted: set[str] = set()
    for part in ",".join(headers_of(scope, b"accept-encoding")).split(","):
        name, _, weight = part.partition(";")
        if weight.strip().replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            accepted.add(name.strip().lower())
    return accepted
