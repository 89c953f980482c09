"""People who use the server's HTTP interface in tests, with their tokens."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

from molva.protocol.ids import new_id
from tests.fixtures.clock import START_MS
from tests.server.transport.serving import Served

PASSWORD = "corn-flower-9-boat"

_numbers = count(1)


@dataclass
class Someone:
    """A user with a session, or with an empty token a visitor."""

    http: httpx.Client
    token: str = ""
    user_id: str = ""
    session_id: str = ""

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """Send a request below /api/v1."""
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= options.pop("headers", {})
        answer = self.http.request(method, f"/api/v1{path}", json=body, headers=headers, **options)
        # Programs keep no cookies; the token alone says who sends.
        self.http.cookies.clear()
        return answer

    def do(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request that has to succeed; its answer."""
        answer = self.send(method, path, body)
        assert answer.is_success, answer.text
        return answer.json()

    def make_group(self, *others: "Someone") -> str:
        """Create a group with others in it; its id."""
        chat_id = fresh_id()
        user_ids = [other.user_id for other in others]
        self.do("POST", "/chats", {"chat_id": chat_id, "name": "Group", "user_ids": user_ids})
        return chat_id

    def post(self, chat_id: str, text: str = "hello") -> int:
        """Send a message; its number."""
        seq = self.do("POST", f"/chats/{chat_id}/messages", {"id": fresh_id(), "text": text})["seq"]
        assert isinstance(seq, int)
        return seq


@contextmanager
def visiting(served: Served) -> Iterator[Someone]:
    """Somebody without an account, on a connection of their own."""
    with httpx.Client(base_url=f"http://127.0.0.1:{served.port}", timeout=60) as http:
        yield Someone(http)


def newcomer(visitor: Someone) -> Someone:
    """Register somebody new over the visitor's connection."""
    username = f"user{next(_numbers)}{secrets.token_hex(3)}"
    made = visitor.do("POST", "/users", {"username": username, "password": PASSWORD, "token": True})
    return Someone(visitor.http, made["token"], made["account"]["user_id"], made["session_id"])


def fresh_id() -> str:
    """An id that nothing has yet."""
    return new_id(START_MS)
