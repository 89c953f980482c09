"""People at clients of all four older messengers, who write into one chat and look what is there."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import Any
from urllib.request import Request, urlopen

from websockets.sync.client import ClientConnection, connect

from tests.fixtures.world import PASSWORD
from tests.server.transport.serving import PATIENCE_S

DIALECTS = ("xmessenger", "dash", "yachat", "my_messenger")


class Together:
    """One person or guest for each dialect, all of them in the general chat."""

    def __init__(self, url: str, stack: ExitStack) -> None:
        self.url = url
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
        return stack.enter_context(connect(self.url.replace("http", "ws", 1) + "/ws"))

    def post(self, path: str, **fields: Any) -> Any:
        sent = Request(
            self.url + path, json.dumps(fields).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urlopen(sent, timeout=PATIENCE_S) as answer:
            return json.loads(answer.read())

    def get(self, path: str) -> Any:
        with urlopen(self.url + path, timeout=PATIENCE_S) as answer:
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
