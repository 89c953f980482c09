"""Presence: who comes and goes is told once, however quickly."""

import asyncio
from typing import Any

import pytest

from molva.protocol.ids import new_id
from molva.protocol.signals import Presence
from molva.server.delivery import presence
from molva.server.delivery.bus import Ring, Signalling
from molva.server.delivery.bus_local import LocalBus
from molva.server.delivery.hub import Hub
from molva.server.delivery.presence import Companions, PresenceBoard
from molva.server.delivery.relay import Relay
from molva.server.features.accounts import write_seen
from molva.server.storage.engine import Database
from tests.fixtures.clock import START_MS, FakeClock

USER = new_id(START_MS)
OTHER = new_id(START_MS)


async def test_going_twice_before_coming_is_going_once(
    database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_SECONDS", 0)
    bus, told, broken = LocalBus(), list[Signalling](), list[dict[str, Any]]()
    told_once = asyncio.Event()

    def hear(ring: Ring) -> None:
        told.extend(ring.signals)
        told_once.set()

    bus.listen(hear)
    hub = Hub(joined=lambda *_: None, gap=lambda *_: None)
    met: Companions = ({OTHER: None}, [])
    board = PresenceBoard(hub, Relay(bus), database, clock, companions=lambda *_: met, write_seen=write_seen)
    asyncio.get_running_loop().set_exception_handler(lambda _, context: broken.append(context))
    board.went(USER)
    board.went(USER)
    await told_once.wait()
    await board.stop()
    assert [each.signal for each in told] == [Presence(user_id=USER, online=False, seen_at=START_MS)]
    assert broken == []
