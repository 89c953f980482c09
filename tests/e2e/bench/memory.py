"""What the page and its engine hold when the garbage is gone."""

from __future__ import annotations

import json
import time
from typing import Any, Final

from playwright.sync_api import CDPSession

from tests.e2e.bench.patience import DidNotCome
from tests.e2e.bench.rig import Rig, say

MIB: Final = 1024 * 1024
PATIENCE_S: Final = 30


def page_heap(rig: Rig) -> float:
    """Bytes of JavaScript objects in the page that are still needed."""
    session = rig.session
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    used = float(session.send("Runtime.getHeapUsage")["usedSize"])
    session.detach()
    return used


def engine_heap(session: CDPSession) -> float:
    """Bytes of JavaScript objects in the page's worker that are still needed."""
    workers: list[str] = []
    answers: dict[int, Any] = {}

    def attached(event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker":
            workers.append(event["sessionId"])

    def answered(event: dict[str, Any]) -> None:
        said = json.loads(event["message"])
        answers[said.get("id", 0)] = said.get("result")

    session.on("Target.attachedToTarget", attached)
    session.on("Target.receivedMessageFromTarget", answered)
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    if not workers:
        raise AssertionError("the page has no worker")
    for number, method in enumerate(("HeapProfiler.enable", "HeapProfiler.collectGarbage", "Runtime.getHeapUsage"), 1):
        message = json.dumps({"id": number, "method": method})
        session.send("Target.sendMessageToTarget", {"sessionId": workers[0], "message": message})
        end = time.monotonic() + PATIENCE_S
        while number not in answers and time.monotonic() < end:
            # Events are handed over while an answer is waited for.
            session.send("Runtime.getHeapUsage")
        if number not in answers:
            raise DidNotCome(f"waited {PATIENCE_S} s for the engine's answer to {method}")
    return float(answers[3]["usedSize"])


def measure_memory(rig: Rig) -> None:
    """After all that was done before: many chats opened, thousands of messages scrolled."""
    say("heap of the page", page_heap(rig) / MIB, "MiB")
    session = rig.session
    say("heap of the engine", engine_heap(session) / MIB, "MiB")
    say("nodes of the page", session.send("Memory.getDOMCounters")["nodes"], "")
    session.detach()
