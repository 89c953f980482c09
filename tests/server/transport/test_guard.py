"""Connections are counted by address and end in time."""

import asyncio
from ipaddress import ip_network

import pytest

from molva.server.transport.guard import ConnectionCount, Deadline


def test_an_address_has_so_many_connections_and_no_more() -> None:
    count = ConnectionCount(2)
    assert [count.enter("203.0.113.7") for _ in range(4)] == [True, True, False, False]
    assert not count.crowded("203.0.113.7")
    count.enter("203.0.113.7")
    assert count.crowded("203.0.113.7")


def test_another_address_is_not_concerned() -> None:
    count = ConnectionCount(1)
    count.enter("203.0.113.7")
    assert count.enter("203.0.113.8")


def test_a_connection_that_is_gone_makes_room() -> None:
    count = ConnectionCount(1)
    count.enter("203.0.113.7")
    count.leave("203.0.113.7")
    assert count.enter("203.0.113.7")


def test_leaving_twice_makes_no_more_room() -> None:
    count = ConnectionCount(1)
    count.enter("203.0.113.7")
    count.leave("203.0.113.7")
    count.leave("203.0.113.7")
    assert [count.enter("203.0.113.7") for _ in range(2)] == [True, False]


def test_a_network_of_ipv6_is_one_address() -> None:
    count = ConnectionCount(1)
    assert count.enter("2001:db8::1")
    assert not count.enter("2001:db8::ffff:1")
    assert count.enter("2001:db8:0:1::1")


def test_ipv4_inside_ipv6_is_ipv4() -> None:
    count = ConnectionCount(1)
    assert count.enter("203.0.113.7")
    assert not count.enter("::ffff:203.0.113.7")
    assert count.enter("::ffff:203.0.113.8")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "", "10.1.2.3"])
def test_this_machine_and_named_networks_are_not_limited(address: str) -> None:
    count = ConnectionCount(1, (*ConnectionCount(1)._exempt, ip_network("10.0.0.0/8")))
    assert all(count.enter(address) for _ in range(5))
    assert not count.crowded(address)
    count.leave(address)


async def test_a_deadline_calls_back_once() -> None:
    missed = asyncio.Event()
    calls: list[int] = []

    def call() -> None:
        calls.append(1)
        missed.set()

    deadline = Deadline(asyncio.get_running_loop(), call)
    deadline.start(0)
    deadline.start(0)
    await asyncio.wait_for(missed.wait(), 20)
    assert calls == [1]


async def test_a_deadline_that_is_stopped_never_calls() -> None:
    calls: list[str] = []
    loop = asyncio.get_running_loop()
    stopped = Deadline(loop, lambda: calls.append("stopped"))
    stopped.start(0)
    stopped.stop()
    later = asyncio.Event()
    Deadline(loop, later.set).start(0)
    await asyncio.wait_for(later.wait(), 20)
    assert calls == []
