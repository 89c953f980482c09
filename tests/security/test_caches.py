"""A proxy that keeps answers: what is anybody's own is never kept, under no address it could be had by."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from starlette.routing import Route, Router, WebSocketRoute

from molva.server.app import WEB_CLIENT, Site
from molva.server.transport.static import read_files
from tests.security.conftest import CHEAP
from tests.security.people import Someone, fresh_id, newcomer, visiting
from tests.server.transport.serving import Served, serving

CANARY = "osprey-canary-33"
HOUR_MS = 3_600_000
FIELD = re.compile(r"\{(\w+)(?::path)?\}")
BEHIND = (
    "/x.css",
    ".css",
    ";x.css",
    "%2fx.js",
    "%00.css",
    "%0a.css",
    "%3f.css",
    "%23.css",
    "/..%2fx.css",
    "/%2e%2e/%2e%2e/assets/x.css",
    "/",
    "//",
    "/.",
)
"""What makes an address look to a proxy like that of a file, put behind it."""

BEFORE = ("/assets/..", "/assets/%2e%2e", "/assets/..%2f..", "/x.css/..", "//", "/.")
"""The same before it."""


@dataclass
class Answer:
    """One answer as a cache sees it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def for_anybody(self) -> bool:
        """Whether a shared cache may hand it to somebody else (RFC 9111, section 3)."""
        return "no-store" not in self.headers.get("cache-control", "")


@dataclass
class Place:
    """A running server with somebody who has something to hide, and every address that it answers."""

    served: Served
    anna: Someone
    boris: Someone
    paths: list[str]

    def ask(self, who: Someone | None, target: str, method: str = "GET") -> Answer:
        """Send a request as it is written, as that person's browser does."""
        cookie = f"Cookie: molva={who.token}\r\n" if who else ""
        head = f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{self.served.port}\r\n{cookie}Connection: close\r\n\r\n"
        received, _, body = self.served.exchange(head.encode()).partition(b"\r\n\r\n")
        first, *rest = received.decode().split("\r\n")
        fields = (line.partition(": ") for line in rest)
        return Answer(int(first.split()[1]), {name.lower(): value for name, _, value in fields}, body)


def addresses(site: Site, known: dict[str, str]) -> list[str]:
    """Every address of the running app and of the built client, and places inside it, with ids that are there."""
    router = getattr(site._edge, "app", None)
    assert isinstance(router, Router)
    routes = [route for route in router.routes if isinstance(route, Route | WebSocketRoute)]
    assert len(routes) == len(router.routes)
    files = read_files(WEB_CLIENT)
    assert files, "the web client has not been built"
    called = [FIELD.sub(lambda found: known[found[1]], route.path) for route in routes]
    return [*called, *files, "/", "/settings", f"/c/{known['chat_id']}"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    site = Site(replace(CHEAP, data=tmp_path_factory.mktemp("caches")))
    with serving(site) as served, visiting(served) as visitor:
        anna, boris = newcomer(visitor), newcomer(visitor)
        anna.do("PATCH", "/account", {"name": CANARY})
        chat = anna.make_group()
        known = {"chat_id": chat, "user_id": anna.user_id, "session_id": anna.session_id, "rest": "x"}
        known["folder_id"] = chat
        known["address"] = "cached"
        anna.do("PUT", f"/chats/{chat}/address", {"address": known["address"]})
        planned = {"id": fresh_id(), "text": CANARY, "due_at": int(time.time() * 1000) + HOUR_MS}
        known["id"] = anna.do("POST", f"/chats/{chat}/scheduled", planned)["id"]
        known |= {"seq": str(anna.post(chat, CANARY)), "invite_id": anna.do("POST", "/invites", {})["id"]}
        yield Place(served, anna, boris, addresses(site, known))


def leaks(place: Place, target: str) -> bool:
    """Whether an answer that a shared cache may keep is not the same for everybody."""
    answer = place.ask(place.anna, target)
    if not answer.for_anybody:
        return False
    if "set-cookie" in answer.headers or CANARY.encode() in answer.body:
        return True
    others = [place.ask(place.boris, target), place.ask(None, target)]
    return any((other.status, other.body) != (answer.status, answer.body) for other in others)


def test_s43_what_a_cache_may_keep_is_the_same_for_everybody(place: Place) -> None:
    assert [path for path in place.paths if leaks(place, path)] == []


def test_s43_there_is_something_to_hide(place: Place) -> None:
    shown = [path for path in place.paths if CANARY.encode() in place.ask(place.anna, path).body]
    assert len(shown) >= 4


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
def test_s43_no_other_answer_of_a_command_is_kept(place: Place, method: str) -> None:
    commands = [path for path in place.paths if path.startswith("/api")]
    assert len(commands) > 20
    assert [path for path in commands if place.ask(place.anna, path, method).for_anybody] == []


@pytest.mark.parametrize("trick", [*BEHIND, *BEFORE])
def test_s43_a_path_that_looks_like_a_file_has_no_data(place: Place, trick: str) -> None:
    wrong = []
    for path in place.paths:
        target = path + trick if trick in BEHIND else trick + path
        answer = place.ask(place.anna, target)
        if CANARY.encode() in answer.body or leaks(place, target):
            wrong.append(target)
    assert wrong == []


def test_s43_packed_and_plain_answers_are_told_apart(place: Place) -> None:
    for path in read_files(WEB_CLIENT):
        # A page is another one's for whoever has signed in: it names what comes next.
        wanted = "accept-encoding, accept-language, cookie" if path == "/index.html" else "accept-encoding"
        assert place.ask(None, path).headers["vary"].lower() == wanted, path
