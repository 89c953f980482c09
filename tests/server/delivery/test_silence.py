"""Who has vanished without a word is let go of, who only has nothing to say is not (F16)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import ListSessions
from molva.protocol.frames import HEARTBEAT_SECONDS, Ping, Pong
from molva.server.delivery.gateway import HELLO_SECONDS, RENEW_SECONDS, SILENCE_SECONDS, SWEEP_SECONDS
from molva.server.storage.engine import Database
from tests.fixtures.clock import FakeClock
from tests.fixtures.settling import settle
from tests.fixtures.world import Socket, World, running_world

MOMENT = 0.1
DAY_MS = 86_400_000


class Seconds:
    """Monotonic seconds that only the test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def quiet(database: Database, clock: FakeClock, seconds: Seconds) -> AsyncIterator[World]:
    """A server whose time stands still."""
    async with running_world(database, clock, monotonic=seconds) as made:
        yield made


def test_f16_a_vanished_peer_is_let_go_of_within_45_seconds() -> None:
    assert SILENCE_SECONDS + SWEEP_SECONDS <= 45
    assert HEARTBEAT_SECONDS + SWEEP_SECONDS < SILENCE_SECONDS, "one lost ping is no end"


async def test_f16_silence_ends_a_connection_and_frees_its_place(quiet: World, seconds: Seconds) -> None:
    socket = await quiet.connect(await quiet.person("anna"))
    seconds.now += SILENCE_SECONDS
    quiet.core.gateway.sweep()
    assert socket.closed is None
    seconds.now += MOMENT
    quiet.core.gateway.sweep()
    assert socket.closed is CloseCode.HEARTBEAT_TIMEOUT


async def test_whoever_pings_stays(quiet: World, seconds: Seconds) -> None:
    socket = await quiet.connect(await quiet.person("anna"))
    for _ in range(5):
        seconds.now += HEARTBEAT_SECONDS
        socket.send(Ping())
        await settle()
        quiet.core.gateway.sweep()
    assert socket.closed is None


async def test_whoever_connects_and_says_no_hello_is_sent_away(quiet: World, seconds: Seconds) -> None:
    socket = quiet.open(await quiet.person("anna"))
    seconds.now += HELLO_SECONDS
    quiet.core.gateway.sweep()
    assert socket.closed is None
    seconds.now += MOMENT
    quiet.core.gateway.sweep()
    assert socket.closed is CloseCode.HELLO_TIMEOUT


async def later(world: World, seconds: Seconds, socket: Socket) -> None:
    """Let so much time pass that the session is looked at, while the device goes on pinging."""
    lasting = len(asyncio.all_tasks())
    seconds.now += RENEW_SECONDS + MOMENT
    socket.send(Ping())
    world.core.gateway.sweep()
    await settle(lambda: len(asyncio.all_tasks()) <= lasting)
    await settle()


async def test_an_open_connection_keeps_its_session_alive(quiet: World, seconds: Seconds, clock: FakeClock) -> None:
    anna = await quiet.person("anna")
    socket = await quiet.connect(anna)
    for _ in range(20):
        clock.advance(DAY_MS)
        await later(quiet, seconds, socket)
        await settle(lambda: Pong() in socket.frames)
        socket.take()
    assert socket.closed is None
    assert (await quiet.do(anna, ListSessions())).sessions


async def test_a_session_that_expires_while_its_connection_is_open_ends_it(
    quiet: World, seconds: Seconds, clock: FakeClock
) -> None:
    socket = await quiet.connect(await quiet.person("anna"))
    clock.advance(6 * DAY_MS)
    await later(quiet, seconds, socket)
    await settle(lambda: socket.closed is not None)
    assert socket.closed is CloseCode.SESSION_ENDED
