"""The SDK, told by nobody but the file what the server said, asks what the file says and holds what it must."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from molva.client.conversation import Conversation
from molva.client.outbox import Outbox
from molva.client.replica import Replica
from tests.contract import story
from tests.contract.player import rows_of
from tests.contract.story import Frame, Step, through


@dataclass
class Client:
    """A device of the story."""

    conversation: Conversation = field(default_factory=lambda: Conversation(Replica(), Outbox(lambda: 0.5)))
    asks: list[Frame] = field(default_factory=list)
    late: list[Frame] = field(default_factory=list)

    def act(self, step: Step) -> None:
        """Do what the step says, and compare it if it is the client's own doing."""
        if step.leaves:
            self.conversation.end()
        elif step.connects:
            self.conversation.begin(0.0)
            said = [json.loads(frame) for frame in self.conversation.take()]
            assert [{**frame, "epoch": ""} for frame in said] == [{**step.says, "epoch": ""}]  # type: ignore[dict-item]  # a hello
        elif step.asks:
            assert self.asks.pop(0) == step.says

    def hear(self, frames: list[Frame], fate: str | None) -> None:
        """Take the frames of a step as the link lets them through."""
        arriving, self.late = through(frames, fate, self.late)
        for frame in arriving:
            if frame["type"] == "closed":
                self.conversation.end()
            else:
                self.conversation.receive(json.dumps(frame), 0.0)
        self.asks += [json.loads(frame) for frame in self.conversation.take()]


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
