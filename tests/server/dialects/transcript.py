"""Reads a transcript, says its lines to a running server, and holds the answers to what stands there.

    # what it shows                     a comment
    ! general_messages_per_hour=2       a setting of the server
    + Authorization: {{token}}          a header of the next request
    > POST /signup {"username": "ann"}  a request: method, address and, if there is one, the body
    < 200 "{{ann}}"                     the answer, to the letter: status and body
    raw> POST /send {"chat_id": null}   the same without HTTP, at the port of yachat; a space ends a path alone
    raw< {"fail": "…"}                  what comes there until the server closes
    ann> {"email": "a@b.c"}             a text over ann's WebSocket, which is opened at /ws by the first one
    ann< {"type": "auth_success"}       the next text that comes there
    ann= /ws?encoding=string            where ann's WebSocket is opened instead
    ann! 1009                           it is closed by the server, with this code
    user anna anna@example.com          an account made over the main API; {{anna}} is its id
    long 4001                           {{long}} is a text of so many letters from here on

`{{name}}` stands for whatever comes there first and for the same afterwards; `{{*}}` for anything.
"""

from __future__ import annotations

import http.client
import json
import re
import socket
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.fixtures.world import PASSWORD
from tests.server.transport.serving import PATIENCE_S, read_all

SLOT = re.compile(r"\{\{(\w+|\*)\}\}")
SETTING = re.compile(r"^! (\w+)=(\w+)$", re.MULTILINE)
SPOKEN = re.compile(r"(\w*)([<>=!]) (.*)")


def settings_of(path: Path) -> dict[str, Any]:
    """Read which settings a transcript wants of the server."""
    found = SETTING.findall(path.read_text("utf-8"))
    return {name: int(value) if value.isdigit() else value for name, value in found}


@dataclass
class Replay:
    """A transcript on its way."""

    url: str
    raw_port: int
    known: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    answer: str = ""
    sockets: dict[str, ClientConnection] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    stack: ExitStack = field(default_factory=ExitStack)

    def play(self, text: str) -> None:
        """Say and compare every line."""
        with self.stack:
            for number, line in enumerate(text.splitlines(), 1):
                if line.strip() and not line.startswith(("#", "! ")):
                    try:
                        self._play(line)
                    except (AssertionError, OSError, ConnectionClosed) as failed:
                        pytest.fail(f"line {number}: {line}\n{failed}")

    def _play(self, line: str) -> None:
        if line.startswith("+ "):
            name, _, value = self.fill(line[2:]).partition(": ")
            self.headers[name] = value
        elif line.startswith("user "):
            self._register(*line.split()[1:])
        elif line.startswith("long "):
            self.known["long"] = "x" * int(line.split()[1])
        else:
            spoken = SPOKEN.fullmatch(line)
            assert spoken is not None, "no line of a transcript"
            who, sign, rest = spoken.groups()
            if who == "raw" and sign == ">":
                self._ask_raw(self.fill(rest))
            elif who == "raw":
                self.compare(rest, self.answer)
            elif who:
                self._talk(who, sign, rest)
            elif sign == ">":
                self._ask(*self.fill(rest).split(" ", 2))
            else:
                self.compare(rest, self.answer)

    def _ask(self, method: str, path: str, body: str = "") -> None:
        address = urlsplit(self.url)
        peer = http.client.HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE_S)
        headers = {"Content-Type": "application/json", **self.headers} if body else self.headers
        self.headers = {}
        peer.request(method, path, body.encode() or None, headers)
        answer = peer.getresponse()
        self.answer = f"{answer.status} {answer.read().decode()}"
        peer.close()

    def _ask_raw(self, request: str) -> None:
        with socket.create_connection(("127.0.0.1", self.raw_port), PATIENCE_S) as peer:
            peer.sendall(f"{request} ".encode())
            self.answer = read_all(peer).decode()

    def _register(self, username: str, email: str | None = None) -> None:
        command = {"username": username, "password": PASSWORD, "email": email, "token": True}
        self._ask("POST", "/api/v1/users", json.dumps(command))
        status, _, body = self.answer.partition(" ")
        assert status == "201", self.answer
        made = json.loads(body)
        self.known |= {username: made["account"]["user_id"], f"{username}_token": made["token"]}

    def _talk(self, who: str, sign: str, rest: str) -> None:
        if sign == "=":
            self.places[who] = rest
            return
        if who not in self.sockets:
            place = self.places.get(who, "/ws")
            opening = connect(self.url.replace("http", "ws", 1) + place, additional_headers=self.headers)
            self.sockets[who] = self.stack.enter_context(opening)
            self.headers = {}
        socket = self.sockets[who]
        if sign == ">":
            socket.send(self.fill(rest))
        elif sign == "<":
            self.compare(rest, str(socket.recv(PATIENCE_S)))
        else:
            with pytest.raises(ConnectionClosed):
                socket.recv(PATIENCE_S)
            assert str(socket.protocol.close_code) == rest

    def fill(self, text: str) -> str:
        """Put in what is known."""
        return SLOT.sub(lambda slot: self.known[slot[1]], text)

    def compare(self, wanted: str, came: str) -> None:
        """Hold what came to what stands in the transcript, and learn what was not known."""
        fresh: list[str] = []

        def pattern(slot: re.Match[str]) -> str:
            name = slot[1]
            if name == "*":
                return ".*?"
            if name in self.known:
                return re.escape(self.known[name])
            if name in fresh:
                return f"(?P={name})"
            fresh.append(name)
            return rf"(?P<{name}>[^\s\"',]+)"

        parts = SLOT.split(wanted)
        slots = list(SLOT.finditer(wanted))
        texts = [re.escape(text) for text in parts[::2]]
        whole = "".join(
            text + (pattern(slots[index]) if index < len(slots) else "") for index, text in enumerate(texts)
        )
        found = re.fullmatch(whole, came, re.DOTALL)
        assert found is not None, f"came: {came}"
        self.known |= {name: found[name] for name in fresh}
