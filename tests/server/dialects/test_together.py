"""What is said in one dialect is seen in every other, and live by whoever listens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.request import Request, urlopen

import pytest
from websockets.sync.client import ClientConnection, connect

from molva.client import Client
from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD
from tests.server.dialects.conftest import Serve
from tests.server.transport.serving import PATIENCE_S

DIALECTS = ("xmessenger", "dash", "yachat", "my_messenger")


class Together:
    """One person or guest for each dialect, all of them in the general chat."""

    def __init__(self, site: RunningSite, stack: ExitStack) -> None:
        self.site = site
        for name in ("xena", "dasha", "mymy"):
            self.post("/api/v1/users", username=name, password=PASSWORD, email=f"{name}@example.com")
        self.guest = self.post("/connect")["token"]
        self.general = self.post("/getchats", user_id="xena", key=PASSWORD)[0]["chat_id"]
        self.dash = self.open(stack)
        self.dash_token = self.ask(self.dash, mode="auth", username="dasha", password=PASSWORD)["token"]
        self.dash_chat = self.ask(self.dash, mode="getChats", token=self.dash_token)["chats"][0]["chat_id"]
        self.mine = self.open(stack)
        assert self.ask(self.mine, email="mymy@example.com", password=PASSWORD)["type"] == "auth_success"
        self.mymy = self.post("/search4chat", user_id="xena", key=PASSWORD, search_line="mymy")[0]["user_id"]

    def open(self, stack: ExitStack) -> ClientConnection:
        return stack.enter_context(connect(self.site.url.replace("http", "ws", 1) + "/ws"))

    def post(self, path: str, **fields: Any) -> Any:
        sent = Request(
            self.site.url + path, json.dumps(fields).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urlopen(sent, timeout=PATIENCE_S) as answer:
            return json.loads(answer.read())

    def get(self, path: str) -> Any:
        with urlopen(self.site.url + path, timeout=PATIENCE_S) as answer:
            return json.loads(answer.read())

    def ask(self, socket: ClientConnection, **fields: Any) -> Any:
        socket.send(json.dumps(fields))
        return json.loads(socket.recv(PATIENCE_S))

    def speak(self, dialect: str, text: str) -> None:
        """Write in the general chat."""
        match dialect:
            case "xmessenger":
                self.post("/sendmsg", user_id="xena", key=PASSWORD, chat_id=self.general, msg=text)
            case "dash":
                fields = {"chat_id": self.dash_chat, "content": text, "content_type": "text"}
                assert self.ask(self.dash, mode="sendMessage", token=self.dash_token, **fields)["status"] == "200"
            case "yachat":
                self.post("/send", author_id=self.guest, message=text)
            case _:
                fields = {"sender_id": self.mymy, "chat_id": self.general, "timestamp": "", "text": text}
                assert self.ask(self.mine, client_id=text, **fields)["client_id"] == text

    def look(self, dialect: str) -> str:
        """Read the newest text of the general chat; over my_messenger's WebSocket, the next one that comes."""
        match dialect:
            case "xmessenger":
                found = self.post("/getmsgs", user_id="xena", key=PASSWORD, chat_id=self.general, last_msg_id="-1")
                return str(found[-1]["text"])
            case "dash":
                fields = {"token": self.dash_token, "chat_id": self.dash_chat}
                return str(self.ask(self.dash, mode="getMessages", **fields)["messages"][-1]["content"])
            case "yachat":
                history = self.get(f"/chats?user_id={self.guest}&chat_id={self.general}")["history"]
                return str(history["messages"][0]["text"])
            case _:
                return str(json.loads(self.mine.recv(PATIENCE_S))["text"])


@pytest.fixture
def together(serve: Serve) -> Iterator[Together]:
    with ExitStack() as stack:
        yield Together(serve(), stack)


@pytest.mark.anyio
async def test_what_is_said_in_one_is_seen_in_all_the_others_and_by_the_sdk(together: Together) -> None:
    async with await Client.register(together.site.url, "sdk", PASSWORD) as sdk:
        heard = sdk.messages()
        await sdk.online()
        for speaker in DIALECTS:
            text = f"said in {speaker}"
            together.speak(speaker, text)
            assert (await anext(heard)).text == text
            for reader in DIALECTS:
                # Whoever writes there gets the message's id, and not the message.
                if (speaker, reader) != ("my_messenger", "my_messenger"):
                    assert together.look(reader) == text, reader
        await sdk.send(together.general, "said by the sdk")
        assert {together.look(reader) for reader in DIALECTS} == {"said by the sdk"}
