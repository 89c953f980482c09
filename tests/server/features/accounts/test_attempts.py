"""Limits on guessing: whom an address stands for, and counts that outlive a refusal and a restart."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from molva.protocol.errors import TooManyRequests
from molva.server.features.accounts.attempts import Attempts, Limit, address_key
from molva.server.storage.engine import Database
from tests.fixtures.clock import FakeClock

LIMIT = Limit("knock", 3, 60_000)
OTHER = Limit("ring", 100, 1_000)


async def stored(database: Database) -> int:
    """How many counts the table has."""
    found = await database.read(lambda connection: connection.execute(text("SELECT count(*) FROM attempts")).scalar())
    return int(found or 0)


async def test_the_attempt_beyond_the_limit_is_refused_until_the_time_is_over(
    database: Database, clock: FakeClock
) -> None:
    attempts = Attempts(database, clock)
    for _ in range(3):
        await attempts.admit((LIMIT, "anna"))
        clock.advance(1_000)
    with pytest.raises(TooManyRequests) as refused:
        await attempts.admit((LIMIT, "anna"))
    assert refused.value.retry_after_ms == 57_000
    clock.advance(57_000)
    await attempts.admit((LIMIT, "anna"))


async def test_refused_attempts_do_not_lengthen_the_wait(database: Database, clock: FakeClock) -> None:
    attempts = Attempts(database, clock)
    waits = []
    for _ in range(6):
        try:
            await attempts.admit((LIMIT, "anna"))
        except TooManyRequests as refused:
            waits.append(refused.retry_after_ms)
    assert waits == [60_000] * 3


async def test_of_many_at_once_no_more_than_the_limit_pass(database: Database, clock: FakeClock) -> None:
    attempts = Attempts(database, clock)
    outcomes = await asyncio.gather(
        *(attempts.admit((LIMIT, "anna"), (OTHER, "home")) for _ in range(12)), return_exceptions=True
    )
    assert sum(outcome is None for outcome in outcomes) == 3
    assert sum(isinstance(outcome, TooManyRequests) for outcome in outcomes) == 9


async def test_one_does_not_wait_for_another(database: Database, clock: FakeClock) -> None:
    attempts = Attempts(database, clock)
    for who in ("anna", "boris", "anna", "boris", "anna", "boris"):
        await attempts.admit((LIMIT, who))
    await attempts.admit((OTHER, "anna"))


async def test_s1_the_count_outlives_a_restart(database: Database, clock: FakeClock) -> None:
    for _ in range(3):
        await Attempts(database, clock).admit((LIMIT, "anna"))
    with pytest.raises(TooManyRequests):
        await Attempts(database, clock).admit((LIMIT, "anna"))


async def test_counts_that_are_over_are_deleted(database: Database, clock: FakeClock) -> None:
    attempts = Attempts(database, clock)
    for number in range(20):
        await attempts.admit((LIMIT, f"robot {number}"))
    assert await stored(database) == 20
    clock.advance(60_000)
    await attempts.admit((LIMIT, "anna"))
    assert await stored(database) == 1


async def test_neither_names_nor_addresses_are_stored(database: Database, clock: FakeClock) -> None:
    await Attempts(database, clock).admit((LIMIT, "192.0.2.77"))
    rows = await database.read(lambda connection: connection.execute(text("SELECT * FROM attempts")).all())
    assert "192.0.2.77" not in str(rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
        ("2001:DB8:1:2::1", "2001:db8:1:2:0::2"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
def test_addresses_of_one_customer_are_counted_together(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


def test_other_addresses_are_counted_apart() -> None:
    addresses = ["192.0.2.1", "192.0.2.2", "2001:db8:1:2::1", "2001:db8:1:3::1", "::1", "", "unix:", "fe80::1%eth0"]
    assert len({address_key(address) for address in addresses}) == len(addresses)
