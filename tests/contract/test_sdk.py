"""The SDK, told by nobody but the file what the server said, asks what the file says and holds what it must."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from molva.client.conversation import Answered, Conversation
from molva.client.outbox import Outbox
from molva.client.replica import Replica
from molva.protocol.commands import AnyCommand, GetHistory, History
from molva.protocol.errors import Refusal
from tests.contract import story
from tests.contract.player import rows_of
from tests.contract.specimen import builtins
from tests.contract.story import Frame, Step, through


@dataclass
class Client:
    """A device of the story."""

    conversation: Conversation = field(default_factory=lambda: Conversation(Replica(), Outbox(lambda: 0.5)))
    asks: list[Frame] = field(default_factory=list)
    late: list[Frame] = field(default_factory=list)
    refs: dict[int, int] = field(default_factory=dict)
    """The client's own number of each call that the story numbers."""
    pages: dict[int, str] = field(default_factory=dict)
    """The chats of which a page of history was asked for, by the client's own numbers."""

    def act(self, step: Step) -> None:
        """Do what the step says; what is the client's own doing is compared."""
        if step.leaves:
            self.conversation.end()
        elif step.connects:
            self.conversation.begin(0.0)
            said = [json.loads(frame) for frame in self.conversation.take()]
            assert [{**frame, "epoch": ""} for frame in said] == [{**step.says, "epoch": ""}]  # type: ignore[dict-item]  # a hello
        elif step.asks:
            self.number(step.says, self.asks.pop(0))
        elif isinstance(step.says, dict) and step.says["type"] == "call":
            command = msgspec.convert(step.says["command"], AnyCommand)
            ref = self.conversation.call(command, 0.0)
            (said,) = [json.loads(frame) for frame in self.conversation.take()]
            # The SDK says what may be left out too.
            self.number({**step.says, "command": builtins(command)}, said)
            if isinstance(command, GetHistory):
                self.pages[ref] = command.chat_id

    def number(self, told: Any, said: Frame) -> None:
        """Take note under which number the client says a call of the story."""
        self.refs[told["ref"]] = said["ref"]
        assert {**said, "ref": told["ref"]} == told

    def hear(self, frames: list[Frame], fate: str | None) -> None:
        """Take the frames of a step as the link lets them through."""
        arriving, self.late = through(frames, fate, self.late)
        for frame in arriving:
            if frame["type"] == "closed":
                self.conversation.end()
            elif "ref" not in frame:
                self.take(frame)
            elif frame["ref"] in self.refs:
                self.take(frame | {"ref": self.refs[frame["ref"]]})
        self.asks += [json.loads(frame) for frame in self.conversation.take()]

    def take(self, frame: Frame) -> None:
        """Take a frame; what people asked for is answered as the story says."""
        for event in self.conversation.receive(json.dumps(frame), 0.0):
            if not isinstance(event, Answered):
                continue
            if isinstance(event.result, Refusal):
                assert event.result.code == frame["error"]["code"]
                continue
            assert builtins(event.result) == frame["result"]
            if isinstance(event.result, History):
                self.conversation.replica.remember(self.pages[event.ref], event.result)


@pytest.mark.parametrize("path", story.ALL, ids=lambda path: path.stem)
def test_the_sdk_follows_the_story(path: Path) -> None:
    told = story.read(path)
    clients: dict[str, Client] = defaultdict(Client)
    for step in told.steps:
        clients[step.device].act(step)
        for name, client in clients.items():
            client.hear(step.hears.get(name, []), step.fate.get(name))
    assert not any(client.asks for client in clients.values()), "it asks what nobody answers"
    held = {name: rows_of(clients[name].conversation.replica) for name in told.holds}
    assert held == told.holds
